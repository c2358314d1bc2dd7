//! The indicators of the demo city: its outcomes, and some of what its sentences count.

use bytes::Bytes;
use domain::plan::Plan;
use prose::series::{Candidate, leaps, points};

use crate::{
    App, Result,
    kit::actor::By,
    slices::indicators::{
        change::{IndicatorRequest, take_list, take_up},
        ledger,
    },
};

/// The outcomes, as the city's list tells them.
const OUTCOMES: (&str, &[u8]) =
    ("outcomes.csv", include_bytes!("../../../../../demo/outcomes.csv"));

/// How many actions are followed by a number.
const FOLLOWED: usize = 16;

/// Takes the list over, and takes up the first number of some actions that was told for three years.
pub(super) async fn add(app: &App, plan: &Plan) -> Result<()> {
    let by = By::local();
    take_list(app, &plan.id, (OUTCOMES.0, &Bytes::from_static(OUTCOMES.1)), &by).await?;
    let ledger = ledger(&mut app.store.read().await?, true, &plan.id).await?;
    let told = |one: &Candidate| {
        !one.label.is_empty()
            && !one.label.ends_with("回目")
            && one.years.values().filter(|told| told.actual.is_some()).count() >= 3
            && leaps(&points(Some(one), &[])).is_empty()
    };
    let request = |action| {
        let one = ledger.open(action).into_iter().find(told)?;
        Some(IndicatorRequest {
            action: action.clone(),
            counted: one.label,
            unit: one.unit,
            right: false,
        })
    };
    let actions = ledger.actions();
    let requests: Vec<IndicatorRequest> =
        actions.iter().filter_map(|(action, _)| request(action)).take(FOLLOWED).collect();
    take_up(app, &plan.id, &requests, &by).await?;
    Ok(())
}
