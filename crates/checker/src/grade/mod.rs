//! Text against grade and percent.

mod apart;
mod coding;
mod told;
mod undone;
mod zero;

use domain::{Field, Offset};

use super::{Line, Read, Rule, outcome::Outcome};

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    undone::NOT_DONE,
    undone::CANCELLED,
    undone::PARTIAL,
    told::NO_CASE,
    told::FUTURE,
    apart::PLAN_ACTUAL,
    zero::RULE,
    coding::CONFLICT,
    coding::INCONSISTENT,
];

/// A year's result on the sheet: what the text says beside what was coded.
struct Result<'a, 'b> {
    status: &'b Read<'a>,
    outcome: Outcome,
    percent: Option<f64>,
    year: Offset,
}

/// The results of a row: last year's and this year's.
fn results<'a, 'b>(line: &'b Line<'a>) -> impl Iterator<Item = Result<'a, 'b>> {
    [Offset::This, Offset::Previous].into_iter().filter_map(|year| {
        let status = line.given(Field::Status, year)?;
        let outcome = Outcome::of(status);
        Some(Result { status, outcome, percent: line.percent(year), year })
    })
}
