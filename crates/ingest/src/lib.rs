//! Bytes to rows and problems: the readers of a sheet's files.
//!
//! This crate may not use async, a database, the network or the clock, and it never fails on
//! content: what cannot be placed becomes a [`Problem`] with its place. Only a file that is no
//! sheet at all is [`Unreadable`], with a sentence that says why and what to do. Nothing panics.

pub mod headings;
mod repair;
mod text;
mod unreadable;

pub use unreadable::Unreadable;

use domain::{
    FiscalYear,
    layout::Layout,
    reading::{Problem, Reading},
};

/// What a person says about the file before it is read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The year of the sheet; taken from the headings when not given.
    pub year: Option<FiscalYear>,
    /// The form of the sheet; found from the headings when not given.
    pub layout: Option<Layout>,
}

/// The largest file that is read, in bytes (50 MiB; the largest real sheets are about 1 MiB).
pub const LARGEST_FILE: u64 = 50 * 1024 * 1024;

/// Reads a file. Its content, not its name, decides which reader reads it.
pub fn read(bytes: &[u8], options: &Options) -> Result<Reading, Unreadable> {
    let text = String::from_utf8_lossy(bytes);
    text::read(&text, options)
}

/// Sorts problems so that those which want a person's eye come first, each kind in file order.
pub(crate) fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by(|a, b| (a.kind, &a.place, a.row).cmp(&(b.kind, &b.place, b.row)));
    problems
}
