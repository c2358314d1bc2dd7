//! The names of cells: `C5`, `様式1!C5`, `'様式 1'!$C$5`.

/// The last row and column of a worksheet, from 1.
const LAST_ROW: u32 = 1_048_576;
const LAST_COLUMN: u32 = 16_384;

/// A cell by its row and column, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CellName {
    pub(crate) row: u32,
    pub(crate) column: u32,
}

impl CellName {
    /// Reads `C5` or `$C$5`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bare = text.trim().replace('$', "");
        let at = bare.find(|c: char| c.is_ascii_digit())?;
        let (letters, figures) = bare.split_at(at);
        if letters.is_empty() || letters.len() > 3 || figures.starts_with('0') {
            return None;
        }
        let mut column = 0;
        for letter in letters.chars() {
            let value = letter.to_ascii_uppercase();
            if !value.is_ascii_uppercase() {
                return None;
            }
            column = column * 26 + (u32::from(value) - u32::from('A') + 1);
        }
        let row: u32 = figures.parse().ok()?;
        (row <= LAST_ROW && column <= LAST_COLUMN).then_some(Self { row, column })
    }

    /// As it is written: `C5`.
    pub(crate) fn written(self) -> String {
        let (mut letters, mut left) = (Vec::new(), self.column);
        while left > 0 {
            let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
            letters.push(char::from(b'A' + digit));
            left = (left - 1) / 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        format!("{letters}{}", self.row)
    }
}

/// The worksheet and the cell of a name; no worksheet where none is said.
pub(crate) fn parts(text: &str) -> Option<(Option<String>, CellName)> {
    let Some((sheet, cell)) = text.rsplit_once('!') else {
        return Some((None, CellName::parse(text)?));
    };
    let sheet = sheet.trim();
    let quoted = sheet.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    let sheet = quoted.map_or_else(|| sheet.to_owned(), |inner| inner.replace("''", "'"));
    Some((Some(sheet), CellName::parse(cell)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_are_read_and_written() {
        for (text, row, column) in
            [("A1", 1, 1), ("$AA$10", 10, 27), ("xfd1048576", 1_048_576, 16_384)]
        {
            let name = CellName::parse(text).unwrap();
            assert_eq!(name, CellName { row, column });
            assert_eq!(name.written(), text.replace('$', "").to_uppercase());
        }
        for wrong in ["", "A", "5", "A0", "XFE1", "A1048577", "AAAA1", "あ1", "A1B", "A-1"] {
            assert_eq!(CellName::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_worksheet_may_stand_before_the_cell() {
        let cell = CellName { row: 5, column: 3 };
        assert_eq!(parts("C5"), Some((None, cell)));
        assert_eq!(parts("様式1!C5"), Some((Some("様式1".to_owned()), cell)));
        assert_eq!(parts("'様式 ''1'''!$C$5"), Some((Some("様式 '1'".to_owned()), cell)));
    }
}
