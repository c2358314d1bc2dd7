//! What is published, for everybody: the site's files as they were frozen, and the same content for
//! programs. Off unless the server was started with it; only published editions that were not
//! withdrawn are in it.

mod api;
pub(crate) mod mcp;
mod mcp_tools;
pub(crate) mod openapi;
pub(crate) mod web;

use domain::plan::Plan;
use edition::EditionKind;
use store::{StoredEdition, Tx};

use crate::{
    App,
    kit::problem::ProblemDetails,
    slices::frozen::{self, standing::states},
};

/// A plan that has something published, newest first.
pub(crate) struct PublishedPlan {
    pub(crate) plan: Plan,
    /// Its public identifier.
    pub(crate) id: String,
    pub(crate) editions: Vec<PublishedEdition>,
}

/// A published edition.
pub(crate) struct PublishedEdition {
    pub(crate) stored: StoredEdition,
    /// Its public name within the plan and year: `published-2`.
    pub(crate) state: &'static str,
}

/// The plans with what they published; a problem where the server shows nothing to the public.
pub(crate) async fn published(
    app: &App,
    tx: &mut Tx,
) -> Result<Vec<PublishedPlan>, ProblemDetails> {
    if !app.public {
        return Err(ProblemDetails::off());
    }
    let mut all = Vec::new();
    for plan in tx.plans().await? {
        let editions = tx.editions(&plan.id).await?;
        let shown = editions
            .iter()
            .zip(states(&editions))
            .filter(|(one, _)| one.kind == EditionKind::Published.code() && one.ground.is_none());
        let shown =
            shown.map(|(one, state)| PublishedEdition { stored: one.clone(), state: state.code() });
        let editions: Vec<PublishedEdition> = shown.collect();
        if !editions.is_empty() {
            all.push(PublishedPlan {
                id: frozen::public_id("p", plan.id.as_str()),
                plan,
                editions,
            });
        }
    }
    Ok(all)
}

/// A plan by its public identifier.
pub(crate) async fn plan(
    app: &App,
    tx: &mut Tx,
    id: &str,
) -> Result<PublishedPlan, ProblemDetails> {
    let found = published(app, tx).await?.into_iter().find(|one| one.id == id);
    found.ok_or_else(|| ProblemDetails::nowhere("公表された計画"))
}

/// A published edition by its identifier.
pub(crate) async fn edition(
    app: &App,
    tx: &mut Tx,
    id: &str,
) -> Result<StoredEdition, ProblemDetails> {
    let plans = published(app, tx).await?;
    let mut editions = plans.into_iter().flat_map(|plan| plan.editions);
    let found = editions.find(|one| one.stored.id == id);
    found.map(|one| one.stored).ok_or_else(|| ProblemDetails::nowhere("公表された版"))
}
