//! Values of cells as spreadsheets show them: numbers, percentages, dates.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime};
use domain::percent;

use crate::{
    table::{CellKind, TableBuilder},
    unreadable::Unreadable,
};

/// Writes one value into a table. `percent` tells that the cell is shown as a percentage.
pub(super) fn push(
    builder: &mut TableBuilder,
    at: (u32, u32),
    value: &DataRef,
    is_percent: bool,
) -> Result<(), Unreadable> {
    let (row, column) = at;
    let mut put = |text: &str, kind: CellKind| builder.push(row, column, text, kind);
    match value {
        DataRef::Empty => Ok(()),
        DataRef::String(text) => put(text, CellKind::Plain),
        DataRef::SharedString(text) => put(text, CellKind::Plain),
        DataRef::Int(whole) if is_percent => put(&percentage(*whole as f64), CellKind::Plain),
        DataRef::Int(whole) => put(&whole.to_string(), CellKind::Plain),
        DataRef::Float(number) if is_percent => put(&percentage(*number), CellKind::Plain),
        DataRef::Float(number) => put(&number_text(*number), CellKind::Plain),
        DataRef::Bool(truth) => put(if *truth { "TRUE" } else { "FALSE" }, CellKind::Plain),
        DataRef::DateTime(date) => put(&date_text(date), CellKind::Date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            put(&text.replace('T', " ").replace(" 00:00:00", ""), CellKind::Date)
        }
        DataRef::Error(error) => put(&error.to_string(), CellKind::Error),
    }
}

pub(super) fn percentage(ratio: f64) -> String {
    format!("{}%", percent::from_ratio(ratio))
}

/// A number as a spreadsheet shows it: fifteen figures, no needless fraction.
pub(super) fn number_text(number: f64) -> String {
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
pub(super) fn is_percent_format(format: &str) -> bool {
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
pub(super) fn cursor(bytes: &[u8]) -> Cursor<&[u8]> {
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
