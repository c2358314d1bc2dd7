//! Year against year.

use crate::rule::Rule;

mod amount;
mod copied;
mod drift;
mod overlap;
mod pair;
mod scope;
mod sequence;
mod stale;

pub(super) use copied::unchanged;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    copied::SAME,
    copied::NEAR,
    stale::RULE,
    drift::RULE,
    sequence::RULE,
    scope::RULE,
    amount::EXPLAINED,
    amount::UNEXPLAINED,
    amount::VANISHED,
    overlap::DISAGREES,
    overlap::NEW_ITEM,
];
