//! The records of an xls file, looked through before calamine sets memory aside for what they
//! claim; on the way, what calamine does not tell: the looks of cells, hidden columns and rows.
//!
//! Records and their numbers: Microsoft's [MS-XLS], section 2.3.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{biff_shapes::Shapes, look::CellStyle, margin, shared::SharedTexts, styles::Formats};
use crate::{table::OutsideText, unreadable::Unreadable};

/// calamine keeps a worksheet as a full rectangle; this many cells are about 200 MB.
const MOST_CELLS: u64 = 6_000_000;

const DIMENSIONS: u16 = 0x0200;
const FORMULA: u16 = 0x0006;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_ERR: u16 = 0x0205;
const RK: u16 = 0x027e;
const LABEL_SST: u16 = 0x00fd;
const RICH_STRING: u16 = 0x00d6;
const MUL_RK: u16 = 0x00bd;
const FORMAT: u16 = 0x041e;
const XF: u16 = 0x00e0;
const BOUND_SHEET: u16 = 0x0085;
const SST: u16 = 0x00fc;
const CONTINUE: u16 = 0x003c;
const BOF: u16 = 0x0809;
const FILE_PASS: u16 = 0x002f;
const COL_INFO: u16 = 0x007d;
const ROW: u16 = 0x0208;
const FONT: u16 = 0x0031;
const HEADER: u16 = 0x0014;
const FOOTER: u16 = 0x0015;
const WINDOW: u16 = 0x023e;
const DATE_MODE: u16 = 0x0022;
const DRAWING: u16 = 0x00ec;
const OBJECT: u16 = 0x005d;
const OBJECT_TEXT: u16 = 0x01b6;
const NOTE: u16 = 0x001c;

/// What the records of one worksheet tell.
#[derive(Debug, Default)]
pub(super) struct SheetFacts {
    pub(super) name: String,
    /// The cells that look otherwise than plain ones.
    pub(super) looks: BTreeMap<(u32, u32), Rc<CellStyle>>,
    /// Where words begin that are struck, or that are not: UTF-16 units of a cell's text.
    pub(super) strikes: BTreeMap<(u32, u32), Vec<(usize, bool)>>,
    /// Formulas whose result whoever opens the file shall find.
    pub(super) no_results: BTreeSet<(u32, u32)>,
    pub(super) hides_zeros: bool,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
    pub(super) margins: Vec<OutsideText>,
    pub(super) shapes: Shapes,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    pub(super) hidden_rows: Vec<u32>,
    /// The rectangle that holds all cells: top, left, bottom, right.
    extent: Option<(u32, u32, u32, u32)>,
}

/// What the records before the worksheets tell of looks.
#[derive(Debug, Default)]
struct Looks {
    formats: Formats,
    /// Strike and white of each font.
    fonts: Vec<(bool, bool)>,
    cells: Vec<Rc<CellStyle>>,
    texts: SharedTexts,
}

/// Looks through all records.
pub(super) fn look_through(stream: &[u8]) -> Result<Vec<SheetFacts>, Unreadable> {
    let mut sheets: BTreeMap<usize, SheetFacts> = BTreeMap::new();
    let mut looks = Looks::default();
    let mut open: Option<usize> = None;
    let mut from_1904 = false;
    for (at, kind, data) in records(stream) {
        match kind {
            FILE_PASS => return Err(Unreadable::Protected),
            BOF => open = sheets.contains_key(&at).then_some(at).or(open),
            SST => looks.texts = SharedTexts::of(&with_continuations(stream, at)),
            FORMAT => looks.formats.define(u32::from(word(data, 0)), format(data))?,
            FONT => looks.fonts.push((word(data, 2) & 8 != 0, is_white(word(data, 4)))),
            XF => looks.cell(data),
            DATE_MODE => from_1904 = word(data, 0) == 1,
            BOUND_SHEET => {
                let begins = usize::from(word(data, 0)) | usize::from(word(data, 2)) << 16;
                let told = SheetFacts { name: sheet_name(data), ..SheetFacts::default() };
                sheets.insert(begins, told);
            }
            _ => {
                if let Some(told) = open.and_then(|open| sheets.get_mut(&open)) {
                    told.record(kind, data, &mut looks)?;
                    if kind == OBJECT_TEXT {
                        told.shapes.text(&with_continuations(stream, at));
                    }
                }
            }
        }
    }
    for sheet in sheets.values_mut() {
        sheet.from_1904 = from_1904;
    }
    let cells: u64 = sheets.values().map(SheetFacts::rectangle).sum();
    if cells > MOST_CELLS { Err(too_many(cells)) } else { Ok(sheets.into_values().collect()) }
}

/// Whether a colour's number is white.
fn is_white(colour: u16) -> bool {
    matches!(colour, 1 | 9)
}

impl Looks {
    /// Takes the look of cells that a record describes.
    fn cell(&mut self, data: &[u8]) {
        let (struck, white) = self.font(word(data, 0));
        let format = self.formats.get(u32::from(word(data, 2)));
        let pattern = word(data, 16) >> 10;
        let ground = word(data, 18) & 0x7f;
        let on_white = pattern == 0 || pattern == 1 && is_white(ground);
        self.cells.push(Rc::new(CellStyle { format, struck, white, on_white }));
    }

    /// Strike and white of a font. There is no font of the number four.
    fn font(&self, number: u16) -> (bool, bool) {
        let at = usize::from(if number > 4 { number - 1 } else { number });
        self.fonts.get(at).copied().unwrap_or_default()
    }

    /// Where strikes begin and end within a shared text, if any do.
    fn strikes(&self, text: usize, look: u16) -> Option<Vec<(usize, bool)>> {
        let first = self.cells.get(usize::from(look)).is_some_and(|look| look.struck);
        let runs = self.texts.fonts(text).iter();
        let mut strikes = vec![(0, first)];
        strikes.extend(runs.map(|(from, font)| (usize::from(*from), self.font(*font).0)));
        strikes.iter().any(|(_, struck)| *struck != first).then_some(strikes)
    }
}

impl SheetFacts {
    fn record(&mut self, kind: u16, data: &[u8], looks: &mut Looks) -> Result<(), Unreadable> {
        let (row, column) = (u32::from(word(data, 0)), u32::from(word(data, 2)));
        match kind {
            DIMENSIONS => dimensions(data)?,
            LABEL_SST => {
                let text = usize::from(word(data, 6)) | usize::from(word(data, 8)) << 16;
                looks.texts.name(text)?;
                self.cell(row, column, word(data, 4), looks);
                if let Some(strikes) = looks.strikes(text, word(data, 4)) {
                    self.strikes.insert((row, column), strikes);
                }
            }
            FORMULA | NUMBER | LABEL | BOOL_ERR | RK | RICH_STRING => {
                self.cell(row, column, word(data, 4), looks);
                let zero = data.get(6..14).is_some_and(|result| result.iter().all(|b| *b == 0));
                if kind == FORMULA && zero && word(data, 14) & 2 != 0 {
                    self.no_results.insert((row, column));
                }
            }
            MUL_RK => {
                let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                for (column, cell) in (column..).zip(cells.chunks(6)) {
                    self.cell(row, column, word(cell, 0), looks);
                }
            }
            COL_INFO if word(data, 8) & 1 != 0 => self.hidden_columns.push((row, column)),
            ROW if word(data, 12) & 0x20 != 0 => self.hidden_rows.push(row),
            DRAWING => self.shapes.drawing(data),
            OBJECT => self.shapes.object(data),
            NOTE => self.shapes.note(data),
            WINDOW => self.hides_zeros = word(data, 0) & 0x10 == 0,
            HEADER | FOOTER if data.len() > 3 => {
                let code = text(data.get(3..).unwrap_or_default(), data[2]);
                self.margins.push(margin::outside(&code));
            }
            _ => {}
        }
        Ok(())
    }

    /// Takes the look of a cell, if it is not that of a plain one.
    fn cell(&mut self, row: u32, column: u32, look: u16, looks: &Looks) {
        self.extend(row, column);
        let look = looks.cells.get(usize::from(look));
        let odd = |look: &&Rc<CellStyle>| look.struck || look.white || !look.format.is_plain();
        if let Some(look) = look.filter(odd) {
            self.looks.insert((row, column), Rc::clone(look));
        }
    }

    fn extend(&mut self, row: u32, column: u32) {
        let (top, left, bottom, right) = self.extent.unwrap_or((row, column, row, column));
        let extent = (top.min(row), left.min(column), bottom.max(row), right.max(column));
        self.extent = Some(extent);
    }

    fn rectangle(&self) -> u64 {
        let size = |(top, left, bottom, right): (u32, u32, u32, u32)| {
            u64::from(bottom - top + 1) * u64::from(right - left + 1)
        };
        self.extent.map_or(0, size)
    }
}

/// Refuses a claim of more cells than may be kept. The record has 14 bytes, or 10 in old files.
fn dimensions(data: &[u8]) -> Result<(), Unreadable> {
    let long = |at: usize| u64::from(word(data, at)) | u64::from(word(data, at + 2)) << 16;
    let short = |at: usize| u64::from(word(data, at));
    let (first, last, left, right) = if data.len() >= 14 {
        (long(0), long(4), short(8), short(10))
    } else {
        (short(0), short(2), short(4), short(6))
    };
    let rows = (last + 1).saturating_sub(first);
    let columns = (right + 1).saturating_sub(left);
    let cells = rows.saturating_mul(columns);
    // A claim that ends before it begins makes calamine count below zero
    let turned = last > 0 && last < first || right > 0 && right < left;
    match () {
        () if turned => Err(Unreadable::Damaged("表の範囲の記録が逆転しています".to_owned())),
        () if rows > 65_537 || columns > 257 => Err(too_many(cells)),
        () => Ok(()),
    }
}

fn too_many(cells: u64) -> Unreadable {
    Unreadable::Unpacks { detail: format!("表の範囲が {cells} セルあります") }
}

/// The records one after another, with where each begins.
fn records(stream: &[u8]) -> impl Iterator<Item = (usize, u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let begins = at;
        let head = stream.get(at..at + 4)?;
        let length = usize::from(word(head, 2));
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((begins, word(head, 0), data))
    })
}

/// The data of a record, and of those that continue it.
fn with_continuations(stream: &[u8], at: usize) -> Vec<&[u8]> {
    let mut records = records(stream.get(at..).unwrap_or_default());
    let first = records.next().map(|(_, _, data)| data);
    let rest = records.take_while(|(_, kind, _)| *kind == CONTINUE).map(|(_, _, data)| data);
    first.into_iter().chain(rest).collect()
}

/// The two bytes at a place, low byte first; zero where there are none.
fn word(data: &[u8], at: usize) -> u16 {
    let byte = |at: usize| data.get(at).copied().unwrap_or(0);
    u16::from_le_bytes([byte(at), byte(at + 1)])
}

/// The number format that a record defines.
fn format(data: &[u8]) -> String {
    text(data.get(5..).unwrap_or_default(), data.get(4).copied().unwrap_or(0))
}

fn sheet_name(data: &[u8]) -> String {
    let length = usize::from(data.get(6).copied().unwrap_or(0));
    let flags = data.get(7).copied().unwrap_or(0);
    let bytes = if flags & 1 == 0 { length } else { length * 2 };
    text(data.get(8..8 + bytes).unwrap_or_default(), flags)
}

/// Characters of two bytes, or of one where the flag is not set.
fn text(bytes: &[u8], flags: u8) -> String {
    if flags & 1 == 0 {
        return bytes.iter().map(|byte| char::from(*byte)).collect();
    }
    let units = bytes.chunks_exact(2).map(|pair| word(pair, 0));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}
