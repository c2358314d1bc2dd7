//! What a text says of a year beside what was coded.

use domain::{Field, Offset};

use crate::{
    context::{Line, Read},
    outcome::Outcome,
};

/// A year's result on the sheet: what the text says beside what was coded.
pub(super) struct Result<'a, 'b> {
    pub(super) status: &'b Read<'a>,
    pub(super) outcome: Outcome,
    pub(super) percent: Option<f64>,
    pub(super) year: Offset,
}

/// The results of a row: last year's and this year's.
pub(super) fn results<'a, 'b>(line: &'b Line<'a>) -> impl Iterator<Item = Result<'a, 'b>> {
    [Offset::This, Offset::Previous].into_iter().filter_map(|year| {
        let status = line.given(Field::Status, year)?;
        let outcome = Outcome::of(status);
        Some(Result { status, outcome, percent: line.percent(year), year })
    })
}
