//! A form as comma- or tab-separated values.

use super::super::paper::{FormPaper, PaperSheet};

/// The first worksheet, every row as wide as the widest, as spreadsheets save it.
pub(super) fn print(paper: &FormPaper, between: char, end: &str) -> String {
    let sheet: &PaperSheet = &paper.sheets[0];
    let rows = sheet.cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0);
    let columns = sheet.cells.keys().map(|(_, column)| column + 1).max().unwrap_or(0);
    let cell = |row, column| {
        let text = sheet.cells.get(&(row, column)).map_or("", |cell| &cell.text);
        if text.contains([between, '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    let line = |row| {
        let cells: Vec<String> = (0..columns).map(|column| cell(row, column)).collect();
        cells.join(&between.to_string()) + end
    };
    (0..rows).map(line).collect()
}
