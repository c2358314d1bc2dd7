//! Comma- and tab-separated values taken apart: what every reader of such a text shares.

mod quotes;

pub(crate) use quotes::{LooseQuote, mended};

use crate::unreadable::Unreadable;

/// The most fields of a record: the columns of a worksheet.
const MOST_FIELDS: usize = 16_384;

/// Takes records apart that have no head and may be of any length.
pub(crate) fn records(delimiter: u8) -> ::csv::ReaderBuilder {
    let mut builder = ::csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter);
    builder
}

/// What can be told of a text before its records are taken apart.
pub(crate) struct Outline {
    /// The line of a quote that begins a field and is never closed: where fields and records end
    /// after it is lost. Only a text that is regular but for it is taken for a table.
    pub(crate) open_quote: Option<usize>,
    /// The fields of the widest record.
    widest: usize,
}

impl Outline {
    /// Looks through a text.
    pub(crate) fn of(text: &str, delimiter: u8) -> Self {
        let mut open: Option<usize> = None;
        let (mut line, mut starts) = (1_usize, true);
        let (mut fields, mut widest) = (1, 1);
        let mut bytes = text.trim_start_matches('\u{feff}').bytes().peekable();
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' if open.is_some() && bytes.peek() == Some(&b'"') => {
                    bytes.next();
                }
                b'"' if open.is_some() => open = None,
                b'"' if starts => open = Some(line),
                b'\n' => line += 1,
                _ => {}
            }
            starts = open.is_none() && (byte == delimiter || byte == b'\n');
            match byte {
                _ if open.is_some() => {}
                b'\n' => fields = 1,
                byte if byte == delimiter => fields += 1,
                _ => {}
            }
            widest = fields.max(widest);
        }
        let head = text.lines().next().unwrap_or_default();
        let regular = head.bytes().filter(|byte| *byte == delimiter).count() >= 3;
        Self { open_quote: open.filter(|_| regular), widest }
    }

    /// Refuses a record of more fields than a worksheet has columns.
    pub(crate) fn check(&self) -> Result<(), Unreadable> {
        if self.widest <= MOST_FIELDS {
            return Ok(());
        }
        let detail = format!("1行に {} 個の項目があります", self.widest);
        Err(Unreadable::Unpacks { detail })
    }
}
