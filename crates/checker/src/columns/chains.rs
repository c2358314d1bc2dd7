//! Cells that tell the figures of a row year by year: R3：5→R4：4→R5：3.

use domain::{FiscalYear, Offset};
use prose::Span;

use super::named::after_years;
use crate::{
    context::{Read, ReadRow},
    read_row::unit_of,
    sense::{CellFigure, Sense},
};

/// A figure of a chain.
pub(super) struct ChainLink {
    pub(super) year: FiscalYear,
    pub(super) span: Span,
    pub(super) figure: CellFigure,
}

/// No chain is longer: more letters tell of other things as well.
const LONGEST: usize = 120;

/// The figures of a cell that tells one thing over the years and nothing else.
pub(super) fn links(line: &ReadRow<'_>, cell: &Read<'_>) -> Vec<ChainLink> {
    let named = matches!(cell.sense, Sense::Indicator | Sense::Other | Sense::Actual);
    let linked = cell.text.contains(['→', '⇒', '➡']) && cell.figure.is_none();
    if !named || !linked || cell.text.chars().nth(LONGEST).is_some() {
        return Vec::new();
    }
    let all = after_years(cell);
    let rising = all.windows(2).all(|two| matches!(two, [a, b] if a.year < b.year));
    if all.len() < 2 || !rising {
        return Vec::new();
    }
    let unit = |span: Span| {
        let own =
            cell.quantities.iter().find(|q| q.span.start <= span.start && span.end <= q.span.end);
        own.map(|one| one.unit.clone()).or_else(|| unit_of(cell.text))
    };
    let links = all.into_iter().map(|one| {
        let figure = CellFigure { value: one.value, unit: unit(one.span).unwrap_or_default() };
        ChainLink { year: one.year, span: one.span, figure }
    });
    links.filter(|link| link.year <= line.sheet).collect()
}

/// The figure of the sheet's year in the one chain of a row.
pub(super) fn latest<'b, 'a>(line: &'b ReadRow<'a>) -> Option<(&'b Read<'a>, ChainLink)> {
    let cells = line.cells.values().filter(|cell| cell.slot.year == Offset::This);
    let mut found = cells.filter_map(|cell| {
        let last = links(line, cell).pop().filter(|link| link.year == line.sheet)?;
        Some((cell, last))
    });
    found.next().filter(|_| found.next().is_none())
}
