//! The sheet as people know it, row by row, and each row beside its source.

pub(crate) mod cell;
pub(crate) mod filter;
pub(crate) mod source;
pub(crate) mod web;

use domain::{FiscalYear, Id, plan::Plan};
use store::{SheetHead, StoredSheet, Tx};

use crate::{Error, Result};

/// A plan's sheet of a year, with the other years that there are.
pub(crate) struct Opened {
    pub(crate) plan: Plan,
    pub(crate) heads: Vec<SheetHead>,
    pub(crate) stored: StoredSheet,
}

/// Opens the sheet of a plan and year.
pub(crate) async fn open(tx: &mut Tx, plan: String, year: &str) -> Result<Opened> {
    let year = FiscalYear::parse(year).map_err(|_| Error::NotFound("この年度のシート"))?;
    let plan = tx.plan(&Id::new(plan)).await?;
    let stored = tx.sheet(&plan.id, year).await?.ok_or(Error::NotFound("この年度のシート"))?;
    let heads = tx.sheets(&plan.id).await?;
    Ok(Opened { plan, heads, stored })
}
