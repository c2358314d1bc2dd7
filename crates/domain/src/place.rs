//! Where a text came from: every answer knows its place in its source.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A place in a source file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A cell of a workbook or table; the sheet's name is empty for a csv file.
    Cell {
        /// The worksheet's name.
        sheet: String,
        /// The address, `B12`.
        cell: String,
    },
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
    pub fn cell(sheet: &str, row: u32, column: u32) -> Self {
        Self::Cell { sheet: sheet.to_owned(), cell: format!("{}{}", letters(column), row + 1) }
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
            Self::Cell { sheet, cell } if sheet.is_empty() => f.write_str(cell),
            Self::Cell { sheet, cell } => write!(f, "{sheet}!{cell}"),
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
        assert_eq!(Place::cell("様式", 11, 1).to_string(), "様式!B12");
    }
}
