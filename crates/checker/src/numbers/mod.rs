//! Numbers.

use crate::rule::Rule;

mod claims;
mod events;
mod frequency;
mod percents;
mod reports;
mod sessions;
mod small;
mod sums;
mod units;

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

#[cfg(test)]
mod laws;
