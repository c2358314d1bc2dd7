//! Numbers.

mod claims;
mod events;
mod frequency;
mod percents;
mod sessions;
mod small;
mod sums;
mod units;

use super::{Line, Read, Rule};
use crate::{Field, Offset};

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    sums::MISMATCH,
    sums::PARTIAL,
    percents::UNREACHABLE,
    percents::WITHOUT_BASE,
    claims::RULE,
    sessions::RULE,
    frequency::RULE,
    events::RULE,
    units::CHANGED,
    units::APPROX,
    small::RULE,
];

/// The cells of a row that report: this year's first.
fn reports<'a, 'b>(line: &'b Line<'a>) -> impl Iterator<Item = &'b Read<'a>> {
    let slots = [
        (Field::Status, Offset::This),
        (Field::Evaluation, Offset::This),
        (Field::Status, Offset::Previous),
    ];
    slots.into_iter().filter_map(|(field, year)| line.given(field, year))
}
