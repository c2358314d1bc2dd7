//! A year's sheet as a viewer may read it: with drafts, or only with what was accepted; its cells and
//! their sources.

pub(crate) mod cell;
pub(crate) mod source;

use std::collections::BTreeMap;

use domain::{FiscalYear, Id, accepted::Accepted, plan::Plan, unaccepted::Unaccepted};
use store::{SheetHead, StoredSheet, Tx};

use crate::{Error, Result, kit::viewer::Viewer};

/// A plan's sheet of a year, with the other years that there are.
pub(crate) struct OpenedSheet {
    pub(crate) plan: Plan,
    pub(crate) heads: Vec<SheetHead>,
    pub(crate) stored: StoredSheet,
}

/// Opens the sheet of a plan and year, as the viewer may read it.
pub(crate) async fn open(
    tx: &mut Tx,
    viewer: &Viewer,
    plan: &Id<Plan>,
    year: FiscalYear,
) -> Result<OpenedSheet> {
    let plan = tx.plan(plan).await?;
    let stored = read(tx, viewer, &plan.id, year).await?;
    let stored = stored.ok_or(Error::NotFound("この年度のシート"))?;
    let heads = tx.sheets(&plan.id).await?;
    Ok(OpenedSheet { plan, heads, stored })
}

/// The sheet of a year, as the viewer may read it.
pub(crate) async fn read(
    tx: &mut Tx,
    viewer: &Viewer,
    plan: &Id<Plan>,
    year: FiscalYear,
) -> Result<Option<StoredSheet>> {
    read_with(tx, viewer.reads_drafts(plan), plan, year).await
}

/// The sheet of a year; of a round with drafts and how far each of them is, or only with what was
/// accepted.
pub(crate) async fn read_with(
    tx: &mut Tx,
    drafts: bool,
    plan: &Id<Plan>,
    year: FiscalYear,
) -> Result<Option<StoredSheet>> {
    let Some(mut stored) = tx.sheet(plan, year).await? else { return Ok(None) };
    let Some(round) = tx.round(plan, year).await? else { return Ok(Some(stored)) };
    if drafts {
        stored.unaccepted = tx.unaccepted(&round).await?;
    } else {
        let accepted = tx.accepted(&round).await?;
        stored.sheet.rows.iter_mut().for_each(|row| accepted.cover(row));
    }
    Ok(Some(stored))
}

/// Of each year, what the viewer sees that was not accepted.
pub(crate) async fn unaccepted(
    tx: &mut Tx,
    viewer: &Viewer,
    plan: &Id<Plan>,
) -> Result<BTreeMap<FiscalYear, Unaccepted>> {
    let mut years = BTreeMap::new();
    if viewer.reads_drafts(plan) {
        for round in tx.rounds(plan).await? {
            years.insert(round.year, tx.unaccepted(&round).await?);
        }
    }
    Ok(years)
}

/// The years whose drafts the viewer does not see, with what was accepted in each.
pub(crate) async fn covers(
    tx: &mut Tx,
    viewer: &Viewer,
    plan: &Id<Plan>,
) -> Result<Vec<(FiscalYear, Accepted)>> {
    if viewer.reads_drafts(plan) {
        return Ok(Vec::new());
    }
    let mut covers = Vec::new();
    for round in tx.rounds(plan).await? {
        covers.push((round.year, tx.accepted(&round).await?));
    }
    Ok(covers)
}
