//! Second thoughts: each row's best readings, compared by what its cells say of each other.

use domain::{Field, Offset, Slot, layout::Role};

use super::{
    anchors,
    path::{self, Path, Span},
    score::{Column, Score},
    sense::likeness,
};

/// How many readings of a row are compared.
const READINGS: usize = 24;
/// A second reading closer than this is a doubt.
const CLOSE: f32 = 2.0;

/// A row's reading, with the one that came close, if any.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Resolved {
    /// The cells.
    pub(super) spans: Vec<Span>,
    /// The cells of the reading that came close.
    pub(super) rival: Option<Vec<Span>>,
}

/// Resolves every record.
pub(super) fn resolve(score: &Score<'_>, records: Vec<Vec<Span>>) -> Vec<Resolved> {
    records.into_iter().map(|record| record_again(score, record)).collect()
}

fn record_again(score: &Score<'_>, record: Vec<Span>) -> Resolved {
    let is_row = |span: &&Span| matches!(score.columns[span.column], Column::Role(_));
    let (Some(first), Some(last)) = (record.iter().find(is_row), record.iter().rev().find(is_row))
    else {
        return Resolved { spans: record, rival: None };
    };
    let mut ranked: Vec<Path> = path::readings(score, first.from, last.to, READINGS)
        .into_iter()
        .filter(|path| {
            path.spans.iter().all(|span| matches!(score.columns[span.column], Column::Role(_)))
        })
        .map(|path| Path { score: path.score + relations(score, &path.spans), ..path })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut ranked = ranked.into_iter();
    let Some(best) = ranked.next() else { return Resolved { spans: record, rival: None } };
    let rival =
        ranked.next().filter(|second| best.score - second.score < CLOSE).map(|path| path.spans);
    let outside = |span: &Span| !is_row(&span);
    let mut spans: Vec<Span> =
        record.iter().filter(|span| outside(span) && span.from < first.from).copied().collect();
    spans.extend(best.spans);
    spans.extend(record.iter().filter(|span| outside(span) && span.from >= last.to));
    Resolved { spans, rival }
}

/// What the cells of a row say of each other: results of two years are alike, so are plans; an
/// action that was added this year has no last year.
fn relations(score: &Score<'_>, spans: &[Span]) -> f32 {
    let text = |role: &Role| {
        spans
            .iter()
            .find(|span| matches!(&score.columns[span.column], Column::Role(own) if own == role))
            .map(|span| score.short(span.from, span.to))
    };
    let answer = |field: Field, year: Offset| text(&Role::Answer(Slot::new(field, year)));
    let alike = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => likeness(a, b),
        _ => 0.0,
    };
    let last_year = answer(Field::Status, Offset::Previous);
    let status = answer(Field::Status, Offset::This);
    let plan = answer(Field::Plan, Offset::This);
    let next = answer(Field::Plan, Offset::Next);
    let mut sum = 1.5 * alike(&last_year, &status) + 1.5 * alike(&plan, &next);
    sum += 0.5 * alike(&plan, &text(&Role::Content));
    sum += 0.5 * alike(&text(&Role::Action), &text(&Role::Content));
    let added = text(&Role::Page).is_some_and(|page| anchors::is_addition(&page));
    sum + match (added, last_year.is_some()) {
        (true, true) => -4.0,
        (true, false) => 2.0,
        _ => 0.0,
    }
}
