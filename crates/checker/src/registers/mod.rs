//! Text against the records of the work (台帳).

use crate::rule::Rule;

mod days;
mod disagrees;
mod mentions;
mod rates;
mod telling;
mod twice;
mod units;
mod unresolved;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    disagrees::DISAGREES,
    days::UNKNOWN,
    days::CONFLICT,
    rates::RULE,
    disagrees::STALE,
    unresolved::RULE,
    mentions::SILENT,
    mentions::EMPTY,
    twice::RULE,
    units::RULE,
];

#[cfg(test)]
mod laws;
#[cfg(test)]
mod vectors;
