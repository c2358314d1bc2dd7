//! What the cells of a workbook say, whatever program wrote it.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{DataRef, Reader, Xlsx};

use crate::archive::{self, Bounds};

/// The cells that say something, by worksheet, row and column.
pub(super) type Cells = BTreeMap<(String, u32, u32), String>;

/// The cells of an xlsx; none where it is none, or larger than a package.
pub(super) fn cells(bytes: &[u8]) -> Option<Cells> {
    // Measured first: what unpacks to more than a package is not read
    archive::read(bytes, Bounds::EDITION).ok()?;
    let mut book = Xlsx::new(Cursor::new(bytes)).ok()?;
    let mut cells = Cells::new();
    for name in book.sheet_names() {
        let mut reader = book.worksheet_cells_reader(&name).ok()?;
        while let Some(cell) = reader.next_cell().ok()? {
            let (row, column) = cell.get_position();
            let text = text(cell.get_value());
            if !text.is_empty() {
                cells.insert((name.clone(), row, column), text);
            }
        }
    }
    Some(cells)
}

/// What a cell says; 3 and 3.0 are one number.
fn text(value: &DataRef) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.replace("\r\n", "\n")
        }
        DataRef::SharedString(text) => text.replace("\r\n", "\n"),
        DataRef::Bool(is) => is.to_string(),
        DataRef::DateTime(time) => time.as_f64().to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}
