//! xls: calamine reads it whole, once its records have been looked through.

use std::io::Read;

use calamine::{Data, DataRef, Reader as _, SheetVisible, Xls, XlsError};

use super::{
    biff,
    cells::{cursor, push},
    refusal::damaged,
};
use crate::{
    allowance::Allowance,
    table::{Merge, Table, TableBuilder},
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
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let below =
                |first: u32, by: usize| first.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
            let at = (below(top, row), below(left, column));
            let percent = told.is_some_and(|told| told.percents.contains(&at));
            push(&mut builder, at, &borrowed(value), percent)?;
        }
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
        tables.push(builder.finish()?);
    }
    Ok(tables)
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

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(v) => DataRef::Int(*v),
        Data::Float(v) => DataRef::Float(*v),
        Data::String(v) => DataRef::SharedString(v),
        Data::Bool(v) => DataRef::Bool(*v),
        Data::DateTime(v) => DataRef::DateTime(*v),
        Data::DateTimeIso(v) => DataRef::DateTimeIso(v.clone()),
        Data::DurationIso(v) => DataRef::DurationIso(v.clone()),
        Data::Error(v) => DataRef::Error(v.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn refused(error: XlsError) -> Unreadable {
    match error {
        XlsError::Password => Unreadable::Protected,
        error => damaged(error),
    }
}
