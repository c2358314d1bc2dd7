//! Where a text came from: every answer knows its place in its source.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

/// A place in a source file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A cell of a workbook or table.
    Cell(Address),
    /// Lines of a text, counted from 1, both included.
    Lines {
        /// The first line.
        from: u32,
        /// The last line.
        to: u32,
    },
    /// A box on a page of a PDF, in points from the top left corner.
    Box {
        /// The page, counted from 1.
        page: u32,
        /// Left, top, right, bottom.
        edges: [i32; 4],
    },
    /// The file as a whole.
    File,
}

impl Place {
    /// The place of a cell by its zero-based row and column.
    pub fn cell(sheet: &Arc<str>, row: u32, column: u32) -> Self {
        Self::Cell(Address { sheet: Arc::clone(sheet), row, column })
    }

    /// The smallest place that holds both; lines join, other places keep the first.
    pub fn join(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Lines { from: a, to: b }, Self::Lines { from: c, to: d }) => {
                Self::Lines { from: *a.min(c), to: *b.max(d) }
            }
            _ => self.clone(),
        }
    }
}

/// The address of a cell. A sheet has tens of thousands of them: they share its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct Address {
    /// The worksheet's name; empty for a csv file.
    pub sheet: Arc<str>,
    /// The row, counted from 0.
    pub row: u32,
    /// The column, counted from 0.
    pub column: u32,
}

/// An address as data carries it: `{"sheet": "様式", "cell": "B12"}`.
#[derive(Serialize, Deserialize)]
struct Written {
    sheet: String,
    cell: String,
}

impl From<Address> for Written {
    fn from(address: Address) -> Self {
        let cell = format!("{}{}", letters(address.column), address.row + 1);
        Self { sheet: address.sheet.as_ref().to_owned(), cell }
    }
}

/// A text that is no address of a cell.
#[derive(Debug, thiserror::Error)]
#[error("「{0}」はセルの番地として読めません。")]
pub struct InvalidAddress(String);

impl TryFrom<Written> for Address {
    type Error = InvalidAddress;

    fn try_from(written: Written) -> Result<Self, InvalidAddress> {
        let invalid = || InvalidAddress(written.cell.clone());
        let digits = written.cell.find(|c: char| c.is_ascii_digit()).ok_or_else(invalid)?;
        let (letters, row) = written.cell.split_at(digits);
        let column = letters.chars().try_fold(0_u32, |sum, c| {
            let value = c.is_ascii_uppercase().then(|| c as u32 - 'A' as u32 + 1)?;
            sum.checked_mul(26)?.checked_add(value)
        });
        let row = row.parse::<u32>().ok().and_then(|row| row.checked_sub(1));
        match (column.and_then(|column| column.checked_sub(1)), row) {
            (Some(column), Some(row)) => Ok(Self { sheet: written.sheet.into(), row, column }),
            _ => Err(invalid()),
        }
    }
}

/// The letters of a zero-based column: 0 is `A`, 26 is `AA`.
pub fn letters(column: u32) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell(Address { sheet, row, column }) => {
                let mark = if sheet.is_empty() { "" } else { "!" };
                write!(f, "{sheet}{mark}{}{}", letters(*column), row + 1)
            }
            Self::Lines { from, to } if from == to => write!(f, "{from}行目"),
            Self::Lines { from, to } => write!(f, "{from}〜{to}行目"),
            Self::Box { page, .. } => write!(f, "{page}ページ"),
            Self::File => f.write_str("ファイル全体"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters_as_in_a_workbook() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
        assert_eq!(Place::cell(&"様式".into(), 11, 1).to_string(), "様式!B12");
    }

    #[test]
    fn an_address_comes_back_from_its_letters() {
        for (row, column) in [(0, 0), (11, 25), (99, 26), (1_048_575, 16_383)] {
            let place = Place::cell(&"様式".into(), row, column);
            let json = serde_json::to_string(&place).unwrap();
            assert_eq!(serde_json::from_str::<Place>(&json).unwrap(), place);
        }
        assert!(serde_json::from_str::<Place>(r#"{"cell":{"sheet":"","cell":"12B"}}"#).is_err());
    }
}
