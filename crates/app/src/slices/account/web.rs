//! The pages of one's own account.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::password::SHORTEST;
use serde::Deserialize;

use super::Proof;
use crate::{
    App, Error,
    kit::{
        addresses, clock,
        error_page::PageError,
        page::{Frame, Svg, page},
        path::Path,
        viewer::{Viewer, session_times},
    },
    slices::{
        people::view::Places,
        signin::{client::SigninClient, totp},
    },
};

#[derive(Template)]
#[template(path = "account/account.html")]
struct AccountPage {
    frame: Frame,
    login: String,
    roles: Vec<(String, String)>,
    has_password: bool,
    has_code: bool,
    sessions: Vec<SessionView>,
    shortest: usize,
    error: Option<String>,
}

/// A browser in which the person is signed in.
struct SessionView {
    digest: String,
    agent: String,
    seen: String,
    since: String,
    present: bool,
}

#[derive(Template)]
#[template(path = "account/code.html")]
struct CodePage {
    frame: Frame,
    secret: String,
    address: String,
    picture: Svg,
    has_password: bool,
    /// Whether the role asks for it, so that nothing else can be done before.
    required: bool,
    error: Option<String>,
}

/// What the person typed; each form has some of it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct AccountForm {
    current: String,
    password: String,
    again: String,
    secret: String,
    code: String,
}

/// The account.
pub(crate) async fn show(State(app): State<App>, viewer: Viewer) -> Result<Response, PageError> {
    account(&app, &viewer, None).await
}

async fn account(app: &App, viewer: &Viewer, error: Option<String>) -> Result<Response, PageError> {
    let person = viewer.signed_in()?;
    let mut tx = app.store.read().await?;
    let known = tx.person(&person.id).await?;
    let sessions = tx.sessions_of(&person.id, &session_times()).await?;
    let places = Places::open(&mut tx).await?;
    drop(tx);
    let view = |session: store::Session| SessionView {
        present: session.digest == viewer.session(),
        agent: browser(&session.agent),
        seen: clock::spoken(&session.seen_at),
        since: clock::spoken(&session.created_at),
        digest: session.digest,
    };
    let held = person.grants.iter().filter(|grant| grant.holds_on(viewer.today()));
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let html = page(&AccountPage {
        frame: Frame::bare("自分の設定").seen_by(viewer),
        login: person.login.clone(),
        roles: held.map(|grant| (places.role(grant), Places::days(grant))).collect(),
        has_password: known.has_password,
        has_code: known.has_totp,
        sessions: sessions.into_iter().map(view).collect(),
        shortest: SHORTEST,
        error,
    })?;
    Ok((status, html).into_response())
}

/// What a browser calls itself, in a word or two.
fn browser(agent: &str) -> String {
    let names =
        [("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    let systems = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ];
    let find = |list: &[(&str, &str)]| {
        list.iter().find(|(mark, _)| agent.contains(mark)).map_or("", |(_, name)| name).to_owned()
    };
    let found = format!("{} {}", find(&systems), find(&names));
    if found.trim().is_empty() { "不明な端末".to_owned() } else { found.trim().to_owned() }
}

/// The account again with what was wrong, or on to it.
async fn settled(
    app: &App,
    viewer: &Viewer,
    done: crate::Result<()>,
) -> Result<Response, PageError> {
    match done {
        Ok(()) => Ok(Redirect::to(&addresses::account()).into_response()),
        Err(Error::Refused(why)) => account(app, viewer, Some(why)).await,
        Err(error) => Err(error.into()),
    }
}

/// Changes the password.
pub(crate) async fn password(
    State(app): State<App>,
    viewer: Viewer,
    client: SigninClient,
    Form(typed): Form<AccountForm>,
) -> Result<Response, PageError> {
    let person = viewer.signed_in()?;
    let done = if typed.password == typed.again {
        let current = Proof { typed: typed.current, client };
        super::change_password(&app, person, viewer.session(), current, typed.password).await
    } else {
        Err(Error::Refused("2つの新しいパスワードが違います。".to_owned()))
    };
    settled(&app, &viewer, done).await
}

/// The secret of a second factor to be taken.
pub(crate) async fn show_code(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<Response, PageError> {
    code_form(&app, &viewer, totp::secret()?, None).await
}

async fn code_form(
    app: &App,
    viewer: &Viewer,
    secret: String,
    error: Option<String>,
) -> Result<Response, PageError> {
    let person = viewer.signed_in()?;
    let address = totp::address(&secret, &person.login)?;
    let has_password = app.store.read().await?.person(&person.id).await?.has_password;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let html = page(&CodePage {
        frame: Frame::bare("確認コードの設定").seen_by(viewer),
        picture: Svg(totp::picture(&address)?),
        secret,
        address,
        has_password,
        required: viewer.lacks_code(),
        error,
    })?;
    Ok((status, html).into_response())
}

/// Takes the second factor.
pub(crate) async fn code(
    State(app): State<App>,
    viewer: Viewer,
    client: SigninClient,
    Form(typed): Form<AccountForm>,
) -> Result<Response, PageError> {
    let person = viewer.signed_in()?;
    let (current, session) = (Proof { typed: typed.current, client }, viewer.session());
    match super::set_code(&app, person, session, current, &typed.secret, &typed.code).await {
        Ok(()) => Ok(Redirect::to(&addresses::account()).into_response()),
        Err(Error::Refused(why)) => {
            // A secret that the form did not get from us is not shown again
            let kept = totp::address(&typed.secret, &person.login).is_ok();
            let secret = if kept { typed.secret } else { totp::secret()? };
            code_form(&app, &viewer, secret, Some(why)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes the second factor away.
pub(crate) async fn drop_code(
    State(app): State<App>,
    viewer: Viewer,
    client: SigninClient,
    Form(typed): Form<AccountForm>,
) -> Result<Response, PageError> {
    let current = Proof { typed: typed.current, client };
    let done = super::drop_code(&app, viewer.signed_in()?, current).await;
    settled(&app, &viewer, done).await
}

/// Ends another session.
pub(crate) async fn end_session(
    State(app): State<App>,
    viewer: Viewer,
    client: SigninClient,
    Path(session): Path<String>,
    Form(typed): Form<AccountForm>,
) -> Result<Response, PageError> {
    let (person, proof) = (viewer.signed_in()?, Proof { typed: typed.current, client });
    let done = super::end_sessions(&app, person, viewer.session(), Some(&session), proof).await;
    settled(&app, &viewer, done).await
}

/// Ends every other session.
pub(crate) async fn end_sessions(
    State(app): State<App>,
    viewer: Viewer,
    client: SigninClient,
    Form(typed): Form<AccountForm>,
) -> Result<Response, PageError> {
    let (person, proof) = (viewer.signed_in()?, Proof { typed: typed.current, client });
    let done = super::end_sessions(&app, person, viewer.session(), None, proof).await;
    settled(&app, &viewer, done).await
}
