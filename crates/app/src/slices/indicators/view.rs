//! Figures as pages show them: a number with the words from which it was read.

use std::collections::BTreeSet;

use domain::{FiscalYear, Id, indicator::written, layout::ColumnRole, plan::Plan};
use prose::series::{FigureSource, Match, Point, SeenFigure, SourcedFigure};

use crate::{
    kit::{addresses, page::Link},
    slices::checks::{
        Years,
        excerpt::{ExcerptPiece, excerpt},
    },
};

/// A figure on a page.
pub(crate) struct ShownFigure {
    /// The number as it is shown; 値なし where a person said so.
    pub(crate) text: String,
    /// Whether a person said that there is none.
    pub(crate) absent: bool,
    /// The stage of a figure that was not accepted yet; empty for what was.
    pub(crate) stage: &'static str,
    /// Whether a person or a list gave it.
    pub(crate) given: bool,
    /// Whether it stands in place of words that tell the figure.
    pub(crate) replaces: bool,
    /// The words of its cell.
    pub(crate) quote: Option<Quote>,
}

/// Words of a cell, with what stands around them.
pub(crate) struct Quote {
    pub(crate) pieces: Vec<ExcerptPiece>,
    pub(crate) source: Link,
    /// Whether the words that count are not quite those of the year after.
    pub(crate) close: bool,
    /// The number as it was read.
    pub(crate) number: f64,
}

impl ShownFigure {
    /// All classes of the cell.
    pub(crate) fn classes(&self) -> String {
        let absent = if self.absent { " is-absent" } else { "" };
        let open = if self.stage.is_empty() { "" } else { " is-unaccepted" };
        format!("cell-num{absent}{open}")
    }
}

/// A value with its words, at its stage.
pub(crate) fn shown(
    plan: &Id<Plan>,
    years: Option<&Years>,
    value: &SourcedFigure,
    stage: &'static str,
) -> ShownFigure {
    let seen = match &value.source {
        FigureSource::Words(seen) | FigureSource::Taken(seen) => Some(seen),
        FigureSource::Given(seen) | FigureSource::Counted(seen) => seen.as_ref(),
    };
    ShownFigure {
        text: value.number.map_or_else(|| "値なし".to_owned(), written),
        absent: value.number.is_none(),
        stage,
        given: matches!(value.source, FigureSource::Given(_) | FigureSource::Taken(_)),
        replaces: matches!(value.source, FigureSource::Given(Some(_))),
        quote: seen.and_then(|seen| Some(quote(plan, years?, seen))),
    }
}

/// The words of a figure.
pub(crate) fn quote(plan: &Id<Plan>, years: &Years, seen: &SeenFigure) -> Quote {
    let row = years.sheet_row(seen.sheet, seen.no);
    let text = row.map_or("", |row| row.text(&seen.slot));
    let pieces = excerpt(text, [seen.quantity.span]);
    let key = ColumnRole::Answer(seen.slot.clone()).name();
    let source = Link {
        label: format!("{}シート No.{}", seen.sheet.short(), seen.no),
        href: format!("{}#{key}", addresses::row(plan, seen.sheet, seen.no)),
        current: false,
    };
    let close = seen.how == Match::Close;
    Quote { pieces, source, close, number: seen.quantity.value }
}

/// The number of a year in a narrow cell.
pub(crate) struct Brief {
    /// A figure, 値なし, or — where nothing is told.
    pub(crate) text: String,
    /// Whether there is no figure.
    pub(crate) absent: bool,
    /// The stage of a figure that was not accepted yet; empty for what was.
    pub(crate) stage: &'static str,
}

impl Brief {
    /// All classes of the cell.
    pub(crate) fn classes(&self) -> String {
        let absent = if self.absent { " is-absent" } else { "" };
        let open = if self.stage.is_empty() { "" } else { " is-unaccepted" };
        format!("cell-num{absent}{open}")
    }
}

/// The number of a year in a narrow cell, at its stage.
pub(crate) fn brief(point: Option<&Point>, stage: &'static str) -> Brief {
    let actual = point.and_then(|point| point.actual.as_ref());
    let number = actual.and_then(|value| value.number);
    let none = if actual.is_some() { "値なし" } else { "—" };
    let text = number.map_or_else(|| none.to_owned(), written);
    Brief { text, absent: number.is_none(), stage }
}

/// How many years stand side by side.
const COLUMNS: usize = 5;

/// The years of a table's columns: the latest ones that anything tells, up to a year.
pub(crate) fn columns(told: impl Iterator<Item = FiscalYear>, last: FiscalYear) -> Vec<FiscalYear> {
    let years: BTreeSet<FiscalYear> = told.filter(|year| *year <= last).collect();
    let left_out = years.len().saturating_sub(COLUMNS);
    years.into_iter().skip(left_out).collect()
}
