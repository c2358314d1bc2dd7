//! Columns against each other: indicators, targets, results, money, grades and what the text says.

use crate::rule::Rule;

mod achieved;
mod chains;
mod compared;
mod digits;
mod direction;
mod direction_words;
mod figures;
mod graded;
mod habits;
mod held;
mod money;
mod named;
mod parts;
mod quoted;
mod reached;
mod room;
mod target;
mod trend;
mod unit;

pub(crate) use named::after_years;
pub(crate) use reached::result as result_of;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    habits::SUM,
    habits::RATE,
    habits::TOTAL,
    target::RULE,
    figures::RULE,
    money::RULE,
    quoted::RULE,
    named::RULE,
    direction::RULE,
    trend::RULE,
    parts::RULE,
    compared::RULE,
    unit::RULE,
    achieved::RULE,
    digits::RULE,
    held::RULE,
    room::RULE,
];

#[cfg(test)]
mod slips;
#[cfg(test)]
mod tests;
