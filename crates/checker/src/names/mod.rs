//! Names and words.

use crate::rule::Rule;

mod acts;
mod confused;
mod glossary;
mod instruments;
mod katakana;
mod sounds;
mod spellings;
mod typo;
mod words;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    glossary::NAME_VARIATION,
    words::TERM_VARIATION,
    words::OKURIGANA_VARIATION,
    words::UNIT_VARIATION,
    typo::TYPO,
    acts::RULE,
];
