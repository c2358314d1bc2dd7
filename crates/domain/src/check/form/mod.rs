//! The form of cells and of the sheet.

mod answers;
mod heads;
pub(super) mod scan;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    answers::STATUS_EMPTY,
    answers::ANSWER_MISSING,
    answers::PREVIOUS_PCT_MISSING,
    answers::PCT_MISSING,
    answers::PCT_DASH,
    answers::PCT_NOT_INTEGER,
    answers::PCT_OUT_OF_RANGE,
    answers::PCT_NOT_NUMBER,
    answers::GRADE_UNKNOWN,
    heads::CODE_LIST_GAP,
    heads::HEADER_DUPLICATE,
    heads::FORM_INSTRUCTION_PUBLISHED,
    heads::COLUMN_UNUSED,
    heads::PAGE_MISSING,
    heads::PAGE_NOT_NUMBER,
];
