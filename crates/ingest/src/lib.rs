//! Bytes to rows and problems: the readers of a sheet's files.
//!
//! This crate may not use async, a database, the network or the clock, and it never fails on
//! content: what cannot be placed becomes a [`domain::reading::Problem`] with its place. Only a file that is no
//! sheet at all is [`Unreadable`], with a sentence that says why and what to do. Nothing panics.

mod allowance;
mod csv;
mod delimited;
pub mod headings;
pub mod indicators;
mod json;
mod list;
mod options;
mod password;
mod pdf;
pub mod personnel;
mod private_use;
mod problems;
mod repair;
mod reply_workbook;
pub mod schemes;
mod size;
mod sniff;
mod table;
mod text;
mod tidy;
mod unreadable;
mod workbook;

pub use options::Options;
pub use password::Password;
pub use pdf::{is_open, page_texts, picture};
pub use reply_workbook::{BundleFile, reply_bundle, reply_workbook, reply_workbooks};
pub use size::{LARGEST_FILE, check_size};
pub use table::{Look, PlainTable, TablePreview};
pub use unreadable::Unreadable;

use allowance::Allowance;
use domain::reading::Reading;
use sniff::Content;

/// Reads a file. Its content, not its name, decides which reader reads it.
pub fn read(bytes: &[u8], options: &Options) -> Result<Reading, Unreadable> {
    let mut reading = by_content(bytes, options)?;
    let told = private_use::told(&reading.sheet);
    if !told.is_empty() {
        reading.problems.extend(told);
        reading.problems = problems::in_order(reading.problems);
    }
    Ok(reading)
}

fn by_content(bytes: &[u8], options: &Options) -> Result<Reading, Unreadable> {
    match sniff::content(bytes)? {
        Content::Packed => workbook::packed(bytes, options),
        Content::Compound => workbook::compound(bytes, options),
        Content::Pdf => pdf::read(bytes, options),
        Content::Json(text) => json::read(&text, options),
        Content::Text(text) => match csv::read(&text, options) {
            Some(table) => table,
            None => text::read(&text, options),
        },
    }
}

/// The first rows of a table and what its columns seem to be, for a person who chooses them.
/// `None` when the file is no table.
pub fn preview(bytes: &[u8], look: &Look) -> Option<TablePreview> {
    table::preview(&tables(bytes)?, look)
}

/// The tables of a file as they stand: what they mean is for others to ask. `None` when the file is no
/// table.
pub fn plain_tables(bytes: &[u8]) -> Option<Vec<PlainTable>> {
    Some(tables(bytes)?.iter().map(PlainTable::of).collect())
}

fn tables(bytes: &[u8]) -> Option<Vec<table::Table>> {
    Some(match sniff::content(bytes).ok()? {
        Content::Packed => workbook::packed_tables(bytes, &Allowance::default()).ok()?,
        Content::Compound => workbook::compound_tables(bytes, &Allowance::default()).ok()?,
        Content::Text(text) => vec![csv::plain_table(&text)?],
        Content::Pdf => pdf::plain_tables(bytes).ok()?,
        Content::Json(_) => return None,
    })
}

/// The lines of a text file as a reader of its places counts them; none when it is no text.
pub fn source_lines(bytes: &[u8]) -> Vec<String> {
    match sniff::content(bytes) {
        Ok(Content::Text(text) | Content::Json(text)) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            text.lines().map(|line| line.replace('\u{c}', "")).collect()
        }
        _ => Vec::new(),
    }
}
