//! Sheet → bytes: the official workbook, tables, JSON and charts; and the workbooks for replies.
//!
//! This crate may not do async, know a database, HTTP or the clock, or read files: a sheet comes
//! in, bytes go out, and the same sheet gives the same bytes. No cell that it writes starts a
//! formula ([`domain::formula`]).

mod archive;
pub mod chart;
pub mod columns;
mod crosswalk;
mod csv;
mod error;
mod heading;
mod json;
mod mail_merge;
mod personnel;
mod tidy;
mod xlsx;

pub use archive::archive;
pub use crosswalk::crosswalk_csv;
pub use csv::{changes_csv, csv, indicators_csv};
pub use error::Error;
pub use heading::Heading;
pub use json::{SourceFile, json, reading_json};
pub use mail_merge::mail_merge;
pub use personnel::personnel;
pub use tidy::tidy;
pub use xlsx::{reply_workbook, reply_workbooks, xlsx};
