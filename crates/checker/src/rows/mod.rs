//! Rows against each other: one item listed twice, facts about one thing that differ, owners under an
//! old name.

use crate::rule::Rule;

mod alike;
mod counts;
mod dated;
mod facts;
mod mentions;
mod ordinals;
mod owners;
mod pasted;
mod rooms;
mod same_figures;
mod told_of;
mod twice;

pub(crate) use twice::refers;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    twice::ITEM,
    alike::RULE,
    twice::LISTED,
    facts::RULE,
    owners::RULE,
    pasted::RULE,
    same_figures::RULE,
    dated::RULE,
];

#[cfg(test)]
mod tests;
