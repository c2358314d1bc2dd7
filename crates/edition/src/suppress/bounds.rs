//! What anybody can compute of a hidden count from what is shown.

use super::{
    flow::UNBOUNDED,
    play::{Play, left_by},
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
    /// The bounds of a count with so much play.
    pub(super) fn around(count: u64, play: Play) -> Self {
        Self {
            least: count.saturating_sub(play.fall),
            most: (play.rise < UNBOUNDED).then(|| count.saturating_add(play.rise)),
        }
    }

    /// Whether the count stays hidden: at least `least` values are possible, and one of so much.
    pub(super) fn hide(self, least: u64) -> bool {
        self.most.is_none_or(|most| most >= least && most - self.least + 1 >= least)
    }
}

/// The bounds of a cell where some cells of the table are hidden, by their places in the list of cells.
pub(super) fn bounds(table: &CountTable, hidden: &[bool], cell: CellPosition) -> CellBounds {
    let plays = plays(table, hidden);
    let own = plays.get(table.at(cell)).copied().unwrap_or(Play::NONE);
    CellBounds::around(table.count(cell), own.and(left_by(table, &plays, cell)))
}

/// How much play each cell of a table has by itself. A hidden 1 could be more.
pub(super) fn plays(table: &CountTable, hidden: &[bool]) -> Vec<Play> {
    let cells = table.cells().zip(hidden);
    let play = |(cell, hidden): (CellPosition, &bool)| {
        if *hidden { Play::hidden(table.count(cell)) } else { Play::NONE }
    };
    cells.map(play).collect()
}
