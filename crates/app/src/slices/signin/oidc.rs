//! Leaving for the city's own sign-in and coming back.

use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use store::StoredPerson;

use super::{
    client::SigninClient,
    session::{SigninWay, succeed, wait_for_code},
    web::{SigninQuery, entered, inside, waiting},
};
use crate::kit::oidc::{AuthRequest, Provider, broken, person};
use crate::{
    App, Error, Result,
    kit::{addresses, error_page::PageError, viewer::Viewer},
};

/// What the provider sends the browser back with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct AuthResponse {
    code: String,
    state: String,
    error: String,
}

fn provider(app: &App) -> Result<&Provider> {
    app.access.provider.as_ref().ok_or(Error::NotFound("庁内のサインイン"))
}

/// The address to which the provider sends the browser back.
fn back(app: &App, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    format!("{}{}", app.access.base(host.unwrap_or_default()), addresses::sign_in_return())
}

/// Leaves for the provider.
pub(crate) async fn authorize(
    State(app): State<App>,
    headers: HeaderMap,
    Query(asked): Query<SigninQuery>,
) -> std::result::Result<Response, PageError> {
    let (to, request) = provider(&app)?.authorize(&back(&app, &headers), asked.next()).await?;
    let cookie = app.access.auth_request_cookie(Some(&request.packed()));
    let cookie = HeaderValue::from_str(&cookie).map_err(Error::internal)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
}

/// Comes back. Whatever is wrong, the request is over.
pub(crate) async fn callback(
    State(app): State<App>,
    viewer: Viewer,
    client: SigninClient,
    headers: HeaderMap,
    Query(answer): Query<AuthResponse>,
) -> std::result::Result<Response, PageError> {
    if viewer.is_local() {
        return Ok(Redirect::to(&addresses::home()).into_response());
    }
    let mut response = match arrived(&app, &client, &headers, answer).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    };
    let over =
        HeaderValue::from_str(&app.access.auth_request_cookie(None)).map_err(Error::internal)?;
    response.headers_mut().append(header::SET_COOKIE, over);
    Ok(response)
}

async fn arrived(
    app: &App,
    client: &SigninClient,
    headers: &HeaderMap,
    answer: AuthResponse,
) -> std::result::Result<Response, PageError> {
    let provider = provider(app)?;
    let request = app.access.request(headers).and_then(|cookie| AuthRequest::unpacked(&cookie));
    let request = request.ok_or_else(|| broken(&"the browser has no request"))?;
    if !answer.error.is_empty() || answer.code.is_empty() {
        let told: String = answer.error.chars().filter(|c| !c.is_control()).take(80).collect();
        return Err(broken(&told).into());
    }
    let next = inside(&request.next);
    let back = back(app, headers);
    let vouched = provider.callback(&back, request, answer.code, &answer.state).await?;
    let mut tx = app.store.begin().await?;
    let StoredPerson { person, has_totp, .. } = person(&mut tx, &vouched).await?;
    let two_factors = vouched.two_factors;
    if has_totp && !two_factors {
        // The provider did not ask for a second factor, so that the person's own is
        let token = wait_for_code(&mut tx, &person.id, client).await?;
        tx.commit().await?;
        return waiting(app, &token, &next);
    }
    let way = SigninWay::Provider { two_factors };
    let tokens = succeed(&mut tx, &person.id, &person.name, way, client).await?;
    tx.commit().await?;
    entered(app, &tokens, Redirect::to(&next).into_response())
}
