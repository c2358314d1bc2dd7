//! For which roles a second factor is required.

use axum::{Form, extract::State, response::Redirect};
use domain::{
    event::{CodeRolesSet, Event},
    person::Role,
};

use crate::{
    App, Result,
    kit::{actor::By, addresses, clock, error_page::PageError, viewer::Viewer},
};

/// Sets the roles whose holders must have a second factor: who has none sets it up before anything
/// else.
pub(super) async fn set_roles(app: &App, by: &By, after: &[Role]) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let before = tx.code_roles().await?;
    let mut after = after.to_vec();
    after.sort_unstable();
    after.dedup();
    tx.set_code_roles(&after).await?;
    if before != after {
        let set = Event::CodeRolesSet(CodeRolesSet { before, after });
        tx.record(&by.did(set, &clock::now())).await?;
    }
    Ok(tx.commit().await?)
}

/// Takes the form: a box for each role.
pub(crate) async fn set(
    State(app): State<App>,
    viewer: Viewer,
    Form(ticked): Form<Vec<(String, String)>>,
) -> std::result::Result<Redirect, PageError> {
    let roles: Vec<Role> = ticked.iter().filter_map(|(code, _)| Role::coded(code)).collect();
    set_roles(&app, &viewer.by(), &roles).await?;
    Ok(Redirect::to(&addresses::people()))
}
