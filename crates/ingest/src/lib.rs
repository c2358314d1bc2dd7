//! Bytes to rows and problems: the readers of a sheet's files.
//!
//! This crate may not use async, a database, the network or the clock, and it never fails on
//! content: what cannot be placed becomes a [`Problem`] with its place. Only a file that is no
//! sheet at all is [`Unreadable`], with a sentence that says why and what to do. Nothing panics.

mod csv;
pub mod headings;
pub mod indicators;
mod json;
mod list;
mod password;
mod pdf;
pub mod personnel;
mod repair;
mod returned;
mod sniff;
mod table;
mod text;
mod tidy;
mod unreadable;
mod workbook;

pub use password::Password;
pub use pdf::{is_open, picture};
pub use returned::{Entry, returned, returned_bundle, returned_files};
pub use table::{Look, Preview};
pub use unreadable::Unreadable;

use domain::{
    FiscalYear,
    layout::Layout,
    reading::{Problem, Reading},
};
use sniff::Content;

/// What a person says about the file before it is read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The year of the sheet; taken from the headings when not given.
    pub year: Option<FiscalYear>,
    /// The form of the sheet; found from the headings when not given.
    pub layout: Option<Layout>,
    /// What opens the file, where it is locked.
    pub password: Option<Password>,
}

/// The largest file that is read, in bytes (50 MiB; the largest real sheets are about 1 MiB).
pub const LARGEST_FILE: u64 = 50 * 1024 * 1024;

/// Reads a file. Its content, not its name, decides which reader reads it.
pub fn read(bytes: &[u8], options: &Options) -> Result<Reading, Unreadable> {
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
pub fn preview(bytes: &[u8], look: &Look) -> Option<Preview> {
    let tables = match sniff::content(bytes).ok()? {
        Content::Packed => workbook::packed_tables(bytes).ok()?,
        Content::Compound => workbook::compound_tables(bytes).ok()?,
        Content::Text(text) => vec![csv::plain_table(&text)?],
        Content::Pdf => pdf::plain_tables(bytes).ok()?,
        Content::Json(_) => return None,
    };
    table::preview(&tables, look)
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

/// Refuses a size beyond that of any sheet, before the bytes are read.
pub fn check_size(bytes: u64) -> Result<(), Unreadable> {
    const MIB: u64 = 1024 * 1024;
    if bytes <= LARGEST_FILE {
        return Ok(());
    }
    Err(Unreadable::TooLarge { actual_mb: bytes.div_ceil(MIB), limit_mb: LARGEST_FILE / MIB })
}

/// Sorts problems so that those which want a person's eye come first, each kind in file order.
pub(crate) fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by(|a, b| (a.kind, &a.place, a.row).cmp(&(b.kind, &b.place, b.row)));
    problems
}
