//! xlsb: the same parts as those of xlsx, in records instead of markup.

use super::{
    binary::{self, long, records, text, word},
    cells::{At, CellWriter},
    drawing,
    look::{CellStyle, RichText},
    parts::{BINARY_BOOK, WorkbookParts},
    refusal::damaged,
    relations::{self, Relation},
};
use crate::{
    allowance::Allowance,
    table::{CellKind, Merge, Table, TableBuilder},
    unreadable::Unreadable,
};

const ROW: u16 = 0;
const COL_INFO: u16 = 60;
const RICH_STRING: u16 = 62;
const VIEW: u16 = 137;
const BOOK_PROPERTIES: u16 = 153;
const SHEET: u16 = 156;
const MERGE: u16 = 176;

/// What all worksheets share.
struct SharedParts {
    looks: binary::Looks,
    strings: Vec<RichText>,
    from_1904: bool,
}

/// Every worksheet as a table.
pub(super) fn tables(
    parts: &mut WorkbookParts,
    allowance: &Allowance,
) -> Result<Vec<Table>, Unreadable> {
    let book = parts.bytes(BINARY_BOOK)?;
    let related = relations::of(parts, BINARY_BOOK)?;
    let mut part = |kind: &str| {
        let named = related.iter().find(|relation| relation.kind == kind);
        let path = named.map_or_else(|| format!("xl/{kind}.bin"), |named| named.path.clone());
        if parts.has(&path) { parts.bytes(&path) } else { Ok(Vec::new()) }
    };
    let looks = binary::looks(&part("styles")?)?;
    let strings = binary::shared(&part("sharedStrings")?, &looks);
    let of_book = |(kind, data): (u16, &[u8])| kind == BOOK_PROPERTIES && long(data, 0) & 1 != 0;
    let shared = SharedParts { looks, strings, from_1904: records(&book).any(of_book) };
    let mut tables = Vec::new();
    for (_, data) in records(&book).filter(|(kind, _)| *kind == SHEET) {
        let (id, length) = text(data, 8);
        let (name, _) = text(data, 8 + length);
        let is_sheet = |relation: &&Relation| relation.id == id && relation.kind == "worksheet";
        // A chart or dialog has no cells
        let Some(relation) = related.iter().find(is_sheet) else { continue };
        let mut builder = TableBuilder::new(&name, long(data, 0) != 0, allowance);
        worksheet(&parts.bytes(&relation.path)?, &shared, &mut builder)?;
        drawing::read(parts, &relation.path, &mut builder)?;
        tables.push(builder.finish()?);
    }
    Ok(tables)
}

/// Takes the records of a worksheet.
fn worksheet(
    part: &[u8],
    shared: &SharedParts,
    builder: &mut TableBuilder,
) -> Result<(), Unreadable> {
    let mut row = 0;
    let from_1904 = shared.from_1904;
    let mut writer = CellWriter { builder, from_1904, shows_zeros: true };
    for (kind, data) in records(part) {
        match kind {
            ROW => {
                row = long(data, 0);
                if data.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                    writer.builder.hide_row(row);
                }
            }
            1..=11 | RICH_STRING => cell(kind, data, (row, long(data, 0)), shared, &mut writer)?,
            COL_INFO if word(data, 16) & 1 != 0 => {
                writer.builder.hide_columns(long(data, 0), long(data, 4));
            }
            VIEW => writer.shows_zeros = word(data, 0) & 0x10 != 0,
            MERGE => {
                let [top, bottom, left, right] = [0, 4, 8, 12].map(|at| long(data, at));
                writer.builder.merge(Merge { top, left, bottom, right });
            }
            _ => {}
        }
    }
    Ok(())
}

/// Takes a cell.
fn cell(
    kind: u16,
    data: &[u8],
    at: At,
    shared: &SharedParts,
    writer: &mut CellWriter,
) -> Result<(), Unreadable> {
    if at.0 > 1_048_575 || at.1 > 16_383 {
        return Err(damaged("cell"));
    }
    let plain = CellStyle::default();
    let look = usize::try_from(long(data, 4) & 0x00ff_ffff).ok();
    let look = look.and_then(|look| shared.looks.cells.get(look)).unwrap_or(&plain);
    let byte = data.get(8).copied().unwrap_or(0);
    match kind {
        2 => writer.number(at, packed(long(data, 8)), look),
        3 | 11 => writer.word(at, error(byte), CellKind::Error, look),
        4 | 10 => writer.truth(at, byte != 0, look),
        5 | 9 => {
            let bits = u64::from(long(data, 8)) | u64::from(long(data, 12)) << 32;
            let number = f64::from_bits(bits);
            let number = if number.is_finite() { number } else { 0.0 };
            writer.number(at, number, look)
        }
        6 | 8 => writer.text(at, &RichText::plain(&text(data, 8).0), look),
        7 => {
            let text = usize::try_from(long(data, 8)).ok();
            let text = text.and_then(|text| shared.strings.get(text));
            writer.text(at, text.ok_or_else(|| damaged("sst"))?, look)
        }
        RICH_STRING => {
            let text = binary::rich(data.get(8..).unwrap_or_default(), &shared.looks);
            writer.text(at, &text, look)
        }
        _ => Ok(()),
    }
}

/// A number in four bytes: a whole one or the upper half of a fraction, perhaps of a hundredth.
fn packed(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

/// An error as spreadsheets write it.
fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        0x2b => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}
