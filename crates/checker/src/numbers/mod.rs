//! Numbers.

use crate::rule::Rule;

mod bare_lists;
mod claims;
mod confused;
mod each;
mod equations;
mod events;
mod frequency;
mod growth;
mod listed;
mod newcomers;
mod percents;
mod rates;
mod remaining;
mod reports;
mod rests;
mod series;
mod sessions;
mod small;
mod sums;
mod tables;
mod unbacked;
mod units;
mod visits;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    sums::MISMATCH,
    sums::PARTIAL,
    tables::RULE,
    listed::RULE,
    visits::RULE,
    percents::UNREACHABLE,
    percents::WITHOUT_BASE,
    equations::RULE,
    each::PLACES,
    each::AVERAGE,
    growth::RULE,
    newcomers::RULE,
    remaining::RULE,
    rests::RULE,
    rates::WRONG,
    rates::OVER_ALL,
    rates::PART_OVER,
    series::CUMULATIVE,
    series::TENFOLD,
    confused::RULE,
    claims::RULE,
    unbacked::RULE,
    sessions::RULE,
    frequency::RULE,
    events::RULE,
    units::CHANGED,
    units::APPROX,
    small::RULE,
];

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
