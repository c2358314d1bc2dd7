//! Text against grade and percent.

use crate::rule::Rule;

mod coding;
mod no_case;
mod plan_actual_gap;
mod result;
mod undone;
mod zero_uptake;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    undone::NOT_DONE,
    undone::CANCELLED,
    undone::PARTIAL,
    no_case::NO_CASE,
    no_case::FUTURE,
    plan_actual_gap::PLAN_ACTUAL,
    zero_uptake::RULE,
    coding::CONFLICT,
    coding::INCONSISTENT,
];
