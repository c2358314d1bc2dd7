//! What lets somebody be recognised, what must not be told of a death, names of persons.

use crate::rule::Rule;

mod hints;
mod means;
mod named;
mod traceable;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[traceable::RULE, means::RULE, named::RULE];

#[cfg(test)]
mod tests;
