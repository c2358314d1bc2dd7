//! What anybody can compute of a hidden count from what is shown.

use super::{
    flow::{Edge, Network, UNBOUNDED},
    table::{CellPosition, CountTable},
};

/// The least and the most that a count can be, as anybody can compute it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellBounds {
    /// The least; what is hidden is at least 1, since zeros are shown.
    pub least: u64,
    /// The most; none where nothing bounds it.
    pub most: Option<u64>,
}

impl CellBounds {
    /// The bounds of a count that could fall and rise so far.
    pub(super) fn around(count: u64, fall: u64, rise: u64) -> Self {
        Self {
            least: count.saturating_sub(fall),
            most: (rise < UNBOUNDED).then(|| count.saturating_add(rise)),
        }
    }

    /// Whether the count stays hidden: at least `least` values are possible, and one of so much.
    pub(super) fn hide(self, least: u64) -> bool {
        self.most.is_none_or(|most| most >= least && most - self.least + 1 >= least)
    }
}

/// The bounds of a cell where some cells of the table are hidden, by their places in the list of cells.
pub(super) fn bounds(table: &CountTable, hidden: &[bool], cell: CellPosition) -> CellBounds {
    let count = table.count(cell);
    if !is_hidden(table, hidden, cell) {
        return CellBounds { least: count, most: Some(count) };
    }
    let Edge { from, to, fall, .. } = edge(table, cell);
    let network = others(table, hidden, cell);
    let (rise, _) = network.clone().flow(from, to, UNBOUNDED);
    let (falls, _) = network.flow(to, from, fall);
    CellBounds::around(count, fall.min(falls), rise)
}

pub(super) fn is_hidden(table: &CountTable, hidden: &[bool], cell: CellPosition) -> bool {
    hidden.get(table.at(cell)).copied().unwrap_or_default()
}

/// The network of the hidden cells but one.
pub(super) fn others(table: &CountTable, hidden: &[bool], but: CellPosition) -> Network {
    let unknown = table.cells().filter(|cell| *cell != but && is_hidden(table, hidden, *cell));
    Network::of(lines(table), unknown.map(|cell| edge(table, cell)))
}

/// How many lines the network of a table has. The columns of a table of one way have no totals: they
/// are one line, of which nothing is known.
pub(super) fn lines(table: &CountTable) -> usize {
    let (height, width) = table.size();
    height + if height == 1 { 1 } else { width }
}

/// The lines of a cell in the network: its row and its column, the other way round for a total, which
/// is taken off where the others are added.
pub(super) fn ends(table: &CountTable, cell: CellPosition) -> (usize, usize) {
    let (height, _) = table.size();
    let (row, column) = (cell.row, height + if height == 1 { 0 } else { cell.column });
    if table.ways_of_total(cell) == 1 { (column, row) } else { (row, column) }
}

/// A hidden cell: at least 1, and no more is known of it by itself.
pub(super) fn edge(table: &CountTable, cell: CellPosition) -> Edge {
    let (from, to) = ends(table, cell);
    Edge { from, to, fall: table.count(cell).saturating_sub(1), rise: UNBOUNDED }
}
