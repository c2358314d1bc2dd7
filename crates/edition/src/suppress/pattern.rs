//! Which cells of a table are hidden.

use std::collections::BTreeSet;

use super::table::{CellPosition, CountTable};

/// From which number on counts of persons are shown; zeros are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmallNumberPolicy {
    /// The least number that is shown.
    pub least: u64,
}

impl Default for SmallNumberPolicy {
    /// 10, below which cities hide counts of consultations.
    fn default() -> Self {
        Self { least: 10 }
    }
}

/// What of a table is hidden. Small counts and those that hide them are not told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suppression {
    /// These cells; none where nothing needs to be.
    Cells(BTreeSet<CellPosition>),
    /// The whole table: with what must be shown, no choice of cells hides its small counts.
    Withheld,
}

impl Suppression {
    /// The one sign that stands for every hidden cell.
    pub const SIGN: &'static str = "※";

    /// Whether it hides a cell.
    pub fn hides(&self, cell: CellPosition) -> bool {
        match self {
            Self::Cells(cells) => cells.contains(&cell),
            Self::Withheld => true,
        }
    }

    /// The cells of a table as they are published, row by row: `None` for what is hidden.
    pub fn shown(&self, table: &CountTable) -> Vec<Vec<Option<u64>>> {
        let (height, width) = table.size();
        let shown = |cell| (!self.hides(cell)).then(|| table.count(cell));
        let row = |row| (0..width).map(|column| shown(CellPosition::new(row, column))).collect();
        (0..height).map(row).collect()
    }

    /// The hidden ones of a table's cells, by their places in the list of cells.
    pub(super) fn flags(&self, table: &CountTable) -> Vec<bool> {
        table.cells().map(|cell| self.hides(cell)).collect()
    }
}
