//! Forms of others (提出様式), filled from what was accepted: the sheet of a year, the plan's indicators and
//! crosswalks, as an edition of the moment would hold them.

pub(crate) mod command;
pub(crate) mod web;

use domain::{FiscalYear, Id, action::Action, plan::Plan};
use edition::ActionIdentity;
use formfill::FormFacts;
use store::Tx;

use crate::{
    Error, Result,
    slices::{
        editions::{figures, state::PlanState},
        frozen::public_id,
        schemes,
    },
};

impl From<formfill::Error> for Error {
    fn from(error: formfill::Error) -> Self {
        match error {
            formfill::Error::Unwritable => Self::internal(error),
            other => Self::Refused(other.to_string()),
        }
    }
}

/// What a form of a year is filled from.
pub(crate) async fn facts(tx: &mut Tx, plan: &Id<Plan>, year: FiscalYear) -> Result<FormFacts> {
    let state = PlanState::now(tx, plan, year).await?;
    let stored = state.sheets.get(&year).ok_or(Error::NotFound("この年度のシート"))?;
    let pairs = state.pairs();
    let crosswalks = schemes::drawn(&state.crosswalks, year, &stored.actions, &pairs);
    let identity =
        |of: &Id<Action>| ActionIdentity { id: public_id("a", of.as_str()), follows: Vec::new() };
    let identities: Vec<ActionIdentity> = stored.actions.iter().map(identity).collect();
    Ok(FormFacts {
        fiscal_year: year.start(),
        columns: edition::columns(&stored.sheet),
        scales: edition::scales(&stored.sheet.layout),
        actions: edition::actions(&stored.sheet, &identities),
        indicators: figures::indicators(&state, year),
        crosswalks,
    })
}
