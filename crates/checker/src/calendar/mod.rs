//! The calendar: days, times, years and rhythms that cannot be.

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::Finding,
    rule::Rule,
};

mod era;
mod often;
mod order;
mod real;
mod rhythm;
mod stretch;
mod year;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    real::IMPOSSIBLE,
    real::WEEKDAY,
    era::MISMATCH,
    year::OUT_OF_YEAR,
    year::LEFT_OVER,
    order::REVERSED,
    rhythm::SESSIONS,
    often::COUNT,
    stretch::RULE,
    rhythm::NTH,
];

/// What a rule finds in each cell of words.
fn in_cells(
    context: &CheckContext<'_>,
    find: impl Fn(&ReadRow<'_>, &Read<'_>) -> Option<Finding>,
) -> Vec<Finding> {
    let (lines, find) = (context.lines.iter(), &find);
    lines.flat_map(|line| line.prose().filter_map(move |cell| find(line, cell))).collect()
}

#[cfg(test)]
mod tests;
