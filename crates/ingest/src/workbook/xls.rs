//! xls: calamine reads it whole, once its records have been looked through.

use std::io::Read;

use calamine::{Data, Range, Reader as _, SheetVisible, Xls, XlsError};

use super::{
    biff::{self, SheetFacts},
    cells::{CellWriter, cursor},
    look::{CellStyle, RichText, TextRun},
    refusal::damaged,
};
use crate::{
    allowance::Allowance,
    table::{CellKind, Merge, Table, TableBuilder},
    unreadable::Unreadable,
};

/// The stream of the workbook's records.
const BOOKS: [&str; 2] = ["/Workbook", "/Book"];

/// Streams that tell what else a compound file is.
const OTHERS: [(&str, &str); 3] = [
    ("/WordDocument", "Word文書"),
    ("/PowerPoint Document", "PowerPoint文書"),
    ("/__properties_version1.0", "Outlookのメール"),
];

/// Every worksheet as a table.
pub(super) fn tables(bytes: &[u8], allowance: &Allowance) -> Result<Vec<Table>, Unreadable> {
    let told = biff::look_through(&stream(bytes)?)?;
    let mut book: Xls<_> = Xls::new(cursor(bytes)).map_err(refused)?;
    let mut tables = Vec::new();
    for sheet in book.sheets_metadata().to_vec() {
        let hidden = sheet.visible != SheetVisible::Visible;
        let mut builder = TableBuilder::new(&sheet.name, hidden, allowance);
        let Ok(range) = book.worksheet_range(&sheet.name) else { continue };
        let told = told.iter().find(|told| told.name == sheet.name);
        cells(&range, told.unwrap_or(&SheetFacts::default()), &mut builder)?;
        for merge in book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default() {
            let ((top, left), (bottom, right)) = (merge.start, merge.end);
            builder.merge(Merge { top, left, bottom, right });
        }
        for (first, last) in told.iter().flat_map(|told| &told.hidden_columns) {
            builder.hide_columns(*first, *last);
        }
        for row in told.iter().flat_map(|told| &told.hidden_rows) {
            builder.hide_row(*row);
        }
        for margin in told.iter().flat_map(|told| &told.margins) {
            builder.outside(margin.clone())?;
        }
        if let Some(told) = told {
            told.shapes.put(&mut builder)?;
        }
        tables.push(builder.finish()?);
    }
    Ok(tables)
}

/// Takes every cell of a worksheet as its look shows it.
fn cells(
    range: &Range<Data>,
    told: &SheetFacts,
    builder: &mut TableBuilder,
) -> Result<(), Unreadable> {
    let mut writer =
        CellWriter { builder, from_1904: told.from_1904, shows_zeros: !told.hides_zeros };
    let plain = CellStyle::default();
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let below =
            |first: u32, by: usize| first.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
        let at = (below(top, row), below(left, column));
        let look = told.looks.get(&at).map_or(&plain, |look| look.as_ref());
        match value {
            _ if told.no_results.contains(&at) => writer.no_result(at)?,
            Data::Empty => {}
            Data::Int(number) => writer.number(at, *number as f64, look)?,
            Data::Float(number) => writer.number(at, *number, look)?,
            Data::DateTime(day) => writer.number(at, day.as_f64(), look)?,
            Data::String(text) => writer.text(at, &rich(text, told.strikes.get(&at)), look)?,
            Data::Bool(truth) => writer.truth(at, *truth, look)?,
            Data::DateTimeIso(text) | Data::DurationIso(text) => {
                writer.word(at, text, CellKind::Date, look)?;
            }
            Data::Error(error) => writer.word(at, &error.to_string(), CellKind::Error, look)?,
        }
    }
    Ok(())
}

/// A text in runs that are struck or not.
fn rich(text: &str, strikes: Option<&Vec<(usize, bool)>>) -> RichText {
    let Some(strikes) = strikes else { return RichText::plain(text) };
    let mut runs: Vec<TextRun> = Vec::new();
    let (mut unit, mut next) = (0, 0);
    for c in text.chars() {
        while let Some((from, struck)) = strikes.get(next).filter(|(from, _)| *from <= unit) {
            next += 1;
            let run = TextRun { struck: Some(*struck), ..TextRun::default() };
            match runs.last_mut().filter(|_| *from == 0) {
                Some(last) => *last = run,
                None => runs.push(run),
            }
        }
        if let Some(run) = runs.last_mut() {
            run.text.push(c);
        }
        unit += c.len_utf16();
    }
    RichText { runs, furigana: 0 }
}

/// The workbook's records, or why there are none.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let mut file = cfb::CompoundFile::open(cursor(bytes))
        .map_err(|_| Unreadable::Damaged("ファイルの終わりまで読めません".to_owned()))?;
    if file.exists("/EncryptedPackage") {
        return Err(Unreadable::Protected);
    }
    let Some(name) = BOOKS.into_iter().find(|name| file.is_stream(name)) else {
        let other = OTHERS.iter().find(|(name, _)| file.exists(name));
        let kind = other.map_or("表計算ではないOffice文書", |(_, kind)| *kind);
        return Err(Unreadable::OtherKind(kind));
    };
    let mut records = Vec::new();
    let stream = file.open_stream(name).map_err(damaged)?;
    stream.take(bytes.len() as u64).read_to_end(&mut records).map_err(damaged)?;
    Ok(records)
}

/// Whether the file has a store of macros.
pub(super) fn has_macros(bytes: &[u8]) -> bool {
    let file = cfb::CompoundFile::open(cursor(bytes));
    file.is_ok_and(|file| file.exists("/_VBA_PROJECT_CUR"))
}

fn refused(error: XlsError) -> Unreadable {
    match error {
        XlsError::Password => Unreadable::Protected,
        error => damaged(error),
    }
}
