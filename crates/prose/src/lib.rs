//! Reading sentences: the dates, quantities and clauses of a cell, each with the span of its words,
//! and the series that quantities make through the years.
//!
//! This crate may not do IO, start threads, know SQL, HTTP or files, read the clock or make random
//! values, and knows no rule of the checker: every function is pure. Words are data in `lexicon.rs`
//! and `units.rs`.

mod asked_field;
mod change;
mod chars;
pub mod classes;
mod clause;
mod clauses;
mod completion;
mod counted;
mod cut;
mod date;
mod figures;
mod hours;
mod label;
pub mod lexicon;
mod many;
pub mod matching;
mod number;
mod phrase;
mod quantities;
mod quantity;
mod role;
pub mod series;
mod span;
mod tense;
mod unit_column;
mod units;

pub use asked_field::AskedField;
pub use clause::{Clause, Completion, Tense};
pub use clauses::clauses;
pub use cut::sentences;
pub use date::{Date, Named, Weekday, dates, relative_years};
pub use figures::{FigureInText, figures};
pub use hours::{Hours, hours};
pub use many::WordIndex;
pub use quantities::quantities;
pub use quantity::{Per, Quantity, QuantityRole, Share};
pub use span::Span;
pub use tense::{core, tense};
pub use unit_column::{is_unit, unit_of_column};
pub use units::{alike, is_place, unit, unit_named};
