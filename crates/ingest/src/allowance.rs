//! What one file may expand to: counted while its texts are built, by every reader alike.

use std::cell::Cell;

use domain::Place;

use crate::unreadable::Unreadable;

/// The most bytes that all parts together may unpack to.
const MOST_BYTES: u64 = 300 * 1024 * 1024;
/// The most cells that hold something. A sheet of a thousand rows has about twenty thousand.
const MOST_CELLS: u64 = 1_500_000;
/// The most characters of all cells, and of all that is told of them. A sheet of a thousand rows
/// has about half a million.
pub(crate) const MOST_CHARACTERS: u64 = 20_000_000;
/// The most characters of one text: what a cell of a spreadsheet can hold.
const LONGEST_TEXT: usize = 32_767;
/// The most worksheets; one for each section of a large city would be a hundred.
const MOST_TABLES: u64 = 1_000;

/// What is left of what a file may expand to. Whoever reads several files as one upload shares it.
#[derive(Debug)]
pub(crate) struct Allowance {
    bytes: Cell<u64>,
    cells: Cell<u64>,
    answers: Cell<u64>,
    characters: Cell<u64>,
    tables: Cell<u64>,
}

impl Default for Allowance {
    fn default() -> Self {
        Self {
            bytes: Cell::new(MOST_BYTES),
            cells: Cell::new(MOST_CELLS),
            answers: Cell::new(MOST_CELLS),
            characters: Cell::new(MOST_CHARACTERS),
            tables: Cell::new(MOST_TABLES),
        }
    }
}

impl Allowance {
    /// The bytes that may still be unpacked.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.get()
    }

    /// Takes unpacked bytes.
    pub(crate) fn unpacked(&self, bytes: u64) -> Result<(), Unreadable> {
        take(&self.bytes, bytes, || format!("展開後 {} MB 以上", MOST_BYTES >> 20))
    }

    /// Takes a worksheet.
    pub(crate) fn table(&self) -> Result<(), Unreadable> {
        take(&self.tables, 1, || format!("シートが {MOST_TABLES} 枚を超えています"))
    }

    /// Takes cells that hold something.
    pub(crate) fn cells(&self, count: usize) -> Result<(), Unreadable> {
        take(&self.cells, count as u64, || {
            format!("値のあるセルが全シートで {MOST_CELLS} 個を超えています")
        })
    }

    /// Takes the cells of a row of the sheet, empty ones as well.
    pub(crate) fn answers(&self, count: usize) -> Result<(), Unreadable> {
        take(&self.answers, count as u64, || {
            format!("事業の数と列の数の積が {MOST_CELLS} を超えています")
        })
    }

    /// Takes a text before it is kept; one that no cell of a spreadsheet can hold is refused.
    pub(crate) fn text(&self, text: &str, place: impl FnOnce() -> Place) -> Result<(), Unreadable> {
        let characters = text.chars().count();
        if characters > LONGEST_TEXT {
            let place = place().to_string();
            return Err(Unreadable::TextTooLong { place, characters, most: LONGEST_TEXT });
        }
        self.characters(characters)
    }

    /// Adds a line to a text, which must stay one that a cell can hold.
    pub(crate) fn append(
        &self,
        text: &mut String,
        line: &str,
        place: impl FnOnce() -> Place,
    ) -> Result<(), Unreadable> {
        let added = line.chars().count() + 1;
        // A text of few bytes has no more characters; only a long one is counted
        if text.len() + added > LONGEST_TEXT {
            let characters = text.chars().count() + added;
            if characters > LONGEST_TEXT {
                let place = place().to_string();
                return Err(Unreadable::TextTooLong { place, characters, most: LONGEST_TEXT });
            }
        }
        self.characters(added)?;
        text.push('\n');
        text.push_str(line);
        Ok(())
    }

    /// Takes characters that are kept once more, or told about a cell.
    pub(crate) fn characters(&self, count: usize) -> Result<(), Unreadable> {
        let left =
            self.characters.get().checked_sub(count as u64).ok_or_else(too_many_characters)?;
        self.characters.set(left);
        Ok(())
    }
}

/// Why a file of too many characters is not read.
pub(crate) fn too_many_characters() -> Unreadable {
    let detail = format!("文字が全部で {} 万字を超えています", MOST_CHARACTERS / 10_000);
    Unreadable::Unpacks { detail }
}

fn take(left: &Cell<u64>, count: u64, detail: impl FnOnce() -> String) -> Result<(), Unreadable> {
    match left.get().checked_sub(count) {
        Some(rest) => {
            left.set(rest);
            Ok(())
        }
        None => Err(Unreadable::Unpacks { detail: detail() }),
    }
}
