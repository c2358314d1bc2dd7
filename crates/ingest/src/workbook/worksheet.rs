//! The part of one worksheet of an xlsx workbook, read in one pass: cells, merged regions, what is
//! hidden, what is printed above and below.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    cells::CellWriter,
    look::{CellStyle, RichText},
    margin,
    refusal::damaged,
    strings::rich,
    xml::{attribute, is_false, is_true, referred, uncoded},
};
use crate::{
    table::{CellKind, Merge, TableBuilder},
    unreadable::Unreadable,
};

/// Excel's last row and column; a cell beyond is a fault of the file.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;

/// What all worksheets of a workbook share.
#[derive(Debug, Default)]
pub(super) struct SharedParts {
    pub(super) strings: Vec<RichText>,
    pub(super) looks: Vec<CellStyle>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
    /// Whether the program that wrote the file left the calculating to the one that opens it.
    pub(super) uncalculated: bool,
}

/// A cell in the making.
#[derive(Debug, Default)]
struct Open {
    kind: String,
    look: usize,
    value: String,
    has_value: bool,
    formula: bool,
    text: Option<RichText>,
}

/// A pass over a worksheet's part.
struct Pass<'a, 'b, 'c> {
    shared: &'a SharedParts,
    writer: CellWriter<'b, 'c>,
    plain: CellStyle,
    row: u32,
    column: u32,
    cell: Option<Open>,
    /// The element whose text is being taken: a value, or what is printed on each page.
    taking: &'static str,
    margin: String,
}

/// Takes everything that the part says.
pub(super) fn read(
    text: &str,
    shared: &SharedParts,
    builder: &mut TableBuilder,
) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    // Colours of a table's style are not the cells' own: white may stand on them and be seen
    let coloured = text.contains("tablePart ") || text.contains("conditionalFormatting");
    let mut pass = Pass {
        shared,
        writer: CellWriter { builder, from_1904: shared.from_1904, shows_zeros: true },
        plain: CellStyle { on_white: !coloured, ..CellStyle::default() },
        row: 0,
        column: 0,
        cell: None,
        taking: "",
        margin: String::new(),
    };
    let mut root = None;
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) if start.local_name().as_ref() == "is" => {
                let text = rich(&mut reader, "is")?;
                if let Some(cell) = &mut pass.cell {
                    cell.text = Some(text);
                }
            }
            Event::Start(start) => {
                let is_sheet = || start.local_name().as_ref() == "worksheet";
                // A dialog or macro sheet under a worksheet's relation has no cells
                if !*root.get_or_insert_with(is_sheet) {
                    return Ok(());
                }
                pass.start(&start)?;
            }
            Event::End(end) if end.local_name().as_ref() == "worksheet" => return Ok(()),
            Event::End(end) => pass.end(end.local_name().as_ref())?,
            Event::Text(text) => pass.take(&text.xml10_content()),
            Event::CData(text) => pass.take(&text.xml10_content()),
            Event::GeneralRef(reference) => pass.take(&referred(&reference)?),
            Event::Eof => {
                return Err(Unreadable::Damaged("シートが途中で切れています".to_owned()));
            }
            _ => {}
        }
    }
}

impl Pass<'_, '_, '_> {
    fn start(&mut self, start: &BytesStart) -> Result<(), Unreadable> {
        match start.local_name().as_ref() {
            "row" => self.open_row(start),
            "c" => self.open_cell(start)?,
            "v" => {
                self.taking = "v";
                if let Some(cell) = &mut self.cell {
                    cell.has_value = true;
                }
            }
            "f" => {
                if let Some(cell) = &mut self.cell {
                    cell.formula = true;
                }
            }
            "sheetView" if is_false(start, "showZeros") => self.writer.shows_zeros = false,
            "col" if is_true(start, "hidden") => {
                let number = |name| attribute(start, name)?.parse::<u32>().ok()?.checked_sub(1);
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    self.writer.builder.hide_columns(first, last);
                }
            }
            "mergeCell" => {
                if let Some(merge) = attribute(start, "ref").as_deref().and_then(region) {
                    self.writer.builder.merge(merge);
                }
            }
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader"
            | "firstFooter" => self.taking = "margin",
            _ => {}
        }
        Ok(())
    }

    fn open_row(&mut self, start: &BytesStart) {
        let said = attribute(start, "r").and_then(|r| r.trim().parse().ok());
        self.row = said.unwrap_or(self.row.saturating_add(1));
        self.column = 0;
        if is_true(start, "hidden") {
            self.writer.builder.hide_row(self.row.saturating_sub(1));
        }
    }

    fn open_cell(&mut self, start: &BytesStart) -> Result<(), Unreadable> {
        let mut cell = Open::default();
        self.column = self.column.saturating_add(1);
        for attribute in start.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => {
                    let address = address(attribute.value.trim());
                    let (row, column) = address.ok_or_else(|| damaged("r"))?;
                    (self.row, self.column) = (row + 1, column + 1);
                }
                "s" => cell.look = attribute.value.trim().parse().unwrap_or(usize::MAX),
                "t" => attribute.value.trim().clone_into(&mut cell.kind),
                _ => {}
            }
        }
        if self.row > LAST_ROW + 1 || self.column > LAST_COLUMN + 1 {
            let reason = "表計算ソフトの範囲を超えるセルがあります".to_owned();
            return Err(Unreadable::Damaged(reason));
        }
        self.cell = Some(cell);
        Ok(())
    }

    fn take(&mut self, text: &str) {
        match (self.taking, &mut self.cell) {
            ("v", Some(cell)) => cell.value.push_str(text),
            ("margin", _) => self.margin.push_str(text),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "c" => {
                if let Some(cell) = self.cell.take() {
                    self.put(&cell)?;
                }
            }
            "v" => self.taking = "",
            _ if self.taking == "margin" => {
                self.taking = "";
                let text = std::mem::take(&mut self.margin);
                self.writer.builder.outside(margin::outside(&text))?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Writes a cell into the table.
    fn put(&mut self, cell: &Open) -> Result<(), Unreadable> {
        let at = (self.row.saturating_sub(1), self.column.saturating_sub(1));
        let look = self.shared.looks.get(cell.look).unwrap_or(&self.plain);
        let look = if self.plain.on_white || !look.white {
            look
        } else {
            &CellStyle { on_white: false, ..look.clone() }
        };
        let value = cell.value.as_str();
        let number = value.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        let text = match (cell.kind.as_str(), &cell.text) {
            (_, Some(text)) => return self.writer.text(at, text, look),
            ("s", _) => {
                let known =
                    value.trim().parse().ok().and_then(|at: usize| self.shared.strings.get(at));
                let missing = cell.has_value && !value.trim().is_empty();
                return match known {
                    Some(text) => self.writer.text(at, text, look),
                    None if missing => Err(damaged("sst")),
                    None => Ok(()),
                };
            }
            ("str", _) if cell.has_value => value,
            ("b", _) if !value.is_empty() => {
                return self.writer.truth(at, matches!(value.trim(), "1" | "true"), look);
            }
            ("e", _) if !value.is_empty() => {
                return self.writer.word(at, value.trim(), CellKind::Error, look);
            }
            ("d", _) if !value.is_empty() => {
                let day = value.replace('T', " ").replace(" 00:00:00", "");
                return self.writer.word(at, &day, CellKind::Date, look);
            }
            _ if cell.formula && value.trim().is_empty() => return self.writer.no_result(at),
            // Such programs write a 0 where the result should stand
            _ if cell.formula
                && self.shared.uncalculated
                && number == Some(0.0)
                && self.writer.shows_zeros
                && look.shows(0.0) =>
            {
                return self.writer.no_result(at);
            }
            _ => match number {
                Some(number) => return self.writer.number(at, number, look),
                None => value,
            },
        };
        self.writer.text(at, &RichText::plain(&uncoded(text)), look)
    }
}

/// A region as worksheets write it: `A4:N4`.
fn region(text: &str) -> Option<Merge> {
    let (first, last) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (address(first)?, address(last)?);
    Some(Merge { top, left, bottom, right })
}

/// A cell's zero-based row and column: `B12` is (11, 1).
pub(super) fn address(text: &str) -> Option<(u32, u32)> {
    let text = text.trim_start_matches('$');
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, row) = text.split_at(length);
    let column = letters.bytes().try_fold(0_u32, |sum, letter| {
        let letter = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        sum.checked_mul(26)?.checked_add(letter)
    })?;
    let row: u32 = row.trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}
