//! The indicators of an edition: their figures by year, as the accepted sheets and people give them.

use std::collections::BTreeMap;

use domain::{
    FiscalYear, Id,
    action::Action,
    indicator::{Figure, FigureKind, Indicator, written},
    succession,
};
use edition::{IndicatorRecord, PublishedFigure};
use prose::series::{Candidate, Point, candidates, points};

use super::state::PlanState;
use crate::slices::frozen::public_id;

/// The plan's indicators up to a year. What only drafts or registers tell is not among them.
pub(crate) fn indicators(state: &PlanState, year: FiscalYear) -> Vec<IndicatorRecord> {
    let links = state.pairs();
    let mut read: BTreeMap<Id<Action>, Vec<Candidate>> = BTreeMap::new();
    let mut all = Vec::new();
    for of in &state.indicators {
        let action = of.action.as_ref().map(|action| succession::became(action, &links));
        let told = action.and_then(|action| {
            let told = read
                .entry(action.clone())
                .or_insert_with(|| candidates(state.through(&links, action)));
            told.iter().find(|one| one.is(&of.counted, &of.unit))
        });
        let points = points(told, &given(state, of));
        // Of one that only drafts tell the name alone would be their words
        if points.is_empty() && of.action.is_some() {
            continue;
        }
        all.push(IndicatorRecord {
            id: public_id("i", of.id.as_str()),
            action: action.map(|action| public_id("a", action.as_str())),
            name: of.name.clone(),
            unit: of.unit.clone(),
            definition: of.counted.clone(),
            figures: figures(&points, year),
        });
    }
    all
}

/// What people and lists gave.
fn given(state: &PlanState, of: &Indicator) -> Vec<Figure> {
    let own = state.figures.iter().filter(|(id, _)| *id == of.id);
    own.map(|(_, figure)| figure.clone()).collect()
}

fn figures(points: &BTreeMap<FiscalYear, Point>, last: FiscalYear) -> Vec<PublishedFigure> {
    let kinds = [
        (FigureKind::Base, "base"),
        (FigureKind::Actual, "actual"),
        (FigureKind::Target, "target"),
    ];
    let mut all = Vec::new();
    for (year, point) in points {
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
