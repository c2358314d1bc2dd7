//! Which rows may be those of a head, by the words that they show.

use super::grid::Table;
use crate::headings;

/// The distinct texts that a row shows.
fn texts(table: &Table, row: u32) -> Vec<&str> {
    let mut texts: Vec<&str> = Vec::new();
    let shown = table.columns.iter().filter_map(|column| table.shown(row, *column));
    for (_, _, cell) in shown {
        if !texts.contains(&cell.text.as_str()) {
            texts.push(&cell.text);
        }
    }
    texts
}

/// Whether a row can be the first of a head: several texts, many of them words of headings.
pub(super) fn may_head(table: &Table, row: u32) -> bool {
    let texts = texts(table, row);
    let known = |text: &&&str| headings::is_heading_of_table(text) || headings::is_known(text);
    texts.len() >= 2 && texts.iter().filter(known).count() * 3 >= texts.len()
        || is_group_row(table, row)
}

/// Whether a row can be a further one of a head that begins at `first`.
pub(super) fn continues(table: &Table, first: u32, row: u32) -> bool {
    if row == first {
        return true;
    }
    let own: Vec<&str> = match table.line(row) {
        Some(line) => line.cells.iter().map(|cell| cell.text.as_str()).collect(),
        None => return false,
    };
    let words = own.iter().filter(|text| headings::is_heading_of_table(text)).count();
    let listed = own.iter().filter(|text| domain::scale::Scale::from_heading("", text).is_some());
    (words + listed.count()) * 2 >= own.len()
}

/// Whether the row's only text is a year over some of the columns, and no title over all.
fn is_group_row(table: &Table, row: u32) -> bool {
    let Some([cell]) = table.line(row).map(|line| line.cells.as_slice()) else { return false };
    let Some(merge) = table.merge(row, cell.column) else { return false };
    let covered = |column: &&u32| (merge.left..=merge.right).contains(*column);
    let wide = table.columns.iter().filter(covered).count();
    wide >= 2 && wide * 5 < table.columns.len() * 4 && headings::is_heading_of_table(&cell.text)
}
