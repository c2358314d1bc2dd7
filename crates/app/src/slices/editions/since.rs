//! What the accepted sheet says otherwise than the newest edition.

use domain::{FiscalYear, Id, plan::Plan};
use edition::EditionKind;
use store::{StoredEdition, Tx};

use super::open_items::live;
use crate::{App, Result, slices::frozen::name};

/// An edition, and in how many cells the accepted sheet says something else now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChangedSince {
    /// The edition's identifier.
    pub(crate) edition: String,
    /// Its name.
    pub(crate) name: String,
    /// Its year.
    pub(crate) year: FiscalYear,
    /// How many cells.
    pub(crate) count: usize,
}

/// The newest of some editions that is shown, with how far the accepted sheet has come since; none where
/// there is no such edition.
pub(crate) async fn since(
    app: &App,
    tx: &mut Tx,
    plan: &Id<Plan>,
    editions: impl Iterator<Item = &StoredEdition>,
) -> Result<Option<ChangedSince>> {
    let newest = editions.filter(|one| one.ground.is_none()).max_by_key(|one| &one.frozen_at);
    let Some(newest) = newest else { return Ok(None) };
    let year = i32::try_from(newest.year).ok().and_then(FiscalYear::starting);
    let (Some(year), Some(kind)) = (year, EditionKind::coded(&newest.kind)) else {
        return Ok(None);
    };
    // Whatever changes the sheet is told by an event: until the next one the number stands
    let at = tx.chain_head().await?.map_or(0, |head| head.seq);
    let key = (newest.id.clone(), at);
    let count = match app.changed_cells.get(&key) {
        Ok(known) => *known,
        Err(ticket) => {
            let draft = live(tx, plan, year, kind).await?;
            *app.changed_cells.keep(&ticket, key, draft.changes.len())
        }
    };
    Ok(Some(ChangedSince { edition: newest.id.clone(), name: name(newest), year, count }))
}
