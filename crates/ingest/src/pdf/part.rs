//! The pieces of pages: cells with their text, and the parts of tables that cells make up.

use domain::text::{fold, ink};

use super::{lines::PdfLine, marks::Area};
use crate::headings;

/// Edges of columns on two pages nearer than this are the same, in points.
pub(super) const SAME: f32 = 4.0;

/// A cell with its text.
#[derive(Debug, Clone)]
pub(super) struct PageCell {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) top: usize,
    pub(super) bottom: usize,
    pub(super) area: Area,
    pub(super) page: u32,
    pub(super) lines: Vec<PdfLine>,
    /// Whether lines enclose it, so that its width is known.
    pub(super) ruled: bool,
    /// Whether it is open where its table ends on the page.
    pub(super) is_cut: bool,
}

impl PageCell {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.text.is_empty())
    }

    /// What of it is struck out.
    pub(super) fn struck(&self) -> String {
        self.lines.iter().map(|line| line.struck.as_str()).collect()
    }

    /// Its characters as one text, for comparing.
    pub(super) fn raw(&self) -> String {
        fold(&self.lines.iter().map(|line| line.text.as_str()).collect::<String>())
    }

    pub(super) fn ink(&self) -> usize {
        self.lines.iter().map(|line| ink(&line.text)).sum()
    }
}

/// A table on a page, or the two halves of one on two pages.
#[derive(Debug, Clone)]
pub(super) struct TablePart {
    pub(super) page: u32,
    pub(super) xs: Vec<f32>,
    pub(super) ys: Vec<f32>,
    pub(super) cells: Vec<PageCell>,
    /// Whether no line closes it at its end.
    pub(super) is_open: bool,
}

impl TablePart {
    pub(super) fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    pub(super) fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    /// The cells that begin in a row.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = &PageCell> {
        self.cells.iter().filter(move |cell| cell.top == row)
    }
}

/// A piece of a page, top down.
#[derive(Debug, Clone)]
pub(super) enum PageItem {
    /// Text outside tables.
    Text(PageCell),
    /// A table, or its continuation.
    Part(TablePart),
}

impl PageItem {
    /// Its upper edge, in points.
    pub(super) fn top(&self) -> f32 {
        match self {
            Self::Text(cell) => cell.area.top,
            Self::Part(part) => part.ys.first().copied().unwrap_or(0.0),
        }
    }
}

impl TablePart {
    /// Takes the edges of its family as its own; `map` says which of them each edge is.
    pub(super) fn put_in(&mut self, map: &[usize], xs: &[f32]) {
        for cell in &mut self.cells {
            cell.left = map[cell.left];
            cell.right = map[cell.right + 1] - 1;
        }
        self.xs = xs.to_vec();
    }

    /// Whether the other part continues this one's rows on another sheet of paper.
    pub(super) fn same_rows(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (self.ys.first(), other.ys.first()) else { return false };
        let pairs = self.ys.iter().zip(&other.ys);
        self.rows() == other.rows()
            && pairs.into_iter().all(|(y, z)| ((y - a) - (z - b)).abs() <= SAME)
    }

    /// The headings that a row prints from a column on; those of two rows where the first heads
    /// several columns at once. Empty where the row is no head.
    pub(super) fn printed_head(&self, row: usize, from: usize) -> Vec<String> {
        let over = self.row(row).any(|cell| cell.right > cell.left && !cell.is_empty());
        let cells = self.row(row).chain(self.row(row + 1).filter(|_| over));
        let cells = cells.filter(|cell| cell.left >= from);
        let texts: Vec<String> = cells.map(PageCell::raw).filter(|text| !text.is_empty()).collect();
        let known = texts.iter().filter(|text| headings::is_known(text)).count();
        if known >= 2 && known * 2 >= texts.len() { texts } else { Vec::new() }
    }

    /// Whether a text over several columns stands in the same row already: it is merged over both
    /// sheets of paper, and printed on both.
    fn says_so(&self, cell: &PageCell) -> bool {
        let text = cell.raw();
        self.row(cell.top).any(|known| known.right > known.left && known.raw() == text)
    }

    /// The texts of a column's cells, with their rows.
    fn texts(&self, column: usize) -> Vec<(usize, String)> {
        let own = self.cells.iter().filter(|cell| cell.left == column && cell.right == column);
        own.map(|cell| (cell.top, cell.raw())).collect()
    }

    /// How many of the other part's first columns print some of this one's again.
    pub(super) fn repeated(&self, other: &Self) -> usize {
        let known: Vec<_> = (0..self.columns()).map(|column| self.texts(column)).collect();
        let again = |column: &usize| {
            let own = other.texts(*column);
            own.iter().filter(|(_, text)| !text.is_empty()).count() >= 2 && known.contains(&own)
        };
        (0..other.columns()).take_while(again).count()
    }

    /// Takes the other part's columns to the right of its own. Those that are printed on both
    /// sheets of paper are taken once; answers their characters.
    pub(super) fn widen(&mut self, other: &Self) -> usize {
        let (again, mut repeated) = (self.repeated(other), 0);
        let own = self.columns();
        let next = own + other.columns() - again;
        let place = |column: usize| (column >= again).then(|| own + column - again);
        let place: Vec<Option<usize>> = (0..other.columns()).map(place).collect();
        for cell in &other.cells {
            let columns = place.get(cell.left..=cell.right).unwrap_or_default();
            let taken: Vec<usize> = columns.iter().copied().flatten().collect();
            match (taken.first(), taken.last()) {
                (Some(left), Some(right)) => {
                    let mut cell = PageCell { left: *left, right: *right, ..cell.clone() };
                    if cell.right > cell.left && self.says_so(&cell) {
                        repeated += cell.ink();
                        cell.lines.clear();
                    }
                    self.cells.push(cell);
                }
                _ => repeated += cell.ink(),
            }
        }
        let right = self.xs.last().copied().unwrap_or(0.0);
        let begins = other.xs.first().copied().unwrap_or(0.0);
        self.xs.extend((1..=next - self.columns()).map(|at| right + begins + at as f32));
        self.cells.sort_by_key(|cell| (cell.top, cell.left));
        repeated
    }
}
