//! What a judgement says, and what it is asked with.

use domain::{FiscalYear, reading::Reading};

/// What came of a cell or a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum JudgedAs {
    /// It is read as it was written, and nobody is asked.
    Right,
    /// A question covers it.
    Asked,
    /// The file is refused with a reason.
    Refused,
    /// It is read wrong, and nobody is told.
    Silent,
}

/// A cell, or a row that is no action, judged.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// What it is.
    pub what: &'static str,
    /// How it was judged.
    pub judged: JudgedAs,
    /// What is wrong; empty where nothing is.
    pub fault: &'static str,
    /// Where it lies.
    pub place: String,
    /// What is right.
    pub expected: String,
    /// What was read.
    pub read: String,
}

/// Why a file was not read.
#[derive(Debug, Clone)]
pub enum NotRead {
    /// Its year must be said.
    NoYear,
    /// For a reason that can be true of a sound file.
    Reason(String),
    /// For a reason that is not true of a sound file.
    Untrue(String),
}

/// Reads bytes as the sheet of a year, where one is given.
pub type ReadForm<'a> = dyn Fn(&[u8], Option<FiscalYear>) -> Result<Reading, NotRead> + Sync + 'a;

/// A text without its white space.
pub(super) fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}
