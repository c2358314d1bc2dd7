//! Last year's answer beside this year's.

use domain::{Field, Offset};

use crate::context::{Read, ReadRow};

/// Last year's status and this year's, where both say something.
pub(super) fn status<'a, 'b>(line: &'b ReadRow<'a>) -> Option<(&'b Read<'a>, &'b Read<'a>)> {
    let before = line.given(Field::Status, Offset::Previous)?;
    Some((before, line.given(Field::Status, Offset::This)?))
}

/// The texts of a row that speak of the action over the years, older ones first.
pub(super) fn texts<'a, 'b>(line: &'b ReadRow<'a>) -> Vec<&'b Read<'a>> {
    let slots = [
        (Field::Status, Offset::Previous),
        (Field::Plan, Offset::This),
        (Field::Status, Offset::This),
        (Field::Evaluation, Offset::This),
        (Field::Plan, Offset::Next),
    ];
    slots.into_iter().filter_map(|(field, year)| line.given(field, year)).collect()
}
