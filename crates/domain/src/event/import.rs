//! What is done to files and imports.

use serde::{Deserialize, Serialize};

use crate::{
    FiscalYear,
    reading::Problem,
    sheet::{Change, SheetFiling},
};

/// A file was kept although nothing was read of it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileKept {
    /// The file's name.
    pub file: String,
    /// Why nothing was read of it.
    pub why: String,
}

/// A file was read and waits for review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRead {
    /// The file's name.
    pub file: String,
    /// The SHA-256 of its bytes, under which it is kept.
    pub sha256: String,
    /// The year of its sheet.
    pub fiscal_year: FiscalYear,
    /// How many rows the sheet has.
    pub rows: usize,
}

/// A sheet was booked. With the digests the year's sheet can be had again as it was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportBooked {
    /// The sheet's year.
    pub fiscal_year: FiscalYear,
    /// How many rows it has.
    pub rows: usize,
    /// The SHA-256 under which the file is kept that was read; none in events of earlier versions.
    #[serde(default)]
    pub file: Option<String>,
    /// The SHA-256 under which the sheet is kept as it was saved; none in events of earlier versions.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Under which identifiers its rows are kept; none in events of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<SheetFiling>,
    /// The differences from the sheet that the year had; `None` when it had none.
    #[serde(default)]
    pub changes: Option<Vec<Change>>,
    /// The doubts of which the other reading was taken.
    #[serde(default)]
    pub other_readings: Vec<Problem>,
}

/// An import was put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportDiscarded {
    /// The file's name.
    pub file: String,
    /// The import that took its place, where the file was read again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_again_as: Option<String>,
}
