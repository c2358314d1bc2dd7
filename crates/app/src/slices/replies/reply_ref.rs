//! Which reply is asked for, and whether its section may write.

use domain::{
    Day, FiscalYear, Id,
    action::Action,
    plan::Plan,
    round::{Exception, Round},
    section::Section,
};
use serde::Deserialize;
use store::Tx;

use crate::{Result, kit::path};

/// Which reply: one section's for one action in the round of a year.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ReplyRef {
    pub(crate) plan: Id<Plan>,
    #[serde(deserialize_with = "path::year")]
    pub(crate) year: FiscalYear,
    pub(crate) section: Id<Section>,
    pub(crate) action: Id<Action>,
}

/// Whether a section may write today; exceptions are asked for only where the round is closed.
pub(crate) async fn takes_answers(
    tx: &mut Tx,
    round: &Round,
    section: &Id<Section>,
    today: Day,
) -> Result<bool> {
    if round.takes_answers(section, &[], today) {
        return Ok(true);
    }
    let given = tx.exceptions(&round.id).await?;
    let exceptions: Vec<Exception> = given.into_iter().map(|given| given.exception).collect();
    Ok(round.takes_answers(section, &exceptions, today))
}
