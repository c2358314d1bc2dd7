//! What a plan says wherever it is published.

use domain::{
    Id,
    event::{Event, PublicationSet},
    plan::Plan,
};
use edition::PublicationSettings;
use store::{AuditRecord, Tx};

use crate::{
    App, Error, Result,
    kit::{actor::By, clock},
};

/// What the plan says wherever it is published.
pub(crate) async fn settings(tx: &mut Tx, plan: &Id<Plan>) -> Result<PublicationSettings> {
    match tx.publication_settings(plan).await? {
        Some(json) => serde_json::from_str(&json).map_err(Error::internal),
        None => Ok(PublicationSettings::default()),
    }
}

/// Says what the plan says wherever it is published.
pub(crate) async fn set(
    app: &App,
    plan: &Id<Plan>,
    settings: &PublicationSettings,
    by: &By,
) -> Result<()> {
    let after = serde_json::to_string(settings).map_err(Error::internal)?;
    let mut tx = app.store.begin().await?;
    let before = tx.publication_settings(plan).await?;
    if before.as_ref() == Some(&after) {
        return Ok(());
    }
    let at = clock::now();
    tx.set_publication_settings(plan, &after, (&by.name, &at)).await?;
    let event = Event::PublicationSet(PublicationSet { before, after });
    tx.record(&AuditRecord { plan: Some(plan.clone()), ..by.did(event, &at) }).await?;
    Ok(tx.commit().await?)
}
