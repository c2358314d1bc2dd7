//! The cells in which a row reports numbers.

use domain::{Field, Offset};

use crate::context::{Read, ReadRow};

/// The cells of a row that report: this year's first.
pub(super) fn reports<'a, 'b>(line: &'b ReadRow<'a>) -> impl Iterator<Item = &'b Read<'a>> {
    let slots = [
        (Field::Status, Offset::This),
        (Field::Evaluation, Offset::This),
        (Field::Status, Offset::Previous),
    ];
    slots.into_iter().filter_map(|(field, year)| line.given(field, year))
}
