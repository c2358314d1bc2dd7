//! The records of the binary parts of an xlsb workbook, and what they say of looks and texts.
//!
//! Records and their numbers: Microsoft's [MS-XLSB], section 2.3.

use std::rc::Rc;

use super::{
    look::{CellStyle, RichText, TextRun},
    styles::Formats,
};
use crate::unreadable::Unreadable;

const FONT: u16 = 43;
const FORMAT: u16 = 44;
const FILL: u16 = 45;
const XF: u16 = 47;
const BEGIN_CELL_XFS: u16 = 617;
const END_CELL_XFS: u16 = 618;
const SHARED_TEXT: u16 = 19;

/// The records of a part: kind and data.
pub(super) fn records(part: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = part;
    std::iter::from_fn(move || {
        let kind = number(&mut rest, 2)?;
        let length = usize::try_from(number(&mut rest, 4)?).ok()?;
        let (data, after) = rest.split_at_checked(length)?;
        rest = after;
        Some((u16::try_from(kind).ok()?, data))
    })
}

/// A number in groups of seven bits, the low ones first.
fn number(rest: &mut &[u8], most: u32) -> Option<u32> {
    let mut number = 0;
    for at in 0..most {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u32::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}

/// Two bytes, low byte first; zero where there are none.
pub(super) fn word(data: &[u8], at: usize) -> u16 {
    let byte = |at: usize| data.get(at).copied().unwrap_or(0);
    u16::from_le_bytes([byte(at), byte(at + 1)])
}

/// Four bytes.
pub(super) fn long(data: &[u8], at: usize) -> u32 {
    u32::from(word(data, at)) | u32::from(word(data, at + 2)) << 16
}

/// A text and the bytes that it takes; one that is missing is empty.
pub(super) fn text(data: &[u8], at: usize) -> (String, usize) {
    let length = match long(data, at) {
        u32::MAX => 0,
        length => usize::try_from(length).unwrap_or(0),
    };
    let bytes = data.get(at + 4..).unwrap_or_default();
    let units = bytes.chunks_exact(2).take(length).map(|pair| word(pair, 0));
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect();
    (text, 4 + 2 * length)
}

/// The look of cells and the strike of each font.
#[derive(Debug, Default)]
pub(super) struct Looks {
    pub(super) cells: Vec<CellStyle>,
    pub(super) fonts: Vec<(bool, bool)>,
}

/// Reads the part of styles.
pub(super) fn looks(part: &[u8]) -> Result<Looks, Unreadable> {
    let mut looks = Looks::default();
    let mut formats = Formats::default();
    let mut fills = Vec::new();
    let mut of_cells = false;
    for (kind, data) in records(part) {
        match kind {
            FORMAT => formats.define(u32::from(word(data, 0)), text(data, 2).0)?,
            FONT => looks.fonts.push((word(data, 2) & 8 != 0, is_white(data, 12))),
            FILL => fills.push(long(data, 0) == 0 || long(data, 0) == 1 && is_white(data, 4)),
            BEGIN_CELL_XFS => of_cells = true,
            END_CELL_XFS => of_cells = false,
            XF if of_cells => {
                let font = looks.fonts.get(usize::from(word(data, 4))).copied();
                let (struck, white) = font.unwrap_or_default();
                let on_white = fills.get(usize::from(word(data, 6))).copied().unwrap_or(true);
                let format = formats.get(u32::from(word(data, 2)));
                looks.cells.push(CellStyle { format: Rc::clone(&format), struck, white, on_white });
            }
            _ => {}
        }
    }
    Ok(looks)
}

/// Whether a colour is white: by its own parts, or by its number.
fn is_white(data: &[u8], at: usize) -> bool {
    let byte = |by: usize| data.get(at + by).copied().unwrap_or(0);
    let plain = word(data, at + 2) == 0;
    match byte(0) >> 1 {
        1 => matches!(byte(1), 1 | 9),
        2 => [4, 5, 6].map(byte) == [0xff; 3],
        3 => byte(1) == 0 && plain,
        _ => false,
    }
}

/// Reads the part of shared texts.
pub(super) fn shared(part: &[u8], looks: &Looks) -> Vec<RichText> {
    let texts = records(part).filter(|(kind, _)| *kind == SHARED_TEXT);
    texts.map(|(_, data)| rich(data, looks)).collect()
}

/// A text with its runs.
pub(super) fn rich(data: &[u8], looks: &Looks) -> RichText {
    let flags = data.first().copied().unwrap_or(0);
    let (text, length) = text(data, 1);
    if flags & 1 == 0 {
        return RichText::plain(&text);
    }
    let count = usize::try_from(long(data, 1 + length)).unwrap_or(0);
    let runs = data.get(5 + length..).unwrap_or_default().chunks_exact(4).take(count);
    let runs = runs.map(|run| (usize::from(word(run, 0)), usize::from(word(run, 2))));
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut rich = RichText::default();
    let (mut from, mut look) = (0, (None, None));
    let mut put = |from: usize, to: usize, (struck, white): (Option<bool>, Option<bool>)| {
        if let Some(units) = units.get(from..to).filter(|units| !units.is_empty()) {
            let text = String::from_utf16_lossy(units);
            rich.runs.push(TextRun { text, struck, white });
        }
    };
    for (to, font) in runs.chain([(units.len(), 0)]) {
        put(from, to, look);
        let font = looks.fonts.get(font).copied().unwrap_or_default();
        (from, look) = (to.max(from), (Some(font.0), Some(font.1)));
    }
    rich
}
