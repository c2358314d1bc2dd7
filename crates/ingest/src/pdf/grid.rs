//! A table on a page: its edges and its cells with their characters.

use super::marks::Area;

/// A cell of a grid, with the first and last column and row that it covers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GridCell {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) top: usize,
    pub(super) bottom: usize,
    pub(super) area: Area,
    /// Its characters, by position in the page.
    pub(super) marks: Vec<usize>,
    /// Whether it has no line at the page's end, where the cells beside it have one: it goes on.
    pub(super) is_cut: bool,
}

/// A table on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// The edges of its columns and rows.
    pub(super) xs: Vec<f32>,
    pub(super) ys: Vec<f32>,
    pub(super) cells: Vec<GridCell>,
    /// Whether no line closes it at its end, though lines part its rows: its last row goes on.
    pub(super) is_open: bool,
}

impl Grid {
    pub(super) fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    pub(super) fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }
}
