//! Each row's best readings, ranked again by what its cells say of each other.

use std::{collections::BTreeMap, rc::Rc};

use domain::{Field, Offset, Slot, layout::ColumnRole, section::split_names};

use super::{
    anchors,
    gap::Gap,
    path::{self, ReadingPath},
    score::Score,
    sense::{likeness, pairs},
    span::CellSpan,
};

/// How many readings of a row are compared.
const READINGS: usize = 48;
/// The most units of a row that is read again: the longest real ones have about a hundred.
const LONGEST_ROW: usize = 400;
/// A second reading closer than this is a doubt; where no blank lines part the cells, less tells
/// two readings apart.
const CLOSE: f32 = 2.0;
const CLOSE_WITHOUT_BLANKS: f32 = 6.0;

/// A row's reading, with the one that came close, if any.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Resolved {
    /// The cells.
    pub(super) spans: Vec<CellSpan>,
    /// The cells of the reading that came close.
    pub(super) rival: Option<Vec<CellSpan>>,
    /// How well the row reads; `None` for what is no row.
    pub(super) score: Option<f32>,
}

impl Resolved {
    /// Whether it does not read like a row: it scores below zero, a cell of sentences holds what
    /// only another column has, or it begins within a line, where no row of a table does.
    pub(super) fn is_broken(&self, score: &Score<'_>) -> bool {
        let Some(own) = self.score else { return false };
        let mut cells = self.spans.iter().filter(|span| score.role(**span).is_some());
        let amid = cells.next().is_some_and(|first| score.units[first.from].gap == Gap::Space);
        own < 0.0 || amid || self.spans.iter().any(|span| score.swallows_anchor(*span))
    }
}

/// Resolves every record.
pub(super) fn resolve(score: &Score<'_>, records: Vec<Vec<CellSpan>>) -> Vec<Resolved> {
    records.into_iter().map(|record| record_again(score, record)).collect()
}

fn record_again(score: &Score<'_>, record: Vec<CellSpan>) -> Resolved {
    let is_row = |span: &&CellSpan| score.role(**span).is_some();
    let (Some(first), Some(last)) = (record.iter().find(is_row), record.iter().rev().find(is_row))
    else {
        return Resolved { spans: record, rival: None, score: None };
    };
    if last.to - first.from > LONGEST_ROW {
        return Resolved { spans: record, rival: None, score: Some(f32::MIN) };
    }
    let mut known = Known::new();
    let mut ranked: Vec<ReadingPath> = path::readings(score, first.from, last.to, READINGS)
        .into_iter()
        .filter(|path| path.spans.iter().all(|span| score.role(*span).is_some()))
        .map(|path| ReadingPath {
            score: path.score + relations(score, &path.spans, &mut known),
            ..path
        })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut ranked = ranked.into_iter();
    let Some(best) = ranked.next() else {
        return Resolved { spans: record, rival: None, score: None };
    };
    let close = if score.geometry.blocks { CLOSE } else { CLOSE_WITHOUT_BLANKS };
    let rival =
        ranked.next().filter(|second| best.score - second.score < close).map(|path| path.spans);
    let outside = |span: &&CellSpan| !is_row(span);
    let (before, after): (Vec<CellSpan>, Vec<CellSpan>) =
        record.iter().filter(outside).partition(|span| span.from < first.from);
    Resolved { spans: [before, best.spans, after].concat(), rival, score: Some(best.score) }
}

/// The pairs of characters of stretches that were compared already.
type Known = BTreeMap<(usize, usize), Rc<Vec<(char, char)>>>;

/// What the cells of a row say of each other: results of two years are alike, so are plans; an
/// action that was added this year has no last year.
fn relations(score: &Score<'_>, spans: &[CellSpan], known: &mut Known) -> f32 {
    let find = |role: &ColumnRole| spans.iter().find(|span| score.role(**span) == Some(role));
    let mut pairs_of = |role: &ColumnRole| {
        find(role).map(|span| {
            let new = || Rc::new(pairs(&score.short(span.from, span.to)));
            Rc::clone(known.entry((span.from, span.to)).or_insert_with(new))
        })
    };
    let answer = |field: Field, year: Offset| ColumnRole::Answer(Slot::new(field, year));
    let last_year = pairs_of(&answer(Field::Status, Offset::Previous));
    let status = pairs_of(&answer(Field::Status, Offset::This));
    let plan = pairs_of(&answer(Field::Plan, Offset::This));
    let next = pairs_of(&answer(Field::Plan, Offset::Next));
    let content = pairs_of(&ColumnRole::Content);
    let action = pairs_of(&ColumnRole::Action);
    let alike = |a: &Option<Rc<Vec<(char, char)>>>, b: &Option<Rc<Vec<(char, char)>>>| {
        a.as_ref().zip(b.as_ref()).map_or(0.0, |(a, b)| likeness(a, b))
    };
    let mut sum = 1.5 * alike(&last_year, &status) + 1.5 * alike(&plan, &next);
    sum += 0.5 * alike(&plan, &content) + 0.5 * alike(&action, &content);
    sum -= 1.5 * half_owned(score, spans) as f32;
    let page = find(&ColumnRole::Page).map(|span| score.short(span.from, span.to));
    let added = page.is_some_and(|page| anchors::is_addition(&page));
    sum + match (added, last_year.is_some()) {
        (true, true) => -4.0,
        (true, false) => 2.0,
        _ => 0.0,
    }
}

/// How many cells speak for some of the row's sections by name and not for the others: where
/// several sections answer, each of them writes its own lines into every cell, （健康課） below.
fn half_owned(score: &Score<'_>, spans: &[CellSpan]) -> usize {
    let section = spans.iter().find(|span| score.role(**span) == Some(&ColumnRole::Section));
    let names = section.map_or(Vec::new(), |s| split_names(&score.short(s.from, s.to)));
    let marks: Vec<String> = names.iter().map(|name| format!("（{name}）")).collect();
    if marks.len() < 2 {
        return 0;
    }
    let half = |span: &&CellSpan| {
        let text = score.short(span.from, span.to);
        let present = marks.iter().filter(|mark| text.contains(mark.as_str())).count();
        present > 0 && present < marks.len()
    };
    spans.iter().filter(half).count()
}
