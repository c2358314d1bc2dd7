//! The page of a one-time link.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use domain::password::SHORTEST;
use serde::Deserialize;

use crate::{
    App, Error,
    kit::{
        addresses,
        error_page::PageError,
        page::{Frame, page},
        path::Path,
    },
    slices::signin::{client::SigninClient, web::device_cookie},
};

#[derive(Template)]
#[template(path = "links/link.html")]
struct LinkPage {
    frame: Frame,
    address: String,
    name: String,
    login: String,
    shortest: usize,
    error: Option<String>,
}

/// What the person typed, twice.
#[derive(Deserialize)]
pub(crate) struct PasswordForm {
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

/// The form; looking at it uses nothing up.
pub(crate) async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    form(&app, &token, None).await
}

async fn form(app: &App, token: &str, error: Option<String>) -> Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let (_, person) = super::open(&mut tx, token).await?;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let html = page(&LinkPage {
        frame: Frame::bare("パスワードの設定"),
        address: addresses::link(token),
        name: person.name,
        login: person.login,
        shortest: SHORTEST,
        error,
    })?;
    Ok((status, html).into_response())
}

/// Sets the password and leads to the sign-in.
pub(crate) async fn set(
    State(app): State<App>,
    client: SigninClient,
    Path(token): Path<String>,
    Form(typed): Form<PasswordForm>,
) -> Result<Response, PageError> {
    if typed.password != typed.again {
        let differ = "2つのパスワードが違います。同じものを2回入力してください。";
        return form(&app, &token, Some(differ.to_owned())).await;
    }
    match super::set_password(&app, &token, typed.password, &client).await {
        Ok(device) => {
            let to = addresses::query(&addresses::sign_in(), &[("done", "password")]);
            let cookie = AppendHeaders([device_cookie(&app, &device)?]);
            Ok((cookie, Redirect::to(&to)).into_response())
        }
        Err(Error::Refused(why)) => form(&app, &token, Some(why)).await,
        Err(error) => Err(error.into()),
    }
}
