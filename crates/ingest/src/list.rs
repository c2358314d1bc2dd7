//! Lists that people keep by hand, comma- or tab-separated in UTF-8 or CP932: their records with
//! the lines on which they stand.

use std::borrow::Cow;

use domain::{Place, formula::unguard};

use crate::{
    allowance::Allowance,
    delimited::{self, Outline},
    sniff::{self, Content},
    unreadable::Unreadable,
};

/// A record that is not empty.
#[derive(Debug)]
pub(crate) struct Record {
    /// The line on which it begins, from 1, as an editor counts.
    pub(crate) line: u32,
    /// Its cells without the white space around them.
    pub(crate) cells: Vec<String>,
}

impl Record {
    /// A cell; empty where the record ends before it.
    pub(crate) fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", String::as_str)
    }
}

/// Why records are none of a list.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The table cannot be taken apart.
    Broken,
    /// There are more than the most.
    TooMany,
    /// It expands beyond what any list does, or a text is too long.
    Unreadable(Unreadable),
}

impl From<Unreadable> for Fault {
    fn from(why: Unreadable) -> Self {
        Self::Unreadable(why)
    }
}

/// The text of a file without its mark; `None` when it is none.
pub(crate) fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let Ok(Content::Text(text) | Content::Json(text)) = sniff::content(bytes) else { return None };
    Some(match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Cow::Owned(text) => Cow::Owned(text.trim_start_matches('\u{feff}').to_owned()),
    })
}

/// What parts the cells, by the first line that has any; a tab where there is one.
pub(crate) fn delimiter(text: &str) -> u8 {
    let parted = text.lines().find(|line| line.contains(['\t', ',']));
    if parted.is_some_and(|line| line.contains('\t')) { b'\t' } else { b',' }
}

/// The records that are not empty; `most` bounds them.
pub(crate) fn records(text: &str, most: usize) -> Result<Vec<Record>, Fault> {
    let delimiter = delimiter(text);
    Outline::of(text, delimiter).check()?;
    let reader = delimited::records(delimiter).from_reader(text.as_bytes());
    let mut counter = Counter { text: text.as_bytes(), at: 0, line: 1 };
    let (mut records, allowance) = (Vec::new(), Allowance::default());
    for record in reader.into_records() {
        let record = record.map_err(|_| Fault::Broken)?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if records.len() == most {
            return Err(Fault::TooMany);
        }
        let line = counter.line(record.position().map_or(0, csv::Position::byte));
        allowance.cells(record.len())?;
        for (cell, column) in record.iter().zip(0..) {
            allowance.text(cell, || Place::cell(&"".into(), line.saturating_sub(1), column))?;
        }
        let cells = record.iter().map(|cell| unguard(cell.trim()).to_owned()).collect();
        records.push(Record { line, cells });
    }
    Ok(records)
}

/// Counts lines as an editor does; the table's reader leaves out empty ones.
struct Counter<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Counter<'_> {
    /// The line on which a record that begins at a byte, or after line ends there, stands.
    fn line(&mut self, begun: u64) -> u32 {
        let begun = usize::try_from(begun).unwrap_or(usize::MAX);
        while let Some(byte) = self.text.get(self.at) {
            if self.at >= begun && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line += u32::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}
