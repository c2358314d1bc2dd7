//! How far counts could be others than they are: less by their fall, more by their rise.

use super::{
    flow::{Edge, Network, UNBOUNDED},
    table::{CellPosition, CountTable},
};

/// How far a count could be another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Play {
    pub(super) fall: u64,
    pub(super) rise: u64,
}

impl Play {
    /// Of what is shown.
    pub(super) const NONE: Self = Self { fall: 0, rise: 0 };

    /// Of a hidden count by itself: it is at least 1.
    pub(super) fn hidden(count: u64) -> Self {
        Self { fall: count.saturating_sub(1), rise: UNBOUNDED }
    }

    /// Where both are known of the same count.
    pub(super) fn and(self, other: Self) -> Self {
        Self { fall: self.fall.min(other.fall), rise: self.rise.min(other.rise) }
    }

    /// Of the sum of two counts.
    pub(super) fn plus(self, other: Self) -> Self {
        let sum = |one: u64, other: u64| one.saturating_add(other).min(UNBOUNDED);
        Self { fall: sum(self.fall, other.fall), rise: sum(self.rise, other.rise) }
    }

    /// Of the count taken off another.
    pub(super) fn reversed(self) -> Self {
        Self { fall: self.rise, rise: self.fall }
    }

    /// The edge of a cell with so much play.
    pub(super) fn edge(self, table: &CountTable, cell: CellPosition) -> Edge {
        let (from, to) = ends(table, cell);
        Edge { from, to, fall: self.fall, rise: self.rise }
    }
}

/// What the lines of a table leave of the play of its cells; what has none is known.
pub(super) fn narrowed(table: &CountTable, plays: &[Play]) -> Vec<Play> {
    table.cells().zip(plays).map(|(cell, own)| own.and(left_by(table, plays, cell))).collect()
}

/// What the lines of a table and the play of the other cells leave to one.
pub(super) fn left_by(table: &CountTable, plays: &[Play], of: CellPosition) -> Play {
    let Some(own) = plays.get(table.at(of)).filter(|own| **own != Play::NONE) else {
        return Play::NONE;
    };
    let others =
        table.cells().zip(plays).filter(|(cell, play)| *cell != of && **play != Play::NONE);
    let network = Network::of(lines(table), others.map(|(cell, play)| play.edge(table, cell)));
    let (from, to) = ends(table, of);
    let (rise, _) = network.clone().flow(from, to, own.rise);
    let (fall, _) = network.flow(to, from, own.fall);
    Play { fall, rise }
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
