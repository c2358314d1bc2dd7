//! xlsx and xlsm: calamine streams the cells; what it does not tell comes from the worksheet's
//! own part.

use calamine::{Reader as _, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{
    cells::{cursor, is_percent_format, push},
    claims, form,
    parts::WorkbookParts,
    refusal::damaged,
};
use crate::{
    allowance::Allowance,
    table::{Table, TableBuilder},
    unreadable::Unreadable,
};

/// Excel's last row and column; a cell beyond is a fault of the file.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;

/// The most that the parts of all worksheets unpack to. Several may name one part, which is
/// unpacked for each of them.
const MOST_BYTES: u64 = 600 * 1024 * 1024;

/// Every worksheet as a table.
pub(super) fn tables(
    bytes: &[u8],
    parts: &mut WorkbookParts,
    allowance: &Allowance,
) -> Result<Vec<Table>, Unreadable> {
    claims::check(parts)?;
    let mut book: Xlsx<_> = Xlsx::new(cursor(bytes)).map_err(refused)?;
    let sheets = book.sheets_metadata().to_vec();
    let paths = form::paths(parts)?;
    let mut tables = Vec::new();
    let sheets = || sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let size = |sheet: &Sheet| parts.size(paths.get(&sheet.name).map(String::as_str));
    if sheets().map(size).sum::<u64>() > MOST_BYTES {
        let detail = format!("全シートの展開後 {} MB 以上", MOST_BYTES >> 20);
        return Err(Unreadable::Unpacks { detail });
    }
    for sheet in sheets() {
        let hidden = sheet.visible != SheetVisible::Visible;
        let mut builder = TableBuilder::new(&sheet.name, hidden, allowance);
        match fill(&mut book, &sheet.name, &mut builder) {
            // A dialog or macro sheet under a worksheet's relation
            Err(XlsxOr::Library(XlsxError::NotAWorksheet(_))) => continue,
            Err(XlsxOr::Library(error)) => return Err(refused(error)),
            Err(XlsxOr::Refused(refused)) => return Err(refused),
            Ok(()) => {}
        }
        if let Some(path) = paths.get(&sheet.name) {
            form::read(&parts.text(path)?, &mut builder)?;
        }
        tables.push(builder.finish()?);
    }
    Ok(tables)
}

/// Why a worksheet was not read.
enum XlsxOr {
    Library(XlsxError),
    Refused(Unreadable),
}

/// Takes every cell of a worksheet, one at a time: what its dimension claims costs nothing.
fn fill(
    book: &mut Xlsx<std::io::Cursor<&[u8]>>,
    name: &str,
    builder: &mut TableBuilder,
) -> Result<(), XlsxOr> {
    let mut reader = book.worksheet_cells_reader(name).map_err(XlsxOr::Library)?;
    let percents: Vec<bool> = reader
        .styles()
        .iter()
        .map(|style| {
            style.number_format.as_ref().is_some_and(|f| is_percent_format(&f.format_code))
        })
        .collect();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(XlsxOr::Library)? {
        let at = cell.get_position();
        if at.0 > LAST_ROW || at.1 > LAST_COLUMN {
            let reason = "表計算ソフトの範囲を超えるセルがあります".to_owned();
            return Err(XlsxOr::Refused(Unreadable::Damaged(reason)));
        }
        let percent = percents.get(style).copied().unwrap_or(false);
        push(builder, at, cell.get_value(), percent).map_err(XlsxOr::Refused)?;
    }
    Ok(())
}

fn refused(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Protected,
        XlsxError::XmlEof(part) => Unreadable::Damaged(format!("{part} が途中で切れています")),
        XlsxError::FileNotFound(part) => Unreadable::Damaged(format!("{part} がありません")),
        error => damaged(error),
    }
}
