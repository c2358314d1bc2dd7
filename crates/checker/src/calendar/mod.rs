//! The calendar: days, times, years and rhythms that cannot be.

use crate::rule::Rule;

mod campaigns;
mod era;
mod lengths;
mod no_year;
mod often;
mod order;
mod real;
mod rhythm;
mod steps;
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
    campaigns::RULE,
    lengths::RULE,
    steps::RULE,
    no_year::IMPOSSIBLE,
    no_year::END,
];

#[cfg(test)]
mod tests;
