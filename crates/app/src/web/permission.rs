//! Which right each route asks for: one table, and what is not in it is refused.

use axum::{
    extract::{MatchedPath, RawPathParams, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Id,
    permission::Right::{
        self, Administer, Answer, Anyone, Audit, Coordinate, Read, ReadReplies, SignedIn,
    },
};

use super::{Problem, Viewer, urls};
use crate::App;

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// Every route with the right that it asks for. Where an address names `{plan}` or `{section}`, the
/// right must be held there: section-bound pages are
/// `/plans/{plan}/rounds/{year}/sections/{section}/…`.
pub(crate) const TABLE: &[(Method, &str, Right)] = &[
    (GET, "/", SignedIn),
    (POST, "/imports", Coordinate),
    (GET, "/plans/{plan}", Read),
    (GET, "/plans/{plan}/years/{year}", Read),
    (GET, "/plans/{plan}/years/{year}/sheet", Read),
    (GET, "/plans/{plan}/years/{year}/sheet/{no}", Read),
    (GET, "/plans/{plan}/years/{year}/files/{form}", Read),
    (GET, "/plans/{plan}/actions/{action}", Read),
    (GET, "/plans/{plan}/search", Read),
    (GET, "/plans/{plan}/imports", Coordinate),
    (POST, "/plans/{plan}/imports", Coordinate),
    (GET, "/plans/{plan}/imports/{import}", Coordinate),
    (POST, "/plans/{plan}/imports/{import}/booking", Coordinate),
    (POST, "/plans/{plan}/imports/{import}/discarding", Coordinate),
    (GET, "/plans/{plan}/imports/{import}/layout", Coordinate),
    // A booked sheet's source stands beside its rows; one that waits is the secretariat's alone
    (GET, "/plans/{plan}/imports/{import}/original", Read),
    (GET, "/plans/{plan}/imports/{import}/original/picture", Read),
    (GET, "/plans/{plan}/columns/{digest}", Coordinate),
    (POST, "/plans/{plan}/columns/{digest}", Coordinate),
    (GET, "/plans/{plan}/rounds", ReadReplies),
    (POST, "/plans/{plan}/rounds", Coordinate),
    (GET, "/plans/{plan}/rounds/{year}", ReadReplies),
    (GET, "/plans/{plan}/rounds/{year}/settings", Coordinate),
    (POST, "/plans/{plan}/rounds/{year}/settings", Coordinate),
    (GET, "/plans/{plan}/rounds/{year}/revisions", Coordinate),
    (POST, "/plans/{plan}/rounds/{year}/revisions", Coordinate),
    (GET, "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/findings", ReadReplies),
    (GET, "/plans/{plan}/check/rules", Coordinate),
    (POST, "/plans/{plan}/check/rules", Coordinate),
    (GET, "/plans/{plan}/indicators", Read),
    (POST, "/plans/{plan}/indicators", Coordinate),
    (GET, "/plans/{plan}/indicators.csv", Read),
    (GET, "/plans/{plan}/indicators/candidates", Coordinate),
    (POST, "/plans/{plan}/indicators/list", Coordinate),
    (GET, "/plans/{plan}/indicators/{indicator}", Read),
    (POST, "/plans/{plan}/indicators/{indicator}", Coordinate),
    (POST, "/plans/{plan}/indicators/{indicator}/figures", Coordinate),
    (POST, "/plans/{plan}/indicators/{indicator}/removal", Coordinate),
    (GET, "/plans/{plan}/years/{year}/changes", Read),
    (GET, "/plans/{plan}/years/{year}/changes.csv", Read),
    (GET, "/plans/{plan}/years/{year}/check", Coordinate),
    (GET, "/plans/{plan}/years/{year}/check/slips", Coordinate),
    (POST, "/plans/{plan}/years/{year}/check/answers", Coordinate),
    (GET, "/history", Administer),
    (GET, "/people/{person}/history", Administer),
    (GET, "/plans/{plan}/history", Audit),
    (GET, "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/history", ReadReplies),
    (POST, "/plans/{plan}/rounds/{year}/closing", Coordinate),
    (POST, "/plans/{plan}/rounds/{year}/reopening", Coordinate),
    (POST, "/plans/{plan}/rounds/{year}/exceptions", Coordinate),
    (POST, "/plans/{plan}/rounds/{year}/steps", Coordinate),
    (GET, "/plans/{plan}/rounds/{year}/books", Coordinate),
    (POST, "/plans/{plan}/rounds/{year}/returns", Coordinate),
    (GET, "/plans/{plan}/rounds/{year}/returns/{digest}", Coordinate),
    (POST, "/plans/{plan}/rounds/{year}/returns/{digest}/decisions", Coordinate),
    (GET, "/plans/{plan}/rounds/{year}/reminders", Coordinate),
    (POST, "/plans/{plan}/rounds/{year}/reminders", Coordinate),
    (GET, "/plans/{plan}/rounds/{year}/reminders/letters.csv", Coordinate),
    (GET, "/plans/{plan}/rounds/{year}/reminders/letters.zip", Coordinate),
    (GET, "/plans/{plan}/rounds/{year}/sections/{section}", ReadReplies),
    (POST, "/plans/{plan}/rounds/{year}/sections/{section}/steps", Answer),
    (GET, "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}", ReadReplies),
    (POST, "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}", Answer),
    (POST, "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/entries", Answer),
    (POST, "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/steps", Answer),
    (POST, "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/comments", Coordinate),
    (
        POST,
        "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/comments/{comment}/answer",
        Answer,
    ),
    (GET, "/plans/{plan}/rounds/{year}/sections/{section}/book", ReadReplies),
    (POST, "/plans/{plan}/rounds/{year}/sections/{section}/returns", Answer),
    (GET, "/plans/{plan}/rounds/{year}/sections/{section}/returns/{digest}", ReadReplies),
    (POST, "/plans/{plan}/rounds/{year}/sections/{section}/returns/{digest}/decisions", Answer),
    (GET, "/sign-in", Anyone),
    (POST, "/sign-in", Anyone),
    (GET, "/sign-in/code", Anyone),
    (POST, "/sign-in/code", Anyone),
    (GET, "/sign-in/oidc", Anyone),
    (GET, "/sign-in/oidc/return", Anyone),
    // Of the demo only
    (POST, "/sign-in/demo", Anyone),
    (POST, "/sign-out", Anyone),
    (GET, "/links/{token}", Anyone),
    (POST, "/links/{token}", Anyone),
    (GET, "/account", SignedIn),
    (POST, "/account/password", SignedIn),
    (GET, "/account/code", SignedIn),
    (POST, "/account/code", SignedIn),
    (POST, "/account/code/removal", SignedIn),
    (POST, "/account/sessions/ending", SignedIn),
    (POST, "/account/sessions/{session}/ending", SignedIn),
    (GET, "/people", Administer),
    (POST, "/people", Administer),
    (GET, "/people/list.csv", Administer),
    (GET, "/people/import", Administer),
    (POST, "/people/import", Administer),
    (GET, "/people/import/{digest}", Administer),
    (POST, "/people/import/{digest}/booking", Administer),
    (GET, "/people/{person}", Administer),
    (POST, "/people/{person}", Administer),
    (POST, "/people/{person}/grants", Administer),
    (POST, "/people/{person}/grants/{grant}/ending", Administer),
    (POST, "/people/{person}/links", Administer),
    (POST, "/people/{person}/leaving", Administer),
    (POST, "/people/{person}/code/removal", Administer),
    (GET, "/assets/{name}", Anyone),
];

/// The right of a route, if the table has it.
fn right(method: &Method, route: &str) -> Option<Right> {
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    let found = TABLE.iter().find(|(of, at, _)| of == method && *at == route);
    found.map(|(_, _, right)| *right)
}

/// Lets a request through to its handler, with its [`Viewer`], or refuses it.
pub(super) async fn guard(
    State(app): State<App>,
    route: Option<MatchedPath>,
    mut request: Request,
    next: Next,
) -> Response {
    let viewer = match Viewer::of(&app, request.headers()).await {
        Ok(viewer) => viewer,
        Err(error) => return Problem::from(error).into_response(),
    };
    if let Some(refused) = refused(&viewer, route.as_ref(), &mut request).await {
        return refused;
    }
    request.extensions_mut().insert(viewer);
    next.run(request).await
}

async fn refused(
    viewer: &Viewer,
    route: Option<&MatchedPath>,
    request: &mut Request,
) -> Option<Response> {
    // An address without a route is told so, whoever asks
    let route = route?.as_str();
    let Some(right) = right(request.method(), route) else { return Some(unlisted(route)) };
    let (method, headers) = (request.method(), request.headers());
    if !viewer.is_local() && !method.is_safe() && !is_own_page(headers) {
        // Told in a sentence by the layer around
        return Some(StatusCode::FORBIDDEN.into_response());
    }
    if right == Anyone {
        return None;
    }
    if viewer.is_nobody() {
        return Some(unknown(request));
    }
    let (plan, section) = match places(request).await {
        Ok(places) => places,
        Err(response) => return Some(response),
    };
    let (plan, section) = (plan.map(Id::new), section.map(Id::new));
    let may = viewer.may(right, plan.as_ref(), section.as_ref());
    (!may).then(|| {
        Problem::forbidden(
            "この画面を使う役割がありません。必要な場合は、事務局またはシステム管理者に連絡してください。",
        )
        .into_response()
    })
}

/// The plan and the section that the address names.
async fn places(request: &mut Request) -> Result<(Option<String>, Option<String>), Response> {
    use axum::RequestExt;

    let params: RawPathParams =
        request.extract_parts().await.map_err(IntoResponse::into_response)?;
    let named = |wanted: &str| {
        params.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.to_owned())
    };
    Ok((named("plan"), named("section")))
}

/// A route that the table does not list under this method: it exists for nobody.
fn unlisted(route: &str) -> Response {
    let methods = TABLE.iter().filter(|(_, at, _)| *at == route);
    let known: Vec<&str> = methods.map(|(method, _, _)| method.as_str()).collect();
    if known.is_empty() {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = StatusCode::METHOD_NOT_ALLOWED.into_response();
    if let Ok(known) = HeaderValue::from_str(&known.join(",")) {
        response.headers_mut().insert(header::ALLOW, known);
    }
    response
}

/// Leads someone who is not signed in to the page for that.
fn unknown(request: &Request) -> Response {
    if request.method().is_safe() {
        let next = request.uri().path_and_query().map_or("/", |address| address.as_str());
        return Redirect::to(&urls::sign_in(next)).into_response();
    }
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "サインインの時間が切れたため、受け付けませんでした。サインインして、もう一度操作してください。",
    )
    .into_response()
}

/// Whether a form was sent from a page of ours. Only the browser writes these headers, so that no
/// other site can: this is the protection token of every form.
fn is_own_page(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://"));
    origin.zip(text(header::HOST)).is_some_and(|((_, of), host)| of == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_listed_once_and_what_is_not_listed_is_refused() {
        for (at, (method, route, right_of)) in TABLE.iter().enumerate() {
            assert_eq!(right(method, route), Some(*right_of));
            let again = TABLE.iter().skip(at + 1).any(|(m, r, _)| m == method && r == route);
            assert!(!again, "{method} {route} twice");
        }
        assert_eq!(right(&Method::HEAD, "/"), Some(SignedIn));
        assert_eq!(right(&Method::DELETE, "/"), None);
        assert_eq!(right(&Method::GET, "/nowhere"), None);
        assert_eq!(unlisted("/nowhere").status(), StatusCode::FORBIDDEN);
        let response = unlisted("/sign-in");
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(response.headers()[header::ALLOW], "GET,POST");
    }

    #[tokio::test]
    async fn the_plan_and_the_section_are_taken_from_the_address() {
        use axum::{Router, body::Body, routing::get};
        use tower::ServiceExt;

        let told = |mut request: Request| async move {
            let (plan, section) = places(&mut request).await.unwrap();
            format!("{plan:?} {section:?}")
        };
        let router: Router = Router::new()
            .route("/plans/{plan}/rounds/{year}/sections/{section}", get(told))
            .route("/people/{person}", get(told));
        for (address, expected) in [
            ("/plans/p%201/rounds/R7/sections/s", "Some(\"p 1\") Some(\"s\")"),
            ("/people/x", "None None"),
        ] {
            let request = Request::get(address).body(Body::empty()).unwrap();
            let answer = router.clone().oneshot(request).await.unwrap();
            let body = axum::body::to_bytes(answer.into_body(), 100).await.unwrap();
            assert_eq!(body, expected);
        }
    }

    #[test]
    fn a_form_must_come_from_a_page_of_ours() {
        let from = |pairs: &[(&'static str, &'static str)]| {
            let pairs = pairs.iter().map(|(name, value)| {
                (header::HeaderName::from_static(name), HeaderValue::from_static(value))
            });
            is_own_page(&pairs.collect())
        };
        assert!(from(&[("sec-fetch-site", "same-origin")]));
        assert!(from(&[("host", "a.example"), ("origin", "https://a.example")]));
        assert!(!from(&[("host", "a.example")]), "neither header");
        assert!(!from(&[("host", "a.example"), ("origin", "null")]));
        assert!(!from(&[("host", "a.example"), ("origin", "https://b.example")]));
        for site in ["cross-site", "same-site", "none"] {
            let origin = ("origin", "https://a.example");
            assert!(!from(&[("sec-fetch-site", site), ("host", "a.example"), origin]), "{site}");
        }
    }
}
