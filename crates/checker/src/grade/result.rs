//! What a text says of a year beside what was coded.

use domain::{Field, Offset};

use crate::{
    context::{Read, ReadRow},
    outcome::TextOutcome,
};

/// A year's result on the sheet: what the text says beside what was coded.
pub(super) struct YearResult<'a, 'b> {
    pub(super) status: &'b Read<'a>,
    pub(super) outcome: TextOutcome,
    pub(super) percent: Option<f64>,
    pub(super) year: Offset,
}

/// The results of a row: last year's and this year's.
pub(super) fn results<'a, 'b>(line: &'b ReadRow<'a>) -> impl Iterator<Item = YearResult<'a, 'b>> {
    [Offset::This, Offset::Previous].into_iter().filter_map(|year| {
        let status = line.given(Field::Status, year)?;
        let outcome = TextOutcome::of(status);
        Some(YearResult { status, outcome, percent: line.percent(year), year })
    })
}
