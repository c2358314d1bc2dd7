//! The pages of signing in and out.

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::SigninOutcome;
use crate::{
    App, Error,
    kit::{
        addresses,
        digest::digest,
        drafts::Draft,
        error_page::PageError,
        page::{Frame, page},
        samples::SampleLogin,
        viewer::Viewer,
    },
};

/// The sentence for every attempt that did not work: it tells nothing about which part was wrong.
const REFUSED: &str = "サインインできませんでした。職員番号とパスワードを確かめてください。続けて間違えると、しばらくサインインできなくなります。";

/// The same for the second factor.
const NO_CODE: &str =
    "確認コードが違うか、時間が切れています。新しい確認コードを入力してください。";

#[derive(Template)]
#[template(path = "signin/sign-in.html")]
struct SignInPage {
    frame: Frame,
    next: String,
    draft: Kept,
    login: String,
    /// Whether a password was set just before.
    set: bool,
    /// The demo's sample persons; none elsewhere.
    samples: Vec<SampleLogin>,
    /// Where the city's own sign-in begins, if there is one.
    elsewhere: Option<String>,
    error: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "signin/code.html")]
struct CodePage {
    frame: Frame,
    next: String,
    draft: Kept,
    error: Option<&'static str>,
}

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct SigninQuery {
    #[serde(default)]
    next: String,
    /// What was done just before: `password`.
    #[serde(default)]
    done: String,
}

impl SigninQuery {
    /// Where to go afterwards.
    pub(crate) fn next(&self) -> &str {
        &self.next
    }
}

/// What was typed in a form whose session had ended, carried along until someone has signed in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Kept {
    action: String,
    draft: String,
}

impl Kept {
    fn is_empty(&self) -> bool {
        self.draft.is_empty()
    }

    /// The texts in it, for whoever leaves for the city's own sign-in, where it cannot go along.
    fn texts(&self) -> Vec<String> {
        self.draft(String::new()).map_or_else(Vec::new, |draft| draft.texts())
    }

    /// The draft for a page.
    fn draft(&self, page: String) -> Option<Draft> {
        let (action, sent) = (inside(&self.action), self.draft.clone());
        (!self.is_empty()).then_some(Draft { page, action, sent })
    }
}

/// What a person typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SigninForm {
    login: String,
    password: String,
    code: String,
    next: String,
    #[serde(flatten)]
    kept: Kept,
}

/// The form; whoever is signed in goes on.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<SigninQuery>,
) -> Result<Response, PageError> {
    if !viewer.is_nobody() {
        return Ok(Redirect::to(&inside(&asked.next)).into_response());
    }
    let typed = SigninForm { next: asked.next, ..SigninForm::default() };
    form(&app, &viewer, typed, asked.done == "password", None)
}

fn form(
    app: &App,
    viewer: &Viewer,
    typed: SigninForm,
    set: bool,
    error: Option<&'static str>,
) -> Result<Response, PageError> {
    let SigninForm { next, login, kept, .. } = typed;
    let elsewhere = app.access.provider.as_ref().map(|_| addresses::sign_in_oidc_then(&next));
    let samples = app.samples.clone();
    let frame = Frame::bare("サインイン").seen_by(viewer);
    let status = if error.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    let draft = kept;
    let html = page(&SignInPage { frame, next, draft, login, set, samples, elsewhere, error })?;
    Ok((status, html).into_response())
}

/// Looks at login and password.
pub(crate) async fn sign_in(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Form(mut typed): Form<SigninForm>,
) -> Result<Response, PageError> {
    if viewer.is_local() {
        return Ok(Redirect::to(&addresses::home()).into_response());
    }
    if viewer.person().is_some() && !typed.kept.is_empty() {
        // Signed in meanwhile, in another window
        return Ok(going_on(&app, viewer.session(), &typed.next, &typed.kept));
    }
    if typed.login.is_empty() && typed.password.is_empty() && !typed.kept.is_empty() {
        return form(&app, &viewer, typed, false, None);
    }
    let password = std::mem::take(&mut typed.password);
    let outcome = super::by_password(&app, &typed.login, password, agent(&headers)).await?;
    match outcome {
        SigninOutcome::Open(token) => entered_with(&app, &token, &typed.next, &typed.kept),
        SigninOutcome::Code(token) if !typed.kept.is_empty() => {
            let page = code_form(&viewer, typed.next, typed.kept, None)?;
            with_cookie(&app, Some(&token), page)
        }
        SigninOutcome::Code(token) => {
            entered(&app, &token, &addresses::sign_in_code_then(&typed.next))
        }
        SigninOutcome::Refused => form(&app, &viewer, typed, false, Some(REFUSED)),
    }
}

/// The form for the second factor.
pub(crate) async fn show_code(
    viewer: Viewer,
    Query(asked): Query<SigninQuery>,
) -> Result<Response, PageError> {
    code_form(&viewer, asked.next, Kept::default(), None)
}

fn code_form(
    viewer: &Viewer,
    next: String,
    draft: Kept,
    error: Option<&'static str>,
) -> Result<Response, PageError> {
    let frame = Frame::bare("確認コード").seen_by(viewer);
    let status = if error.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    Ok((status, page(&CodePage { frame, next, draft, error })?).into_response())
}

/// Looks at the second factor.
pub(crate) async fn sign_in_code(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Form(typed): Form<SigninForm>,
) -> Result<Response, PageError> {
    let Some(waiting) = app.access.token(&headers) else {
        return Ok(Redirect::to(&addresses::sign_in_then(&typed.next)).into_response());
    };
    match super::by_code(&app, &waiting, &typed.code, agent(&headers)).await {
        Ok(SigninOutcome::Open(token)) => entered_with(&app, &token, &typed.next, &typed.kept),
        Ok(_) => code_form(&viewer, typed.next, typed.kept, Some(NO_CODE)),
        Err(Error::NotFound(_)) if !typed.kept.is_empty() => {
            form(&app, &viewer, typed, false, Some(NO_CODE))
        }
        Err(Error::NotFound(_)) => {
            Ok(Redirect::to(&addresses::sign_in_then(&typed.next)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Signs out: the token is worth nothing afterwards.
pub(crate) async fn sign_out(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<Response, PageError> {
    if let Some(person) = viewer.person() {
        super::out(&app, person, viewer.session()).await?;
    }
    with_cookie(&app, None, Redirect::to(&addresses::sign_in_then("")).into_response())
}

/// The same with what was typed before: it waits on its page.
pub(crate) fn entered_with(
    app: &App,
    token: &str,
    next: &str,
    kept: &Kept,
) -> Result<Response, PageError> {
    let to = going_on(app, &digest(token.as_bytes()), next, kept);
    with_cookie(app, Some(token), to)
}

/// Goes on to a page, and leaves there what was typed before.
fn going_on(app: &App, session: &str, next: &str, kept: &Kept) -> Response {
    let next = inside(next);
    if let Some(draft) = kept.draft(next.clone()) {
        app.drafts.keep(session, draft);
    }
    Redirect::to(&next).into_response()
}

/// Gives the browser its token and leads it on.
pub(crate) fn entered(app: &App, token: &str, to: &str) -> Result<Response, PageError> {
    with_cookie(app, Some(token), Redirect::to(to).into_response())
}

fn with_cookie(app: &App, token: Option<&str>, response: Response) -> Result<Response, PageError> {
    let cookie = HeaderValue::from_str(&app.access.set_cookie(token)).map_err(Error::internal)?;
    Ok(([(header::SET_COOKIE, cookie)], response).into_response())
}

/// What the browser calls itself.
pub(crate) fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default()
}

/// An address of ours to go on to; anything else leads to the first page.
pub(crate) fn inside(next: &str) -> String {
    let gates = [addresses::sign_in(), addresses::sign_out()];
    let own = next.starts_with('/')
        && !next.starts_with("//")
        && !gates.iter().any(|gate| next.starts_with(gate))
        && !next.contains('\\')
        && next.bytes().all(|byte| byte.is_ascii_graphic());
    if own { next.to_owned() } else { addresses::home() }
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn nobody_is_led_to_another_site() {
        for next in ["/", "/plans/1/years/R7?q=%E3%81%82", "/people"] {
            assert_eq!(inside(next), next);
        }
        for next in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nb",
            "/sign-out",
        ] {
            assert_eq!(inside(next), "/", "{next}");
        }
    }
}
