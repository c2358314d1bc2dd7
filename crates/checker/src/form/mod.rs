//! The form of cells and of the sheet.

use crate::rule::Rule;

mod answers;
mod asked;
mod chars;
mod heads;
mod notes;
mod pending;
mod truncated;
mod words;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    asked::REQUIRED_MISSING,
    asked::OVER_LENGTH,
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
    truncated::TRUNCATED_HEAD,
    truncated::TRUNCATED_TAIL,
    truncated::NO_FINAL_STOP,
    words::BLANK,
    notes::INTERNAL,
    pending::RULE,
    words::PLACEHOLDER,
    words::RELATIVE_YEAR,
    words::ERA_ABBREVIATION,
    words::YEARLESS_DATE,
    words::LABEL_VALUE,
    words::VAGUE_PLAN,
    chars::CHAR_VARIANT,
    chars::WIDTH_MIX,
    chars::STRAY_SPACE,
];
