//! Signing in by a press, in the demo only: the route does not exist elsewhere.

use axum::{Form, extract::State, http::HeaderMap, response::Response};
use serde::Deserialize;

use crate::{
    App, Error,
    kit::error_page::PageError,
    slices::signin::{
        self, SigninOutcome,
        web::{Kept, agent, entered_with},
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
    headers: HeaderMap,
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
    let outcome = signin::succeed(&mut tx, &id, &person.name, "demo", agent(&headers)).await?;
    tx.commit().await?;
    match outcome {
        SigninOutcome::Open(token) => entered_with(&app, &token, &pressed.next, &pressed.kept),
        _ => Err(nobody.into()),
    }
}
