//! Who is let through: each request against the right that its route asks for.

use std::net::IpAddr;

use axum::{
    extract::{ConnectInfo, FromRequestParts, MatchedPath, RawPathParams, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Id, permission::Right};

use crate::App;
use crate::kit::{
    access::AccessConfig,
    addresses, bearer,
    error_page::PageError,
    problem::ProblemDetails,
    request_log::RequestSender,
    route::{Route, RouteTable},
    viewer::Viewer,
};

/// The rights of all routes; what is not among them is refused.
#[derive(Clone)]
pub(crate) struct Rights {
    pub(crate) app: App,
    pub(crate) table: RouteTable,
}

/// Lets a request through to its handler, with its [`Viewer`], or refuses it.
pub(crate) async fn guard(
    State(rights): State<Rights>,
    route: Option<MatchedPath>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(route) = route.as_ref().filter(|it| addresses::is_for_tokens(it.as_str())) {
        match by_token(&rights, route.as_str(), &mut request).await {
            Ok(viewer) => request.extensions_mut().insert(viewer),
            Err(response) => return response,
        };
        return next.run(request).await;
    }
    let viewer = match Viewer::of(&rights.app, request.headers()).await {
        Ok(viewer) => viewer.asking(request.uri()),
        Err(error) => return PageError::from(error).into_response(),
    };
    RequestSender::is(&request, viewer.person_id());
    if let Some(refused) = refused(&rights, &viewer, route.as_ref(), &mut request).await {
        return refused;
    }
    let of_plan = route.is_some_and(|route| route.as_str().contains("{plan}"));
    match among_plans(&rights.app, viewer, of_plan).await {
        Ok(viewer) => request.extensions_mut().insert(viewer),
        Err(error) => return PageError::from(error).into_response(),
    };
    next.run(request).await
}

/// Who comes with a token to a route that takes one: neither a cookie nor where the request was sent
/// from counts there.
async fn by_token(rights: &Rights, route: &str, request: &mut Request) -> Result<Viewer, Response> {
    let Some(Route { right, .. }) = rights.table.row(request.method(), route) else {
        return Err(unlisted(&rights.table, route));
    };
    let peer = request.extensions().get::<ConnectInfo<IpAddr>>().map(|ConnectInfo(peer)| *peer);
    let headers = request.headers().clone();
    let viewer = bearer::holder(&rights.app, (&headers, peer), *right).await;
    let viewer = viewer.map_err(IntoResponse::into_response)?;
    RequestSender::is(request, viewer.person_id());
    let (plan, section) = places(request).await?;
    let (plan, section) = (plan.map(Id::new), section.map(Id::new));
    if viewer.may(*right, plan.as_ref(), section.as_ref()) {
        Ok(viewer)
    } else {
        Err(ProblemDetails::new(StatusCode::FORBIDDEN, "no_role", NO_ROLE).into_response())
    }
}

/// What somebody is told whose roles do not open a route.
const NO_ROLE: &str =
    "この画面を使う役割がありません。必要な場合は、事務局またはシステム管理者に連絡してください。";

/// The viewer with the plans among which a plan's page lets choose.
async fn among_plans(app: &App, viewer: Viewer, of_plan: bool) -> crate::Result<Viewer> {
    if !of_plan {
        return Ok(viewer);
    }
    let plans = app.store.read().await?.plans().await?;
    Ok(viewer.among(plans))
}

async fn refused(
    rights: &Rights,
    viewer: &Viewer,
    route: Option<&MatchedPath>,
    request: &mut Request,
) -> Option<Response> {
    // An address without a route is told so, whoever asks
    let route = route?.as_str();
    let Some(Route { right, .. }) = rights.table.row(request.method(), route) else {
        return Some(unlisted(&rights.table, route));
    };
    let right = *right;
    let (method, headers) = (request.method(), request.headers());
    if !method.is_safe() && !is_own_page(&rights.app.access, headers, viewer.is_local()) {
        // Told in a sentence by the layer around
        return Some(StatusCode::FORBIDDEN.into_response());
    }
    if right == Right::Anyone {
        return None;
    }
    if viewer.is_nobody() {
        return Some(unknown(request));
    }
    if viewer.lacks_code() && route != addresses::account_code() {
        return Some(code_first(request));
    }
    let (plan, section) = match places(request).await {
        Ok(places) => places,
        Err(response) => return Some(response),
    };
    let (plan, section) = (plan.map(Id::new), section.map(Id::new));
    let may = viewer.may(right, plan.as_ref(), section.as_ref());
    (!may).then(|| PageError::forbidden(NO_ROLE).into_response())
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
fn unlisted(table: &RouteTable, path: &str) -> Response {
    let known = table.methods(path);
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
        let asked = request.uri().path_and_query();
        let next = asked.map_or_else(addresses::home, ToString::to_string);
        return Redirect::to(&addresses::sign_in_then(&next)).into_response();
    }
    PageError::new(
        StatusCode::UNAUTHORIZED,
        "操作はまだ受け付けていません。サインインして、もう一度操作してください。",
    )
    .into_response()
}

/// Leads someone whose role asks for a second factor to where it is set up.
fn code_first(request: &Request) -> Response {
    if request.method().is_safe() {
        return Redirect::to(&addresses::account_code()).into_response();
    }
    PageError::forbidden(
        "操作はまだ受け付けていません。あなたの役割では、先に確認コードの設定が必要です。トップの画面を開くと設定に進みます。",
    )
    .into_response()
}

/// Whether a form was sent from a page of ours. Only the browser writes these headers, so that no
/// other site can: this is the protection token of every form. A program that sends neither is
/// let through only where nobody can sign in (`local`), since it then carries nobody's cookie.
fn is_own_page(access: &AccessConfig, headers: &HeaderMap, local: bool) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let Some(origin) = text(header::ORIGIN) else { return local };
    text(header::HOST).is_some_and(|host| origin == access.base(host))
}

impl<S: Sync> FromRequestParts<S> for Viewer {
    type Rejection = PageError;

    /// The permission table has found it out before any handler is reached.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Self, PageError> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            PageError::forbidden(
                "サインインを確認できませんでした。もう一度サインインしてください。",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let tls = AccessConfig { secure: true, ..AccessConfig::default() };
            is_own_page(&tls, &pairs.collect(), false)
        };
        assert!(from(&[("sec-fetch-site", "same-origin")]));
        assert!(from(&[("host", "a.example"), ("origin", "https://a.example")]));
        assert!(!from(&[("host", "a.example"), ("origin", "http://a.example")]), "without TLS");
        assert!(!from(&[("host", "a.example")]), "neither header");
        assert!(!from(&[("host", "a.example"), ("origin", "null")]));
        assert!(!from(&[("host", "a.example"), ("origin", "https://b.example")]));
        for site in ["cross-site", "same-site", "none"] {
            let origin = ("origin", "https://a.example");
            assert!(!from(&[("sec-fetch-site", site), ("host", "a.example"), origin]), "{site}");
        }
    }
}
