//! What a table, a column and a code list are: the one description of which all metadata are made.

use edition::EditionContent;

/// What stands in a column's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// A text, an identifier or a code.
    Text,
    /// A whole number.
    Integer,
    /// A decimal number.
    Decimal,
    /// `1` or `0`.
    Boolean,
    /// A day: `2026-11-24`.
    Date,
}

impl ColumnType {
    /// The type's word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "文字",
            Self::Integer => "整数",
            Self::Decimal => "小数",
            Self::Boolean => "1か0",
            Self::Date => "日付",
        }
    }

    /// Whether a workbook holds its cells as numbers.
    pub(crate) fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Decimal | Self::Boolean)
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataColumn {
    /// Its head in the file.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What its cells hold.
    pub kind: ColumnType,
    /// The unit of its numbers; empty where they have none.
    pub unit: &'static str,
    /// What it says, in a sentence.
    pub meaning: &'static str,
    /// The list of its codes; empty where it has none.
    pub list: &'static str,
}

/// Columns whose cells stand in columns of another table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableReference {
    /// The columns here.
    pub columns: &'static [&'static str],
    /// The other table.
    pub table: &'static str,
    /// Its columns.
    pub others: &'static [&'static str],
}

/// A table, and how an edition fills it.
#[derive(Debug, Clone, Copy)]
pub struct DataTable {
    /// Its name: `answers` stands in `csv/answers.csv` and on the sheet `answers`.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What one line of it is.
    pub meaning: &'static str,
    /// Whether its cells hold sentences or titles, which may list several things in one cell.
    pub is_prose: bool,
    /// The columns that tell its lines apart.
    pub key: &'static [&'static str],
    /// The columns that name lines of other tables.
    pub references: &'static [TableReference],
    /// Its columns in their order.
    pub columns: &'static [DataColumn],
    /// Its lines, a cell for each column.
    pub(crate) lines: fn(&EditionContent) -> Vec<Vec<String>>,
}

impl DataTable {
    /// Its path in the edition's folder.
    pub fn path(&self) -> String {
        format!("csv/{}.csv", self.name)
    }

    /// Where a column stands.
    pub(crate) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|one| one.name == column)
    }
}

/// A list of codes with their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeList {
    /// The name under which columns and `codes.csv` refer to it.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// Whether each edition adds codes of its own.
    pub is_open: bool,
    /// The codes that every edition has.
    pub codes: &'static [ListedCode],
}

/// A code with its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedCode {
    /// The code.
    pub code: &'static str,
    /// The word for it.
    pub label: &'static str,
    /// The English word.
    pub label_en: &'static str,
    /// What it says, in a sentence; empty where the word says it.
    pub meaning: &'static str,
}
