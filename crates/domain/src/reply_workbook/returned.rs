//! What came back: the rows of a returned workbook, not yet compared with anything.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    column::WorkbookColumn,
    hidden::HiddenSheet,
    identity::{Identity, MemberIdentity, WorkbookOwner},
    outcome::Doubt,
};
use crate::Place;

/// A returned workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnedWorkbook {
    /// The name of the worksheet with the rows.
    pub sheet: Arc<str>,
    /// What stands above the rows: it names the year when the hidden worksheet is gone.
    pub title: String,
    /// The columns that are there, with their places counted from 0.
    pub columns: BTreeMap<WorkbookColumn, u32>,
    /// The rows from top to bottom, headings of measures aside.
    pub rows: Vec<ReturnedRow>,
    /// What the hidden worksheet says of the state in which it was sent.
    pub hidden: HiddenSheet,
    /// Texts beside and between the rows, with their places.
    pub strays: Vec<(Place, String)>,
    /// Other worksheets that hold something; they were not read.
    pub others: Vec<String>,
    /// Whether it carries macros; they were not run.
    pub macros: bool,
}

/// A row of the returned workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedRow {
    /// Its place, counted from 0.
    pub row: u32,
    /// Its key; empty when it has none.
    pub key: String,
    /// The cells that hold something, the key aside.
    pub cells: BTreeMap<WorkbookColumn, ReturnedCell>,
}

/// A cell of a returned workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedCell {
    /// Its text, character by character.
    pub text: String,
    /// What kind of value it is.
    pub kind: ReturnedCellKind,
}

/// What kind of value a returned cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnedCellKind {
    /// A text or a number.
    Text,
    /// A date or time.
    Date,
    /// An error value.
    Fault,
    /// A formula whose result is not in the file.
    NoResult,
    /// What is left where words are struck out; empty where all are.
    Struck,
    /// A value that the workbook does not show; the text is empty.
    Hidden,
    /// The text of a merged region that begins in another cell.
    Merged,
}

impl ReturnedCellKind {
    /// Why nobody can tell what the cell says, whatever stood there before.
    pub(super) fn doubt(self) -> Option<Doubt> {
        match self {
            Self::NoResult => Some(Doubt::NoResult),
            Self::Struck => Some(Doubt::Struck),
            Self::Hidden => Some(Doubt::Hidden),
            Self::Text | Self::Date | Self::Fault | Self::Merged => None,
        }
    }
}

impl ReturnedWorkbook {
    /// Which section's workbook it says it is; none where it is no section's.
    pub fn identity(&self) -> Option<&Identity> {
        match &self.hidden.as_sent()?.owner {
            WorkbookOwner::Section(of) => Some(of),
            WorkbookOwner::Member(_) => None,
        }
    }

    /// Which member's workbook it says it is; none where it is no member's.
    pub fn member(&self) -> Option<&MemberIdentity> {
        match &self.hidden.as_sent()?.owner {
            WorkbookOwner::Member(of) => Some(of),
            WorkbookOwner::Section(_) => None,
        }
    }

    /// The place of a row's cell.
    pub(super) fn place(&self, row: &ReturnedRow, column: &WorkbookColumn) -> Place {
        let first = self.columns.get(&WorkbookColumn::No).copied().unwrap_or(0);
        Place::cell(&self.sheet, row.row, self.columns.get(column).copied().unwrap_or(first))
    }
}

impl ReturnedRow {
    /// What the row says in a column; empty when it says nothing.
    pub fn text(&self, column: &WorkbookColumn) -> &str {
        self.cells.get(column).map_or("", |written| &written.text)
    }

    /// The number and the title that it shows, as notices name it.
    pub(super) fn name(&self) -> String {
        format!("No.{}「{}」", self.text(&WorkbookColumn::No), self.text(&WorkbookColumn::Action))
    }

    /// Everything that the row says, so that nothing of it is lost.
    pub fn all(&self) -> String {
        let texts = self.cells.values().map(|written| written.text.trim());
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("／")
    }
}
