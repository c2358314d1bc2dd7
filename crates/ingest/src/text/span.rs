//! A cell of the text: a stretch of units under a column.

use domain::Place;

use super::units::TextUnit;

/// A cell found: its column and its units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellSpan {
    /// The column, by position in the score's columns.
    pub(super) column: usize,
    /// The first unit.
    pub(super) from: usize,
    /// The unit after the last.
    pub(super) to: usize,
}

/// The lines of some spans; none when there are no spans.
pub(super) fn place(units: &[TextUnit], spans: &[CellSpan]) -> Option<Place> {
    let from = spans.iter().map(|span| units[span.from].line).min()?;
    let to = spans.iter().map(|span| units[span.to - 1].line).max()?;
    Some(Place::Lines { from, to })
}
