//! What a text answers.

use domain::{Field, FiscalYear};

/// The question that a text answers: what 今年度 and a date without a year mean there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedField<'a> {
    /// The question.
    pub field: &'a Field,
    /// The year that it asks about.
    pub year: FiscalYear,
}
