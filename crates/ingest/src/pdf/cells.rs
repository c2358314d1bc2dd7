//! The cells of a reading by where they stand on their pages.

use std::collections::BTreeMap;

use domain::{
    Place,
    layout::ColumnRole,
    reading::Reading,
    sheet::{Cell, Row},
};

/// A cell of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedCell<'a> {
    pub(super) row: &'a Row,
    pub(super) role: &'a ColumnRole,
    pub(super) cell: &'a Cell,
    edges: [i32; 4],
}

/// The cells of a reading, by page.
pub(super) struct PlacedCells<'a>(BTreeMap<u32, Vec<PlacedCell<'a>>>);

impl<'a> PlacedCells<'a> {
    pub(super) fn of(reading: &'a Reading) -> Self {
        let mut cells = BTreeMap::<u32, Vec<PlacedCell<'a>>>::new();
        for row in &reading.sheet.rows {
            for column in &reading.sheet.layout.columns {
                let Some(cell) = row.cell(&column.role) else { continue };
                if let Some(Place::Box { page, edges }) = &cell.place {
                    let placed = PlacedCell { row, role: &column.role, cell, edges: *edges };
                    cells.entry(*page).or_default().push(placed);
                }
            }
        }
        Self(cells)
    }

    /// The cell at a point of a page as it is printed.
    pub(super) fn at(&self, page: u32, (x, y): (f32, f32)) -> Option<PlacedCell<'a>> {
        let inside = |cell: &&PlacedCell<'a>| {
            let [left, top, right, bottom] = cell.edges.map(|edge| edge as f32);
            (left..=right).contains(&x) && (top..=bottom).contains(&y)
        };
        self.0.get(&page)?.iter().find(inside).copied()
    }
}
