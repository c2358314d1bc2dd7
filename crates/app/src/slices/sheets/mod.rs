//! A year's sheet as a viewer may read it: with drafts, or only with what was accepted; its cells and
//! their sources.

pub(crate) mod cell;
pub(crate) mod source;

use std::collections::BTreeMap;

use domain::{FiscalYear, Id, plan::Plan, round::Round, unaccepted::Unaccepted};
use store::{AcceptedCells, SheetHead, StoredSheet, Tx};

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
        let cells = tx.accepted_cells(&round).await?;
        stored.sheet.rows.iter_mut().for_each(|row| show_accepted(row, &round, &cells));
    }
    Ok(Some(stored))
}

/// Puts what was accepted in the place of what was written.
pub(crate) fn show_accepted(row: &mut domain::sheet::Row, round: &Round, cells: &AcceptedCells) {
    let no = row.no;
    for (slot, cell) in &mut row.answers {
        if round.question(slot).is_some() {
            cell.text = cells.get(&(no, slot.clone())).cloned().unwrap_or_default();
        }
    }
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

/// The rounds whose drafts the viewer does not see, with what was accepted in each.
pub(crate) async fn veiled(
    tx: &mut Tx,
    viewer: &Viewer,
    plan: &Id<Plan>,
) -> Result<Vec<(Round, AcceptedCells)>> {
    if viewer.reads_drafts(plan) {
        return Ok(Vec::new());
    }
    let mut veiled = Vec::new();
    for round in tx.rounds(plan).await? {
        let cells = tx.accepted_cells(&round).await?;
        veiled.push((round, cells));
    }
    Ok(veiled)
}
