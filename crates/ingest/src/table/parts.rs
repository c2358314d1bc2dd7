//! Where the parts of a table begin and end: a head below the first one begins another part, read by
//! that head; a head of something else begins rows that are none of the sheet's.

use domain::{decision::Certainty, scale::Scale, text::fold};

use super::{
    grid::{Table, TableLine},
    head::{self, TableHead},
    heads_again::PrintedHead,
};
use crate::{headings, options::Options};

/// Rows under one head.
#[derive(Debug)]
pub(super) struct Part<'a> {
    /// What stands in its columns; none where the table is no sheet.
    pub(super) head: Option<TableHead>,
    /// How sure that is: the words of a head say it, the shape of the rows suggests it.
    pub(super) certainty: Certainty,
    /// Its rows; where it has no head, with those above them that are none.
    pub(super) lines: &'a [TableLine],
    /// Those that print the head again.
    pub(super) again: Vec<u32>,
}

/// The cells of a row by which it is looked at more closely.
const FIRST_CELLS: usize = 4;
/// A longer text is no heading of a small table.
const LONGEST: usize = 20;

/// The parts below the first head.
pub(super) fn parts<'a>(table: &'a Table, first: TableHead, options: &Options) -> Vec<Part<'a>> {
    let from = table.lines.partition_point(|line| line.row <= first.last);
    let below = table.lines.get(from..).unwrap_or_default();
    let mut parts: Vec<Part> = Vec::new();
    let (mut printed, mut again) = (Some(PrintedHead::of(table, &first)), Vec::new());
    let (mut head, mut certainty, mut begins, mut at) = (Some(first), Certainty::Certain, 0, 0);
    while let Some(line) = below.get(at) {
        if printed.as_ref().is_some_and(|printed| printed.is_again(line)) {
            again.push(line.row);
            at += 1;
            continue;
        }
        let Some(next) = begins_part(table, below, at, head.as_ref(), options) else {
            at += 1;
            continue;
        };
        let lines = below.get(begins..at).unwrap_or_default();
        parts.push(Part { head: head.take(), certainty, lines, again: std::mem::take(&mut again) });
        (head, certainty) = match next {
            Beginning::Sheet(next) => (Some(*next), Certainty::Certain),
            Beginning::Other(certainty) => (None, certainty),
        };
        printed = head.as_ref().map(|head| PrintedHead::of(table, head));
        let last = head.as_ref().map_or(line.row, |head| head.last);
        at += below.get(at..).unwrap_or_default().partition_point(|line| line.row <= last);
        begins = if head.is_some() { at } else { begins + lines.len() };
    }
    parts.push(Part { head, certainty, lines: below.get(begins..).unwrap_or_default(), again });
    parts
}

/// What a row begins.
enum Beginning {
    Sheet(Box<TableHead>),
    Other(Certainty),
}

/// What a row begins below the head of the part before it, if anything.
fn begins_part(
    table: &Table,
    below: &[TableLine],
    at: usize,
    head: Option<&TableHead>,
    options: &Options,
) -> Option<Beginning> {
    let line = below.get(at)?;
    if may_head(line) {
        if let Some(found) = head::beginning_at(table, line.row, options) {
            return Some(Beginning::Sheet(Box::new(found)));
        }
        if head.is_some() && is_head_of_other(line) {
            return Some(Beginning::Other(Certainty::Certain));
        }
    }
    let shaped = head.is_some_and(|head| is_small_table(below, at, head));
    shaped.then_some(Beginning::Other(Certainty::Inferred))
}

/// Whether most of a row's texts consist of nothing but the words of headings.
fn may_head(line: &TableLine) -> bool {
    let cells = &line.cells;
    if cells.len() < 2 {
        return false;
    }
    let first = cells.iter().take(FIRST_CELLS);
    if first.filter(|cell| headings::may_begin(&cell.text)).count() < 2 {
        return false;
    }
    let known = |text: &str| {
        // An instruction or a list of grades may follow the words
        let first = text.lines().next().unwrap_or(text);
        headings::is_heading_of_table(text)
            || Scale::from_heading("", text).is_some() && headings::is_known(text)
            || first != text && headings::is_heading_of_table(first) && headings::is_known(text)
    };
    cells.iter().filter(|cell| known(&cell.text)).count() * 5 >= cells.len() * 3
}

/// Whether a row of headings is no further head of the sheet, but that of another table.
fn is_head_of_other(line: &TableLine) -> bool {
    let known = |text: &str| headings::is_heading_of_table(text);
    line.cells.iter().filter(|cell| known(&cell.text)).count() * 3 >= line.cells.len() * 2
}

/// Whether a small table begins after a gap: short texts without a number over rows that fill the
/// same few columns, fewer than half of the sheet's.
fn is_small_table(below: &[TableLine], at: usize, head: &TableHead) -> bool {
    let Some((line, before)) = below.get(at).zip(at.checked_sub(1).and_then(|at| below.get(at)))
    else {
        return false;
    };
    let columns = |line: &TableLine| line.cells.iter().map(|cell| cell.column).collect::<Vec<_>>();
    let heading = |text: &str| {
        text.chars().count() <= LONGEST
            && !text.ends_with('。')
            && !fold(text).chars().all(|c| c.is_ascii_digit() || "%.,-".contains(c))
    };
    let apart = line.row > before.row + 1 || before.cells.len() == 1;
    apart
        && line.cells.len() >= 2
        && line.cells.len() * 2 < head.understood()
        && line.cells.iter().all(|cell| heading(&cell.text))
        && below.get(at + 1).is_some_and(|next| {
            next.row == line.row + 1 && columns(next) == columns(line) && counts(next)
        })
}

/// Whether a row holds a bare number after its first cell.
fn counts(line: &TableLine) -> bool {
    line.cells.iter().skip(1).any(|cell| {
        let folded = fold(&cell.text);
        folded.chars().any(|c| c.is_ascii_digit())
            && folded.chars().all(|c| c.is_ascii_digit() || "%.,-".contains(c))
    })
}
