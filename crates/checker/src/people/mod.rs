//! What lets somebody be recognised, what must not be told of a death, names of persons,
//! and where those who fled are.

use crate::rule::Rule;

mod few;
mod hints;
mod means;
mod named;
mod sheltered;
mod staff;
mod traceable;

/// The rules of this family.
pub(super) const RULES: &[Rule] =
    &[traceable::RULE, few::RULE, means::RULE, named::RULE, sheltered::RULE];

#[cfg(test)]
mod tests;
