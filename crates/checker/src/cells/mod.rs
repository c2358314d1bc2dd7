//! Cell against cell.

use crate::rule::Rule;

mod elements;
mod evaluation;
mod likeness;
mod misfit;
mod others;
mod popular;
mod repeat;
mod swap;
mod tally;
mod tense;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    swap::CELL_SWAP,
    swap::CELL_SHIFT,
    misfit::MISFIT,
    misfit::CODES,
    misfit::SWAPPED,
    tense::STATUS_PLAN_FORM,
    tense::STATUS_INTENT,
    tense::STATUS_PRESENT,
    tense::PLAN_PAST,
    tense::PLAN_PRESENT,
    evaluation::PLAN_IN_EVAL,
    evaluation::STATUS_IN_EVAL,
    evaluation::EVIDENCE_IN_EVAL,
    evaluation::BOILERPLATE_EVAL,
    evaluation::LOGIC_REVERSED,
    others::COPY_OTHER_ITEM,
    others::OFF_TOPIC_STATUS,
    elements::PLAN_ELEMENT_UNREPORTED,
    elements::COUNT_MISSING,
    repeat::REPEATED_SENTENCE,
    popular::RULE,
];
