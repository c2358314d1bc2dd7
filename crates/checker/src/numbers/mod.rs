//! Numbers.

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::Finding,
    rule::Rule,
    sense::Sense,
};

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

/// What a rule finds in each cell that is written in words, one finding for a cell.
fn told(
    context: &CheckContext<'_>,
    find: impl Fn(&ReadRow<'_>, &Read<'_>) -> Option<Finding>,
) -> Vec<Finding> {
    let words = |cell: &&Read<'_>| !matches!(cell.sense, Sense::Owner | Sense::Indicator);
    let (lines, find) = (context.lines.iter(), &find);
    lines
        .flat_map(|line| line.prose().filter(words).filter_map(move |cell| find(line, cell)))
        .collect()
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
