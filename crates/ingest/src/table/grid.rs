//! The cells of one table, sparse, with their merged regions and what is hidden.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{Place, place::letters};

use super::beside::{CellRemark, OutsideText};

/// What kind of value a cell holds; its text says the value itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// Text, numbers and truth values.
    Plain,
    /// A date or time, written as the spreadsheet shows it.
    Date,
    /// An error value of a formula.
    Error,
}

/// The number that a cell stores behind what it shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct CellNumber {
    /// The number itself: `0.85` behind `85%`, `1300` behind `1,300部`.
    pub(crate) exact: f64,
    /// Whether its format shows it as a percentage.
    pub(crate) is_percent: bool,
}

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TableCell {
    pub(crate) column: u32,
    pub(crate) text: String,
    pub(crate) kind: CellKind,
    /// The text before its repairs, where they changed it.
    pub(crate) typed: Option<Box<str>>,
    /// The stored number, where the file holds one.
    pub(crate) number: Option<CellNumber>,
}

impl TableCell {
    /// The text character by character as the file has it.
    pub(crate) fn as_typed(&self) -> &str {
        self.typed.as_deref().unwrap_or(&self.text)
    }
}

/// A row that has cells, left to right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TableLine {
    pub(crate) row: u32,
    pub(crate) cells: Vec<TableCell>,
}

/// A merged region; its value stands top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

/// A worksheet or a csv file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// The worksheet's name; empty for a csv file.
    pub(crate) name: Arc<str>,
    /// Whether the worksheet is hidden.
    pub(crate) hidden: bool,
    /// The rows that have cells, from top to bottom.
    pub(crate) lines: Vec<TableLine>,
    /// Columns and rows that are hidden and hold something.
    pub(crate) hidden_columns: Vec<u32>,
    pub(crate) hidden_rows: Vec<u32>,
    /// Repairs of characters, each with its cell.
    pub(crate) repairs: Vec<(u32, u32, String)>,
    /// What cells show beside their texts, empty cells as well.
    pub(crate) remarks: Vec<(u32, u32, CellRemark)>,
    /// Where something is struck out.
    pub(crate) struck: BTreeSet<(u32, u32)>,
    /// Texts that stand in no cell.
    pub(crate) outside: Vec<OutsideText>,
    /// The characters that tell how words above them are read.
    pub(crate) furigana: usize,
    /// The columns that hold something.
    pub(crate) columns: Vec<u32>,
    /// The places of cells that are boxes on pages; none for workbooks and csv files.
    pub(super) boxes: BTreeMap<(u32, u32), Place>,
    /// Merged regions by the columns they cover, sorted by their first row.
    pub(super) merges: BTreeMap<u32, Vec<Merge>>,
}

impl Table {
    /// The place of a cell.
    pub(crate) fn place(&self, row: u32, column: u32) -> Place {
        if self.boxes.is_empty() {
            return Place::cell(&self.name, row, column);
        }
        let (top, left) = self.merge(row, column).map_or((row, column), |m| (m.top, m.left));
        let known = self.boxes.get(&(top, left));
        let near = || self.boxes.range(..=(row, column)).next_back().map(|(_, place)| place);
        known.or_else(near).cloned().unwrap_or(Place::File)
    }

    /// Whether its places are positions on pages, so that rows and columns have no names.
    pub(crate) fn has_positions(&self) -> bool {
        !self.boxes.is_empty()
    }

    /// What people call a row: `12行`, or its page.
    pub(crate) fn row_name(&self, row: u32) -> String {
        if !self.has_positions() {
            return format!("{}行", row + 1);
        }
        let first = self.columns.first().copied().unwrap_or(0);
        self.place(row, first).to_string()
    }

    /// What people call a column, without the word for it: `B`, or `左から2番目の`.
    pub(crate) fn column_name(&self, column: u32) -> String {
        if self.has_positions() {
            format!("左から{}番目の", column + 1)
        } else {
            letters(column)
        }
    }

    /// The line of a row.
    pub(crate) fn line(&self, row: u32) -> Option<&TableLine> {
        let at = self.lines.binary_search_by_key(&row, |line| line.row).ok()?;
        self.lines.get(at)
    }

    /// A cell as it is stored.
    pub(crate) fn cell(&self, row: u32, column: u32) -> Option<&TableCell> {
        self.line(row)?.cell(column)
    }

    /// The merged region that covers a cell.
    pub(crate) fn merge(&self, row: u32, column: u32) -> Option<Merge> {
        let merges = self.merges.get(&column)?;
        let at = merges.partition_point(|merge| merge.top <= row);
        merges.get(at.checked_sub(1)?).copied().filter(|merge| row <= merge.bottom)
    }

    /// Whether a merged region shows another cell in this one's place.
    pub(crate) fn is_covered(&self, row: u32, column: u32) -> bool {
        self.merge(row, column).is_some_and(|merge| (merge.top, merge.left) != (row, column))
    }

    /// What a cell shows, with the row and column where the value is stored.
    pub(crate) fn shown(&self, row: u32, column: u32) -> Option<(u32, u32, &TableCell)> {
        let (row, column) = self.merge(row, column).map_or((row, column), |m| (m.top, m.left));
        self.cell(row, column).map(|cell| (row, column, cell))
    }

    /// The same with nothing but the columns from one to another.
    pub(crate) fn columns_within(&self, first: u32, last: u32) -> Self {
        let within = |column: u32| (first..=last).contains(&column);
        let line = |line: &TableLine| {
            let cells: Vec<TableCell> =
                line.cells.iter().filter(|cell| within(cell.column)).cloned().collect();
            (!cells.is_empty()).then_some(TableLine { row: line.row, cells })
        };
        Self {
            name: Arc::clone(&self.name),
            hidden: self.hidden,
            lines: self.lines.iter().filter_map(line).collect(),
            hidden_columns: self.hidden_columns.iter().copied().filter(|c| within(*c)).collect(),
            hidden_rows: self.hidden_rows.clone(),
            repairs: self
                .repairs
                .iter()
                .filter(|(_, column, _)| within(*column))
                .cloned()
                .collect(),
            columns: self.columns.iter().copied().filter(|c| within(*c)).collect(),
            struck: self.struck.iter().filter(|(_, c)| within(*c)).copied().collect(),
            remarks: self.remarks.iter().filter(|(_, c, _)| within(*c)).cloned().collect(),
            // What stands at no cell goes with the first columns
            outside: self
                .outside
                .iter()
                .filter(|text| text.at.map_or(first == 0, |(_, column)| within(column)))
                .cloned()
                .collect(),
            furigana: if first == 0 { self.furigana } else { 0 },
            boxes: self.boxes.clone(),
            merges: self
                .merges
                .iter()
                .filter(|(column, _)| within(**column))
                .map(|(column, merges)| (*column, merges.clone()))
                .collect(),
        }
    }

    /// The place of the worksheet as a whole.
    pub(crate) fn whole(&self) -> Place {
        if self.name.is_empty() { Place::File } else { self.place(0, 0) }
    }
}

impl TableLine {
    pub(crate) fn cell(&self, column: u32) -> Option<&TableCell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(at)
    }
}
