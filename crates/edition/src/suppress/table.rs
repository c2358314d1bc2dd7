//! Tables of counts with their totals.

use std::collections::{BTreeMap, BTreeSet};

/// The place of a cell, from 0; the last row and the last column hold the totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellPosition {
    /// Its row.
    pub row: usize,
    /// Its column.
    pub column: usize,
}

impl CellPosition {
    /// The cell in a row and a column.
    pub const fn new(row: usize, column: usize) -> Self {
        Self { row, column }
    }
}

/// A table of counts of one or two ways, with the totals that are published with it. Totals are cells
/// like others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountTable {
    name: String,
    height: usize,
    width: usize,
    counts: Vec<u64>,
    published: BTreeSet<CellPosition>,
    keys: BTreeMap<CellPosition, String>,
}

impl CountTable {
    /// Counts of one way: a row, with its total behind it.
    pub fn one_way(name: impl Into<String>, counts: &[u32]) -> Self {
        Self::of(name.into(), 1, with_total(counts))
    }

    /// Counts of two ways, with totals of rows and columns; `None` where the rows are not equally long.
    pub fn two_way(name: impl Into<String>, rows: &[Vec<u32>]) -> Option<Self> {
        let width = rows.first().map_or(0, Vec::len);
        if rows.iter().any(|row| row.len() != width) {
            return None;
        }
        let mut counts: Vec<u64> = rows.iter().flat_map(|row| with_total(row)).collect();
        let sums = (0..=width).map(|at| counts.iter().skip(at).step_by(width + 1).sum());
        counts.extend(sums.collect::<Vec<u64>>());
        Some(Self::of(name.into(), rows.len() + 1, counts))
    }

    fn of(name: String, height: usize, counts: Vec<u64>) -> Self {
        let width = counts.len() / height;
        let (published, keys) = (BTreeSet::new(), BTreeMap::new());
        Self { name, height, width, counts, published, keys }
    }

    /// With a cell that an earlier edition shows: it cannot be hidden any more.
    pub fn published(mut self, cell: CellPosition) -> Self {
        self.published.insert(cell);
        self
    }

    /// With what a cell counts: cells of the same key in several tables are the same count.
    pub fn keyed(mut self, cell: CellPosition, key: impl Into<String>) -> Self {
        self.keys.insert(cell, key.into());
        self
    }

    /// Its name, as sentences call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many rows and columns there are, those of totals among them.
    pub fn size(&self) -> (usize, usize) {
        (self.height, self.width)
    }

    /// A cell's count; zero outside the table.
    pub fn count(&self, cell: CellPosition) -> u64 {
        if cell.column < self.width { self.counts.get(self.at(cell)).copied() } else { None }
            .unwrap_or_default()
    }

    /// All cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = CellPosition> + use<> {
        let width = self.width;
        (0..self.counts.len()).map(move |at| CellPosition::new(at / width, at % width))
    }

    /// The cells of which it was said what they count.
    pub(super) fn keys(&self) -> impl Iterator<Item = (CellPosition, &str)> {
        self.keys.iter().map(|(cell, key)| (*cell, key.as_str()))
    }

    pub(super) fn is_published(&self, cell: CellPosition) -> bool {
        self.published.contains(&cell)
    }

    /// Whether a count is so small that persons could be recognised, and can still be hidden.
    pub(super) fn is_small(&self, cell: CellPosition, least: u64) -> bool {
        (1..least).contains(&self.count(cell)) && !self.is_published(cell)
    }

    /// The place of a cell in lists of cells.
    pub(super) fn at(&self, cell: CellPosition) -> usize {
        cell.row * self.width + cell.column
    }

    /// Of how many ways a cell is a total: 2 for the grand total.
    pub(super) fn ways_of_total(&self, cell: CellPosition) -> u8 {
        let row = self.height > 1 && cell.row + 1 == self.height;
        u8::from(row) + u8::from(cell.column + 1 == self.width)
    }

    /// The rows and columns that add up: those of totals only if asked for.
    pub(super) fn lines(&self, of_totals: bool) -> Vec<Vec<CellPosition>> {
        let most = |all: usize| if of_totals { all } else { all.saturating_sub(1) };
        let row = |row| (0..self.width).map(|column| CellPosition::new(row, column)).collect();
        let column = |column| (0..self.height).map(|row| CellPosition::new(row, column)).collect();
        if self.height == 1 {
            return vec![row(0)];
        }
        (0..most(self.height)).map(row).chain((0..most(self.width)).map(column)).collect()
    }
}

fn with_total(counts: &[u32]) -> Vec<u64> {
    let mut all: Vec<u64> = counts.iter().map(|count| u64::from(*count)).collect();
    all.push(all.iter().sum());
    all
}
