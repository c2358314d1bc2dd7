//! Indicators on other pages: an action's charts with its candidates, and the small charts of the sheet.

use std::collections::BTreeMap;

use domain::{
    FiscalYear, Id,
    action::Action,
    indicator::{FigureKind, written},
    permission::Right,
    plan::Plan,
};
use store::Tx;

use super::{
    candidates::{Open, open},
    columns_of, seen,
    web::{has_figure, spark},
};
use crate::{
    Result,
    kit::{addresses, page::Svg, viewer::Viewer},
};

/// How many small charts stand beside a row of the sheet.
const SPARKS: usize = 2;

/// An action's numbers.
pub(crate) struct Numbers {
    /// The plan whose indicators a press adds to.
    pub(crate) plan: Id<Plan>,
    pub(crate) series: Vec<Chart>,
    pub(crate) columns: Vec<FiscalYear>,
    /// For whoever may take them up.
    pub(crate) open: Vec<Open>,
}

/// An indicator with its chart.
pub(crate) struct Chart {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) drawn: Svg,
    /// Whether a point is left out until someone has called its leap right.
    pub(crate) leaps: bool,
}

impl Numbers {
    /// The numbers of an action, as the viewer may read them.
    pub(crate) async fn of(
        tx: &mut Tx,
        viewer: &Viewer,
        plan: &Id<Plan>,
        action: &Id<Action>,
    ) -> Result<Self> {
        let ledger = seen(tx, viewer, plan).await?;
        let own = ledger.series(|one| one.action.as_ref() == Some(action));
        let chart = |series: &super::Series| Chart {
            name: series.name(),
            href: viewer.asked().kept(addresses::indicator(plan, &series.indicator.id)),
            drawn: Svg(series.chart()),
            leaps: !series.leaps.is_empty(),
        };
        let may = viewer.may(Right::Coordinate, Some(plan), None);
        let wanted: &[&Id<Action>] = if may { &[action] } else { &[] };
        let mut table = open(plan, &ledger, wanted, |_| true);
        let open = table.actions.pop().unwrap_or_default();
        let series = own.iter().map(chart).collect();
        Ok(Self { plan: plan.clone(), series, columns: table.columns, open })
    }

    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.series.is_empty() && self.open.is_empty()
    }
}

/// An indicator beside a row of the sheet.
pub(crate) struct Beside {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) figure: String,
    /// The stage of a figure that was not accepted yet; empty for what was.
    pub(crate) stage: &'static str,
    pub(crate) spark: Svg,
    /// Whether a point is left out until someone has called its leap right.
    pub(crate) leaps: bool,
}

/// The first indicators of each action of a year's sheet, with small charts up to that year.
pub(crate) async fn beside(
    tx: &mut Tx,
    viewer: &Viewer,
    plan: &Id<Plan>,
    year: FiscalYear,
) -> Result<BTreeMap<Id<Action>, Vec<Beside>>> {
    let mut beside: BTreeMap<Id<Action>, Vec<Beside>> = BTreeMap::new();
    if tx.indicators(plan).await?.iter().all(|one| one.action.is_none()) {
        return Ok(beside);
    }
    let ledger = seen(tx, viewer, plan).await?;
    let all = ledger.series(|one| one.action.is_some());
    let columns = columns_of(&all, Some(year));
    for series in all {
        let Some(action) = series.indicator.action.clone() else { continue };
        if !columns.iter().any(|year| has_figure(&series, *year)) {
            continue;
        }
        let own = beside.entry(action).or_default();
        if own.len() < SPARKS {
            own.push(Beside {
                name: series.indicator.name.clone(),
                href: viewer.asked().kept(addresses::indicator(plan, &series.indicator.id)),
                figure: figure(&series, year),
                stage: series.stage(year),
                spark: spark(&series, &columns),
                leaps: !series.leaps.is_empty(),
            });
        }
    }
    Ok(beside)
}

/// The year's figure with its unit; — where there is none.
fn figure(series: &super::Series, year: FiscalYear) -> String {
    let number = series.points.get(&year).and_then(|point| point.number(FigureKind::Actual));
    number.map_or_else(
        || "—".to_owned(),
        |number| format!("{}{}", written(number), series.indicator.unit),
    )
}
