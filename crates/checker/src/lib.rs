//! The checker (点検): what a careful reviewer would find on a sheet, and where.
//!
//! A rule is data ([`Rule`]) and a pure function over the [`CheckContext`], in which every cell has
//! been read once. Rules point; they stop nobody. Each rule carries an example that it must find and
//! controls on which it must stay silent; a test walks them all. [`check`] asks them of a sheet,
//! [`check_reply`] of a reply that is being written: its rules are the same, those of one cell or row.
//!
//! This crate may not do IO, start threads, know SQL, HTTP or files, read the clock or make random
//! values: every rule is a pure function.

mod calendar;
mod catalogue;
mod causes;
mod cells;
pub mod changed;
mod columns;
mod context;
mod finding;
mod form;
mod grade;
mod grades;
mod likeness;
mod limit;
mod names;
mod numbers;
mod outcome;
mod people;
mod read_row;
mod recorded;
mod registers;
mod rows;
mod rule;
mod scan;
mod sense;
mod tuning;
mod years;

pub use catalogue::{check, check_reply, rule, rules};
pub use context::{Ask, CheckContext, Earlier, Read, ReadRow};
pub use finding::{Finding, Mark, Severity, Spot};
pub use limit::{Limit, Limits};
pub use recorded::Recorded;
pub use rule::{Case, Family, Rule, RuleScope};
pub use tuning::Refused;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod replying;
#[cfg(test)]
mod styles;
