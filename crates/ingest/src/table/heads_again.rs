//! Heads that are printed again between the rows.

use std::collections::BTreeMap;

use domain::text::fold;

use crate::headings;

use super::{
    grid::{Table, TableCell, TableLine},
    head::TableHead,
};

/// What a head prints in each column, folded.
#[derive(Debug)]
pub(super) struct PrintedHead(BTreeMap<u32, Vec<String>>);

impl PrintedHead {
    pub(super) fn of(table: &Table, head: &TableHead) -> Self {
        let column = |column: &u32| {
            let shown = (head.first..=head.last).filter_map(|row| table.shown(row, *column));
            let texts = shown.map(|(_, _, cell)| fold(&cell.text));
            (*column, texts.collect())
        };
        Self(table.columns.iter().map(column).collect())
    }

    /// Whether a row prints the head again: most of its texts stand in the head's rows, in the same
    /// columns.
    pub(super) fn is_again(&self, line: &TableLine) -> bool {
        let is_again = |cell: &&TableCell| {
            // Folding every sentence would cost more than all other reading
            let first = first_folded(&cell.text);
            let alike = |known: &&String| known.starts_with(&first);
            let same = |known: &String| *known == fold(&cell.text);
            self.0.get(&cell.column).is_some_and(|known| known.iter().filter(alike).any(same))
        };
        let (again, other): (Vec<&TableCell>, Vec<&TableCell>) =
            line.cells.iter().partition(is_again);
        // Another question in a column makes it another head
        line.cells.len() >= 2
            && again.len() * 5 >= line.cells.len() * 3
            && !other.iter().any(|cell| headings::is_heading_of_table(&cell.text))
    }
}

/// The beginning of the folded text.
fn first_folded(text: &str) -> String {
    let end = text.char_indices().nth(2).map_or(text.len(), |(at, _)| at);
    let first = fold(text.get(..end).unwrap_or_default());
    // A mark after the beginning may belong to its last character
    first.chars().take(1).collect()
}
