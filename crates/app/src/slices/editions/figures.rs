//! The indicators of an edition: their figures by year, as the accepted sheet and people give them.

use domain::{
    FiscalYear, Id,
    action::Action,
    indicator::{FigureKind, written},
};
use edition::{IndicatorRecord, PublishedFigure};

use crate::slices::{
    frozen::public_id,
    indicators::{Ledger, Series},
};

/// The plan's indicators up to a year.
pub(crate) fn indicators(
    ledger: &Ledger,
    year: FiscalYear,
    became: impl Fn(&Id<Action>) -> String,
) -> Vec<IndicatorRecord> {
    let record = |series: &Series| {
        let of = &series.indicator;
        IndicatorRecord {
            id: public_id("i", of.id.as_str()),
            action: of.action.as_ref().map(&became),
            name: of.name.clone(),
            unit: of.unit.clone(),
            definition: of.counted.clone(),
            figures: figures(series, year),
        }
    };
    ledger.series(|_| true).iter().map(record).collect()
}

fn figures(series: &Series, last: FiscalYear) -> Vec<PublishedFigure> {
    let kinds = [
        (FigureKind::Base, "base"),
        (FigureKind::Actual, "actual"),
        (FigureKind::Target, "target"),
    ];
    let mut all = Vec::new();
    for (year, point) in &series.points {
        for (kind, code) in kinds {
            // A target may lie in a year to come, a result may not
            let is_told = kind != FigureKind::Actual || *year <= last;
            let number = point.number(kind).filter(|_| is_told);
            if number.is_none() && (kind != FigureKind::Actual || *year > last) {
                continue;
            }
            all.push(PublishedFigure {
                fiscal_year: year.start(),
                figure: code.to_owned(),
                state: if number.is_some() { "given" } else { "missing" }.to_owned(),
                number: number.map(|it| written(it).replace(',', "")).unwrap_or_default(),
                approximate: false,
                of: None,
            });
        }
    }
    all
}
