//! Signing in by a press, in the demo only: the route does not exist elsewhere.

use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use crate::{
    App, Error,
    kit::error_page::PageError,
    slices::signin::{
        client::SigninClient,
        session::{SigninWay, succeed},
        web::{Kept, entered_with},
    },
};

/// Whose button was pressed.
#[derive(Deserialize)]
pub(crate) struct Pressed {
    login: String,
    #[serde(default)]
    next: String,
    #[serde(flatten)]
    kept: Kept,
}

/// Signs a sample person in.
pub(crate) async fn sign_in(
    State(app): State<App>,
    client: SigninClient,
    Form(pressed): Form<Pressed>,
) -> Result<Response, PageError> {
    let known = app.samples.iter().any(|button| button.login == pressed.login);
    let nobody = Error::NotFound("この見本の利用者");
    if !known {
        return Err(nobody.into());
    }
    let mut tx = app.store.begin().await?;
    let Some(id) = tx.person_of_login(&pressed.login).await? else { return Err(nobody.into()) };
    let person = tx.person(&id).await?.person;
    let tokens = succeed(&mut tx, &id, &person.name, SigninWay::Demo, &client).await?;
    tx.commit().await?;
    entered_with(&app, &tokens, &pressed.next, &pressed.kept)
}
