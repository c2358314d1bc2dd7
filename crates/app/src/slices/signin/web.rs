//! The pages of signing in and out.

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{SigninOutcome, client::SigninClient, session::SigninTokens};
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

/// The same where codes were wrong one after another: the password is asked for again.
const OVER: &str =
    "確認コードが続けて違いました。しばらく待ってから、はじめからサインインしてください。";

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
    error: Option<String>,
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
    error: Option<(StatusCode, String)>,
) -> Result<Response, PageError> {
    let (status, error) =
        error.map_or((StatusCode::OK, None), |(status, error)| (status, Some(error)));
    let SigninForm { next, login, kept, .. } = typed;
    let elsewhere = app.access.provider.as_ref().map(|_| addresses::sign_in_oidc_then(&next));
    let samples = app.samples.clone();
    let frame = Frame::bare("サインイン").seen_by(viewer);
    let draft = kept;
    let html = page(&SignInPage { frame, next, draft, login, set, samples, elsewhere, error })?;
    Ok((status, html).into_response())
}

/// The form again, with why nobody is signed in.
fn refused(
    app: &App,
    viewer: &Viewer,
    typed: SigninForm,
    why: &str,
) -> Result<Response, PageError> {
    form(app, viewer, typed, false, Some((StatusCode::UNAUTHORIZED, why.to_owned())))
}

/// Looks at login and password.
pub(crate) async fn sign_in(
    State(app): State<App>,
    viewer: Viewer,
    client: SigninClient,
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
    match super::by_password(&app, &typed.login, password, &client).await {
        Ok(SigninOutcome::Open(tokens)) => entered_with(&app, &tokens, &typed.next, &typed.kept),
        Ok(SigninOutcome::Code(token)) if typed.kept.is_empty() => {
            waiting(&app, &token, &typed.next)
        }
        Ok(SigninOutcome::Code(token)) => waiting_with(&app, &viewer, &token, typed),
        Ok(_) => refused(&app, &viewer, typed, REFUSED),
        Err(Error::Busy(why)) => {
            form(&app, &viewer, typed, false, Some((StatusCode::SERVICE_UNAVAILABLE, why)))
        }
        Err(error) => Err(error.into()),
    }
}

/// On to the second factor, and then to a page.
pub(crate) fn waiting(app: &App, token: &str, next: &str) -> Result<Response, PageError> {
    let on = Redirect::to(&addresses::sign_in_code_then(next));
    Ok((session_cookie(app, Some(token))?, on).into_response())
}

/// The same with what was typed before: the form itself carries it along.
fn waiting_with(
    app: &App,
    viewer: &Viewer,
    token: &str,
    typed: SigninForm,
) -> Result<Response, PageError> {
    let form = code_form(viewer, typed.next, typed.kept, None)?;
    Ok((session_cookie(app, Some(token))?, form).into_response())
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
    client: SigninClient,
    Form(typed): Form<SigninForm>,
) -> Result<Response, PageError> {
    let again = || Redirect::to(&addresses::sign_in_then(&typed.next)).into_response();
    let Some(waiting) = &client.session else { return Ok(again()) };
    match super::by_code(&app, waiting, &typed.code, &client).await {
        Ok(SigninOutcome::Open(tokens)) => entered_with(&app, &tokens, &typed.next, &typed.kept),
        Ok(SigninOutcome::Over) => refused(&app, &viewer, typed, OVER),
        Ok(_) => code_form(&viewer, typed.next, typed.kept, Some(NO_CODE)),
        Err(Error::NotFound(_)) if !typed.kept.is_empty() => refused(&app, &viewer, typed, NO_CODE),
        Err(Error::NotFound(_)) => Ok(again()),
        Err(error) => Err(error.into()),
    }
}

/// What a browser is to forget at signing out: pages that it kept, and what was typed and not saved.
/// By what device it is known stays.
const FORGET: (&str, &str) = ("clear-site-data", "\"cache\", \"storage\"");

/// Signs out: the token is worth nothing afterwards.
pub(crate) async fn sign_out(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<Response, PageError> {
    if let Some(person) = viewer.person() {
        super::session::out(&app, person, viewer.session()).await?;
    }
    let gone = session_cookie(&app, None)?;
    Ok((gone, [FORGET], Redirect::to(&addresses::sign_in_then(""))).into_response())
}

/// Gives the browser its tokens and leads it on, with what was typed before: it waits on its page.
pub(crate) fn entered_with(
    app: &App,
    tokens: &SigninTokens,
    next: &str,
    kept: &Kept,
) -> Result<Response, PageError> {
    let to = going_on(app, &digest(tokens.session.as_bytes()), next, kept);
    entered(app, tokens, to)
}

/// Goes on to a page, and leaves there what was typed before.
fn going_on(app: &App, session: &str, next: &str, kept: &Kept) -> Response {
    let next = inside(next);
    if let Some(draft) = kept.draft(next.clone()) {
        app.drafts.keep(session, draft);
    }
    Redirect::to(&next).into_response()
}

/// Gives the browser its tokens.
pub(crate) fn entered(
    app: &App,
    tokens: &SigninTokens,
    to: Response,
) -> Result<Response, PageError> {
    let session = session_cookie(app, Some(&tokens.session))?;
    Ok((session, AppendHeaders([device_cookie(app, &tokens.device)?]), to).into_response())
}

/// A line of the answer that sets a cookie.
type SetCookie = (HeaderName, HeaderValue);

fn session_cookie(app: &App, token: Option<&str>) -> Result<AppendHeaders<[SetCookie; 1]>, Error> {
    let cookie = HeaderValue::from_str(&app.access.set_cookie(token)).map_err(Error::internal)?;
    Ok(AppendHeaders([(header::SET_COOKIE, cookie)]))
}

/// The line by which the browser keeps its device's token.
pub(crate) fn device_cookie(app: &App, device: &str) -> Result<SetCookie, Error> {
    let cookie = app.access.device_cookie(device);
    Ok((header::SET_COOKIE, HeaderValue::from_str(&cookie).map_err(Error::internal)?))
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
