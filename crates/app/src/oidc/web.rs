//! Leaving for the city's own sign-in and coming back.

use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{Errand, Provider};
use crate::{
    App, Error, Result,
    signin::{
        self, Outcome,
        web::{Asked, agent, entered, inside},
    },
    web::{Problem, Viewer, urls},
};

/// What the provider sends the browser back with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Answer {
    code: String,
    state: String,
    error: String,
}

fn provider(app: &App) -> Result<&Provider> {
    app.doors.provider.as_ref().ok_or(Error::NotFound("庁内のサインイン"))
}

/// The address to which the provider sends the browser back.
fn back(app: &App, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    format!("{}{}", app.doors.base(host.unwrap_or_default()), urls::SIGN_IN_RETURN)
}

/// Leaves for the provider.
pub(crate) async fn leave(
    State(app): State<App>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> std::result::Result<Response, Problem> {
    let (to, errand) = provider(&app)?.leave(&back(&app, &headers), asked.next()).await?;
    let cookie = app.doors.errand_cookie(Some(&errand.packed()));
    let cookie = HeaderValue::from_str(&cookie).map_err(Error::internal)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
}

/// Comes back. Whatever is wrong, the errand is over.
pub(crate) async fn come_back(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> std::result::Result<Response, Problem> {
    if viewer.is_local() {
        return Ok(Redirect::to("/").into_response());
    }
    let mut response = match arrived(&app, &headers, answer).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    };
    let over = HeaderValue::from_str(&app.doors.errand_cookie(None)).map_err(Error::internal)?;
    response.headers_mut().append(header::SET_COOKIE, over);
    Ok(response)
}

async fn arrived(
    app: &App,
    headers: &HeaderMap,
    answer: Answer,
) -> std::result::Result<Response, Problem> {
    let provider = provider(app)?;
    let errand = app.doors.errand(headers).and_then(|cookie| Errand::unpacked(&cookie));
    let errand = errand.ok_or_else(|| super::broken(&"the browser has no errand"))?;
    if !answer.error.is_empty() || answer.code.is_empty() {
        let told: String = answer.error.chars().filter(|c| !c.is_control()).take(80).collect();
        return Err(super::broken(&told).into());
    }
    let next = inside(&errand.next);
    let back = back(app, headers);
    let vouched = provider.come_back(&back, errand, answer.code, &answer.state).await?;
    let mut tx = app.store.begin().await?;
    let person = super::person(&mut tx, &vouched).await?;
    let agent = agent(headers);
    let outcome = signin::succeed(&mut tx, &person.id, &person.name, "openid connect", agent);
    let outcome = outcome.await?;
    tx.commit().await?;
    match outcome {
        Outcome::Open(token) => entered(app, &token, &next),
        _ => Err(super::broken(&"no session").into()),
    }
}
