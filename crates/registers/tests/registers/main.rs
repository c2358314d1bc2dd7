//! The kernel on made-up records of a made-up city.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

mod handouts_and_totals;
mod laws;
mod made;
mod occasions;
mod sheet;
mod sheet_rows;
mod text;
