//! Dates in prose: 令和３年１０月２９日, R3.10.29, １１月５日, 2/18, 令和3年10月, with the year that the sheet gives.

use super::{Asked, Span};

/// A date as written, full or partial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// Its words.
    pub span: Span,
    /// The calendar year, as written or as the fiscal year asked about gives it.
    pub year: i32,
    /// Whether the text itself names the year.
    pub year_written: bool,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day, where one is named; checked against the month.
    pub day: Option<u8>,
}

/// The dates of a text, in its order.
pub fn dates(text: &str, asked: Asked<'_>) -> Vec<Date> {
    let _ = (text, asked);
    Vec::new()
}
