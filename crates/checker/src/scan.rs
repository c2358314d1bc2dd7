//! The pieces of a sheet's text in the order of reading, and marks on their words: what the rules of
//! form, of cells and of names share.

use std::collections::BTreeSet;

use domain::{Field, FiscalYear};
use prose::Span;

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Mark, Spot},
    rule::Rule,
    sense::Sense,
};

/// A cell's text with its place.
#[derive(Debug, Clone)]
pub(crate) struct CellText<'a> {
    /// The row's number.
    pub(crate) no: u32,
    /// The sheet's year.
    pub(crate) sheet: FiscalYear,
    /// Which cell.
    pub(crate) spot: Spot,
    /// Its text.
    pub(crate) text: &'a str,
}

impl CellText<'_> {
    /// A mark on words of it.
    pub(crate) fn words(&self, span: Span) -> Mark {
        Mark { sheet: self.sheet, no: self.no, spot: self.spot.clone(), span: Some(span) }
    }

    /// Whether a section wrote it, rather than the plan's book.
    pub(crate) fn is_answer(&self) -> bool {
        matches!(self.spot, Spot::Answer(_))
    }
}

/// The answers of a row that are sentences and say something, in the order of the sheet.
pub(crate) fn answers<'b, 'a>(
    line: &'b ReadRow<'a>,
) -> impl Iterator<Item = &'b Read<'a>> + use<'b, 'a> {
    let prose = |read: &&Read<'_>| !matches!(read.slot.field, Field::Progress | Field::Achievement);
    ordered(line).into_iter().filter(prose).filter(|read| read.is_given())
}

/// The answers in the order of the standard sheet, then the plan's own.
fn ordered<'b, 'a>(line: &'b ReadRow<'a>) -> Vec<&'b Read<'a>> {
    let standard = domain::Slot::STANDARD;
    let place = |read: &Read<'_>| {
        standard.iter().position(|(slot, _)| *slot == read.slot).unwrap_or(standard.len())
    };
    let mut reads: Vec<_> = line.cells.values().collect();
    reads.sort_by_key(|read| place(read));
    reads
}

/// A row's title, its content and its answers in sentences.
pub(crate) fn of_line<'a>(line: &ReadRow<'a>) -> Vec<CellText<'a>> {
    let piece = |spot, text| CellText { no: line.row.no, sheet: line.sheet, spot, text };
    let mut pieces = vec![
        piece(Spot::Action, line.row.action.text.as_str()),
        piece(Spot::Content, line.row.content.text.as_str()),
    ];
    pieces.extend(answers(line).map(|read| piece(Spot::Answer(read.slot.clone()), read.text)));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// The pieces of the whole sheet.
pub(crate) fn of_sheet<'a>(context: &CheckContext<'a>) -> Vec<CellText<'a>> {
    context.lines.iter().flat_map(of_line).collect()
}

/// A finding with all its places: in the row when there is one, else of the sheet as a whole.
pub(crate) fn placed(rule: &Rule, marks: Vec<Mark>, message: String) -> Finding {
    let rows: BTreeSet<u32> = marks.iter().map(|mark| mark.no).collect();
    let no = match (rows.len(), rows.first()) {
        (1, Some(no)) => *no,
        _ => 0,
    };
    rule.found(no, marks, message)
}

/// What a rule finds in each cell of words.
pub(crate) fn in_cells(
    context: &CheckContext<'_>,
    find: impl Fn(&ReadRow<'_>, &Read<'_>) -> Option<Finding>,
) -> Vec<Finding> {
    let (lines, find) = (context.lines.iter(), &find);
    lines.flat_map(|line| line.prose().filter_map(move |cell| find(line, cell))).collect()
}

/// The same but for owners and the names of indicators, whose figures count nothing.
pub(crate) fn in_counting_cells(
    context: &CheckContext<'_>,
    find: impl Fn(&ReadRow<'_>, &Read<'_>) -> Option<Finding>,
) -> Vec<Finding> {
    let counts = |cell: &Read<'_>| !matches!(cell.sense, Sense::Owner | Sense::Indicator);
    in_cells(context, |line, cell| counts(cell).then(|| find(line, cell)).flatten())
}

/// Every place of some words.
pub(crate) fn places(text: &str, words: &str) -> Vec<Span> {
    let found = text.match_indices(words);
    found.map(|(start, hit)| Span { start, end: start + hit.len() }).collect()
}

/// What stands in 「」, brackets aside.
pub(crate) fn quoted(text: &str) -> Vec<Span> {
    let (mut found, mut opened) = (Vec::new(), None);
    for (at, c) in text.char_indices() {
        match (c, opened) {
            ('「', None) => opened = Some(at + c.len_utf8()),
            ('」', Some(start)) => {
                found.push(Span { start, end: at });
                opened = None;
            }
            _ => {}
        }
    }
    found
}

/// The character before a byte.
pub(crate) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character at a byte.
pub(crate) fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The lines of a text with the byte at which each begins.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    })
}

/// How words are shown in a message: in 「」 as they are written, a line's end as a space, cut where
/// they are long.
pub(crate) fn quote(text: &str) -> String {
    const MOST: usize = 24;
    let pieces = text.split(char::is_control).filter(|piece| !piece.is_empty());
    let flat = pieces.collect::<Vec<_>>().join(" ");
    let flat = flat.trim();
    match flat.char_indices().nth(MOST) {
        Some((at, _)) => format!("「{}…」", flat.get(..at).unwrap_or(flat)),
        None => format!("「{flat}」"),
    }
}
