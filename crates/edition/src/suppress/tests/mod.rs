//! Suppression held against printed tables, against enumeration and against itself.

mod bounds;
mod later;
mod laws;
mod linked;
mod vectors;

use proptest::prelude::*;

use super::{CellPosition, CountTable, SmallNumberPolicy, Suppression, suppress};

const TEN: SmallNumberPolicy = SmallNumberPolicy { least: 10 };

/// A table as it is printed: rows between `/`, without totals.
fn table(printed: &str) -> CountTable {
    let row = |row: &str| row.split_whitespace().map(|count| count.parse().unwrap()).collect();
    let rows: Vec<Vec<u32>> = printed.split('/').map(row).collect();
    match &rows[..] {
        [row] => CountTable::one_way("相談件数", row),
        rows => CountTable::two_way("相談件数", rows).unwrap(),
    }
}

/// What is shown of a table, with totals; nothing where it is withheld.
fn shown(table: &CountTable, suppression: &Suppression) -> String {
    let cell = |count: Option<u64>| count.map_or("※".to_owned(), |count| count.to_string());
    let row = |row: Vec<Option<u64>>| row.into_iter().map(cell).collect::<Vec<_>>().join(" ");
    suppression.shown(table).into_iter().map(row).collect::<Vec<_>>().join(" / ")
}

/// The cells with `※` of a printed table.
fn hiding(printed: &str) -> Suppression {
    let rows = printed.split('/').map(|row| row.split_whitespace().enumerate()).enumerate();
    let cells = rows.flat_map(|(row, cells)| cells.map(move |(column, text)| (row, column, text)));
    let hidden = cells.filter(|(.., text)| *text == "※");
    Suppression::Cells(hidden.map(|(row, column, _)| CellPosition::new(row, column)).collect())
}

/// A random table of at most so many rows and columns, many of whose counts are zero or small.
fn random(rows: usize, columns: usize) -> impl Strategy<Value = CountTable> {
    let count = prop_oneof![1 => Just(0_u32), 2 => 1..10_u32, 2 => 1..70_u32];
    let sizes = (1..=rows, 1..=columns);
    let rows = sizes.prop_flat_map(move |(height, width)| {
        prop::collection::vec(prop::collection::vec(count.clone(), width), height)
    });
    rows.prop_map(|rows| match &rows[..] {
        [row] => CountTable::one_way("相談件数", row),
        rows => CountTable::two_way("相談件数", rows).unwrap(),
    })
}

/// The small cells of a table.
fn small(table: &CountTable, least: u64) -> Vec<CellPosition> {
    table.cells().filter(|cell| (1..least).contains(&table.count(*cell))).collect()
}

/// What the search finds, as it is shown.
fn suppressed(printed: &str) -> String {
    let table = table(printed);
    shown(&table, &suppress(&table, TEN))
}
