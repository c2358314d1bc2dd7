//! Sheet → bytes: the official workbook, tables, JSON and charts; and the workbooks for replies.
//!
//! This crate may not do async, know a database, HTTP or the clock, or read files: a sheet comes
//! in, bytes go out, and the same sheet gives the same bytes. No cell that it writes starts a
//! formula ([`domain::formula`]).

mod bundle;
pub mod chart;
pub mod columns;
mod csv;
mod error;
mod json;
mod letters;
mod personnel;
mod tidy;
mod xlsx;

pub use bundle::bundle;
pub use csv::{changes_csv, csv, indicators_csv};
pub use error::Error;
pub use json::{SourceFile, json, reading_json};
pub use letters::{archive, letters_csv};
pub use personnel::personnel;
pub use tidy::tidy;
pub use xlsx::{section_book, xlsx};

use domain::FiscalYear;

/// What the exports say above the rows.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    /// The municipality: `あおぞら市`.
    pub municipality: &'a str,
    /// Its six-figure code; empty when it has none.
    pub area_code: &'a str,
    /// The plan: `自殺対策計画`.
    pub plan_title: &'a str,
}

impl Heading<'_> {
    /// The title above the sheet of a year.
    pub fn title(&self, year: FiscalYear) -> String {
        format!("{}{}　{year}　進捗管理シート", self.municipality, self.plan_title)
    }
}
