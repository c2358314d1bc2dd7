//! A form as it lies on the table: cells on worksheets, and what a right reading of them says.

use std::collections::{BTreeMap, BTreeSet};

use domain::{FiscalYear, scale::GradeClass};

use super::known::FormAsk;

/// What a cell stores, where that is not the text that it shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Stored {
    Text,
    Number(f64, &'static str),
    /// A formula whose result is not in the file.
    NoResult,
    Error(&'static str),
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PaperCell {
    /// What it shows, struck-out words aside.
    pub(super) text: String,
    /// Struck-out words before it.
    pub(super) struck: String,
    pub(super) underlined: bool,
    pub(super) comment: bool,
    pub(super) stored: Stored,
}

impl PaperCell {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            struck: String::new(),
            underlined: false,
            comment: false,
            stored: Stored::Text,
        }
    }

    pub(super) fn number(shown: &str, value: f64, format: &'static str) -> Self {
        Self { stored: Stored::Number(value, format), ..Self::new(shown) }
    }
}

/// Merged cells: first row, first column, last row, last column.
pub(super) type MergedCells = (u32, u16, u32, u16);

/// A worksheet.
#[derive(Debug, Clone, Default)]
pub(super) struct PaperSheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) cells: BTreeMap<(u32, u16), PaperCell>,
    pub(super) merges: Vec<MergedCells>,
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_columns: BTreeSet<u16>,
    /// Drop-down lists: a column, its first and last row, the choices.
    pub(super) lists: Vec<(u16, u32, u32, Vec<String>)>,
}

/// Where a cell lies: the worksheet's name (empty in a csv file), its row and column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DrawnAt {
    pub(super) sheet: String,
    pub(super) row: u32,
    pub(super) column: u32,
}

/// What a right reading says of a cell.
#[derive(Debug, Clone)]
pub(super) struct ExpectedCell {
    pub(super) ask: FormAsk,
    /// The fiscal year that it is about; 0 where it is about none.
    pub(super) year: i32,
    pub(super) at: DrawnAt,
    pub(super) heading: String,
    /// Texts that are right, white space aside.
    pub(super) texts: Vec<String>,
    /// Classes of which its grade has one; none where it is no grade.
    pub(super) classes: Option<&'static [GradeClass]>,
    /// Whether no reading of it is right without a question.
    pub(super) is_open: bool,
}

/// What a right reading says of an action.
#[derive(Debug, Clone)]
pub(super) struct ExpectedAction {
    pub(super) title: String,
    /// Where the title lies.
    pub(super) at: DrawnAt,
    /// The row of its other cells.
    pub(super) row: u32,
    /// Words that its measure has; none where the form does not tell it.
    pub(super) measure: Option<String>,
    pub(super) cells: Vec<ExpectedCell>,
}

/// A row that is no action.
#[derive(Debug, Clone)]
pub(super) struct NoAction {
    pub(super) kind: &'static str,
    pub(super) at: DrawnAt,
    /// Its last row.
    pub(super) until: u32,
}

/// Where the head of a column lies.
#[derive(Debug, Clone)]
pub(super) struct ExpectedHead {
    pub(super) at: DrawnAt,
    /// The row below the head.
    pub(super) below: u32,
}

/// Where a table lies.
#[derive(Debug, Clone)]
pub(super) struct TableArea {
    pub(super) from: DrawnAt,
    pub(super) right: u32,
    pub(super) bottom: u32,
}

impl TableArea {
    pub(super) fn holds(&self, at: &DrawnAt) -> bool {
        at.sheet == self.from.sheet
            && (self.from.row..=self.bottom).contains(&at.row)
            && (self.from.column..=self.right).contains(&at.column)
    }
}

/// A form, laid out, and all that a right reading says of it.
#[derive(Debug, Clone)]
pub struct FormPaper {
    pub(super) sheets: Vec<PaperSheet>,
    pub(super) year: FiscalYear,
    /// The year that a person gives from the beginning.
    pub(super) given: Option<FiscalYear>,
    pub(super) actions: Vec<ExpectedAction>,
    pub(super) others: Vec<NoAction>,
    pub(super) heads: Vec<ExpectedHead>,
    pub(super) areas: Vec<TableArea>,
}

impl FormPaper {
    /// The year that a person gives before the file is read.
    pub fn given(&self) -> Option<FiscalYear> {
        self.given
    }

    /// The table in which a cell of the first worksheet lies.
    pub(super) fn area_at(&self, row: u32, column: u16) -> Option<&TableArea> {
        let sheet = self.sheets.first()?.name.clone();
        let at = DrawnAt { sheet, row, column: u32::from(column) };
        self.areas.iter().find(|area| area.holds(&at))
    }

    /// The year that the sheet is of.
    pub fn year(&self) -> FiscalYear {
        self.year
    }
}
