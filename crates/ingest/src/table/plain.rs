//! A table as it stands: rows of texts, merged cells told in each of their rows.

use super::grid::Table;

/// A worksheet, or the only table of another file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainTable {
    /// The worksheet's name; empty where the file has none.
    pub name: String,
    /// The rows that hold something, each with its number from 1 and a text for each column.
    pub rows: Vec<(u32, Vec<String>)>,
}

impl PlainTable {
    /// The rows of a table.
    pub(crate) fn of(table: &Table) -> Self {
        let text = |row, column: &u32| {
            table.shown(row, *column).map_or_else(String::new, |(_, _, cell)| cell.text.clone())
        };
        let texts = |row| table.columns.iter().map(|column| text(row, column)).collect();
        let rows = table.lines.iter().map(|line| (line.row + 1, texts(line.row)));
        Self { name: table.name.to_string(), rows: rows.collect() }
    }
}
