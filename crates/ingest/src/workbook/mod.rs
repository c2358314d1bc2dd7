//! Workbooks to tables: xlsx, xlsb, ods and xls. What a file claims is measured before anything
//! is allocated for it.

mod biff;
mod claims;
mod form;
mod ods;
mod parts;
mod xls;
mod xlsb;
mod xlsx;

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, ExcelDateTime};
use domain::{
    percent,
    reading::{Reader, Reading},
};

use crate::{
    Options, Unreadable,
    table::{self, Builder, Kind, Table},
};
use parts::Parts;

/// The most cells of all worksheets together.
const MOST_CELLS: usize = 1_500_000;

/// Reads a zip, if it is a workbook.
pub(crate) fn packed(bytes: &[u8], options: &Options) -> Result<Reading, Unreadable> {
    table::read(&packed_tables(bytes)?, Reader::Xlsx, options)
}

/// The worksheets of a zip, if it is a workbook.
pub(crate) fn packed_tables(bytes: &[u8]) -> Result<Vec<Table>, Unreadable> {
    let mut parts = Parts::open(bytes)?;
    match parts.kind()? {
        parts::Kind::Xlsx => guarded(|| xlsx::tables(bytes, &mut parts)),
        parts::Kind::Xlsb => guarded(|| xlsb::tables(bytes)),
        parts::Kind::Ods => guarded(|| ods::tables(&mut parts)),
    }
}

/// Reads a compound file, if it is a workbook.
pub(crate) fn compound(bytes: &[u8], options: &Options) -> Result<Reading, Unreadable> {
    table::read(&compound_tables(bytes)?, Reader::Xlsx, options)
}

/// The worksheets of a compound file, if it is a workbook.
pub(crate) fn compound_tables(bytes: &[u8]) -> Result<Vec<Table>, Unreadable> {
    guarded(|| xls::tables(bytes))
}

/// Whether a workbook carries macros, which nobody runs here. What cannot be told is no.
pub(crate) fn has_macros(bytes: &[u8]) -> bool {
    let macros = |name: &String| {
        let name = name.to_ascii_lowercase();
        name.ends_with("vbaproject.bin")
            || name.starts_with("basic/")
            || name.starts_with("scripts/")
    };
    match Parts::open(bytes) {
        Ok(parts) => parts.names().iter().any(macros),
        Err(_) => xls::has_macros(bytes),
    }
}

/// The last net: a library that panics on a damaged file has found it damaged.
fn guarded(
    read: impl FnOnce() -> Result<Vec<Table>, Unreadable>,
) -> Result<Vec<Table>, Unreadable> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged("")))
}

/// Refuses more cells over all worksheets than any workbook has.
fn within_limit(cells: usize) -> Result<(), Unreadable> {
    if cells <= MOST_CELLS {
        return Ok(());
    }
    let detail = format!("値のあるセルが全シートで {MOST_CELLS} 個を超えています");
    Err(Unreadable::Unpacks { detail })
}

/// A damaged workbook. What the library says is English and about its own code: not for people.
fn damaged(_: impl std::fmt::Display) -> Unreadable {
    Unreadable::Damaged("中の構造が読み取れません".to_owned())
}

/// Writes one value into a table. `percent` tells that the cell is shown as a percentage.
fn push(
    builder: &mut Builder,
    at: (u32, u32),
    value: &DataRef,
    is_percent: bool,
) -> Result<(), Unreadable> {
    let (row, column) = at;
    let mut put = |text: &str, kind: Kind| builder.push(row, column, text, kind);
    match value {
        DataRef::Empty => Ok(()),
        DataRef::String(text) => put(text, Kind::Plain),
        DataRef::SharedString(text) => put(text, Kind::Plain),
        DataRef::Int(whole) if is_percent => put(&percentage(*whole as f64), Kind::Plain),
        DataRef::Int(whole) => put(&whole.to_string(), Kind::Plain),
        DataRef::Float(number) if is_percent => put(&percentage(*number), Kind::Plain),
        DataRef::Float(number) => put(&number_text(*number), Kind::Plain),
        DataRef::Bool(truth) => put(if *truth { "TRUE" } else { "FALSE" }, Kind::Plain),
        DataRef::DateTime(date) => put(&date_text(date), Kind::Date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            put(&text.replace('T', " ").replace(" 00:00:00", ""), Kind::Date)
        }
        DataRef::Error(error) => put(&error.to_string(), Kind::Error),
    }
}

fn percentage(ratio: f64) -> String {
    format!("{}%", percent::from_ratio(ratio))
}

/// A number as a spreadsheet shows it: fifteen figures, no needless fraction.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 {
        return percent::trim(number);
    }
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    percent::trim(rounded)
}

/// A date as ISO 8601 writes it; the time only where there is one.
fn date_text(date: &ExcelDateTime) -> String {
    if date.is_duration() {
        let minutes = (date.as_f64() * 24.0 * 60.0).round();
        let (hours, minutes) = ((minutes / 60.0).floor(), minutes % 60.0);
        return format!("{hours}:{minutes:02}");
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = match (hour, minute, second) {
        (0, 0, 0) => String::new(),
        (_, _, 0) => format!("{hour:02}:{minute:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    if date.as_f64() < 1.0 {
        return if time.is_empty() { "00:00".to_owned() } else { time };
    }
    format!("{year:04}-{month:02}-{day:02} {time}").trim_end().to_owned()
}

/// Whether a number format shows percentages. A sign within quotes or after a backslash is text.
fn is_percent_format(format: &str) -> bool {
    let mut quoted = false;
    let mut escaped = false;
    format.chars().any(|c| {
        let literal = quoted || std::mem::take(&mut escaped);
        match c {
            '"' => quoted = !quoted,
            '\\' if !literal => escaped = true,
            _ => {}
        }
        c == '%' && !literal
    })
}

/// A cursor over the bytes, as calamine reads them.
fn cursor(bytes: &[u8]) -> Cursor<&[u8]> {
    Cursor::new(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_needless_fraction() {
        assert_eq!(number_text(18.0), "18");
        assert_eq!(number_text(0.1 + 0.2), "0.3");
        assert_eq!(number_text(96.9), "96.9");
        assert_eq!(percentage(0.969), "96.9%");
    }

    #[test]
    fn a_format_is_of_percentages_when_its_sign_is_no_text() {
        assert!(is_percent_format("0%"));
        assert!(is_percent_format("0.0%;[Red]-0.0%"));
        assert!(!is_percent_format("0\"%\""));
        assert!(!is_percent_format("0\\%"));
        assert!(!is_percent_format("General"));
    }
}
