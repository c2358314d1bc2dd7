//! The kernel on made-up records of a made-up city.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

mod contract;
mod handouts_and_totals;
mod laws;
mod made;
mod meetings;
mod occasions;
mod sheet;
mod sheet_rows;
mod text;
