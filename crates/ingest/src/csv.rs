//! Comma- and tab-separated values to a table.

use std::io::Read;

use domain::{
    formula::unguard,
    reading::{Reader, Reading},
};

use crate::{
    Options, Unreadable,
    table::{self, Builder, Kind, Table},
    tidy,
};

/// Reads a text as a table. `None` when it is none, so that the reader of texts may try.
pub(crate) fn read(text: &str, options: &Options) -> Option<Result<Reading, Unreadable>> {
    let delimiter = delimiter(text)?;
    if tidy::is_tidy(text) {
        return Some(tidy::read(text, options));
    }
    let read = table(text, delimiter).and_then(|table| table::read(&[table], Reader::Csv, options));
    match read {
        // A text has commas as well: without a head it is a table only if it is as regular as one
        Err(Unreadable::NoHead { .. } | Unreadable::LayoutMissed { .. })
            if !is_regular(text, delimiter) =>
        {
            None
        }
        read => Some(read),
    }
}

/// The character that stands most often outside quotes near the start.
fn delimiter(text: &str) -> Option<u8> {
    let mut quoted = false;
    let mut counts = [(b'\t', 0_usize), (b',', 0), (b';', 0)];
    for byte in text.bytes().take(200_000) {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            _ => {
                let known = counts.iter_mut().find(|(delimiter, _)| *delimiter == byte);
                if let Some((_, count)) = known {
                    *count += 1;
                }
            }
        }
    }
    let (delimiter, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 3).then_some(delimiter)
}

pub(crate) fn builder(delimiter: u8) -> ::csv::ReaderBuilder {
    let mut builder = ::csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter);
    builder
}

/// Whether most records have the same number of fields, four at least.
fn is_regular(text: &str, delimiter: u8) -> bool {
    let records = builder(delimiter).from_reader(text.as_bytes()).into_records();
    let lengths: Vec<usize> = records.take(200).flatten().map(|record| record.len()).collect();
    let mut sorted = lengths.clone();
    sorted.sort_unstable();
    let Some(middle) = sorted.get(sorted.len() / 2).copied() else { return false };
    let same = lengths.iter().filter(|length| **length == middle).count();
    middle >= 4 && same * 10 >= lengths.len() * 8
}

/// The records as rows. An empty line counts as a row, as spreadsheets count it.
fn table(text: &str, delimiter: u8) -> Result<Table, Unreadable> {
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let mut reader = builder(delimiter).from_reader(text.as_bytes().chain(end.as_bytes()));
    let mut builder = Builder::new("", false);
    let mut record = ::csv::StringRecord::new();
    let mut row = 0_u32;
    loop {
        let before = reader.position().line();
        let more = reader.read_record(&mut record);
        if !more.map_err(|_| Unreadable::NotText(format!("{before}行目")))? {
            return builder.finish();
        }
        let lines = reader.position().line() - before;
        let within = record.iter().map(|field| field.matches('\n').count()).sum::<usize>() + 1;
        row += u32::try_from(lines.saturating_sub(within as u64)).unwrap_or(0);
        for (column, field) in (0_u32..).zip(&record) {
            builder.push(row, column, unguard(field), Kind::Plain)?;
        }
        row += 1;
    }
}
