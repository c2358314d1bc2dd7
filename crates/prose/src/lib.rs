//! Reading sentences: the dates, quantities and clauses of a cell, each with the span of its words,
//! and the series that quantities make through the years.
//!
//! This crate may not do IO, start threads, know SQL, HTTP or files, read the clock or roll dice, and
//! knows no rule of the checker: every function is pure. Words are data in `words.rs`, `units.rs`.

mod clause;
mod counted;
mod cut;
mod date;
mod happening;
mod label;
mod letters;
pub mod matching;
mod number;
mod phrase;
mod quantity;
mod role;
pub mod series;
mod tense;
mod units;
mod words;

pub use clause::{Clause, Happening, Tense, clauses};
pub use date::{Date, Named, dates, relative_years};
pub use quantity::{Per, Quantity, Role, Share, quantities};
pub use units::{alike, unit};

use domain::{Field, FiscalYear};

/// A stretch of a cell's text: bytes from `start` to before `end`, both on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The words; empty when the span is not one of this text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The whole text.
    pub fn whole(text: &str) -> Self {
        Self { start: 0, end: text.len() }
    }
}

/// The question that a text answers: what 今年度 and a date without a year mean there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The question.
    pub field: &'a Field,
    /// The year that it asks about.
    pub year: FiscalYear,
}
