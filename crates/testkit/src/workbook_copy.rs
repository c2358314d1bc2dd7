//! A workbook in a test's hands: opened, changed, saved as another program would.

use std::collections::BTreeMap;

use calamine::{Data, Reader, SheetVisible, Xlsx};
use domain::reply_workbook::{BAND, MARK, WorkbookColumn};
use rust_xlsxwriter::{Format, Formula, Workbook};

/// A value of a cell, as spreadsheets know them.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A ratio shown as a percentage.
    Percent(f64),
    /// A serial day shown as a date.
    Date(f64),
    /// A formula that fails.
    Fault,
    /// A formula whose result nobody has found.
    NoResult,
    /// A text that is struck out.
    Struck(String),
    /// A number under the code of its format.
    Formatted(f64, String),
}

impl From<&str> for CellValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A worksheet in a test's hands.
#[derive(Debug, Clone)]
pub struct CopySheet {
    /// Its name.
    pub name: String,
    hidden: bool,
    /// Its cells, row by row, by their columns.
    pub rows: Vec<BTreeMap<u16, CellValue>>,
}

/// A workbook in a test's hands: opened, changed, saved as another program would.
#[derive(Debug, Clone)]
pub struct WorkbookCopy(pub Vec<CopySheet>);

impl WorkbookCopy {
    /// Opens a workbook.
    pub fn open(bytes: &[u8]) -> Self {
        let mut file: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let sheets = file.sheets_metadata().to_vec();
        let sheet = |meta: calamine::Sheet| {
            let range = file.worksheet_range(&meta.name).unwrap();
            let (_, left) = range.start().unwrap_or_default();
            let (top, _) = range.start().unwrap_or_default();
            let mut rows = vec![BTreeMap::new(); top as usize];
            rows.extend(range.rows().map(|cells| {
                let at = |at: usize| u16::try_from(at).unwrap() + u16::try_from(left).unwrap();
                let cells = cells.iter().enumerate();
                cells.filter_map(|(column, data)| Some((at(column), value(data)?))).collect()
            }));
            CopySheet { name: meta.name, hidden: meta.visible != SheetVisible::Visible, rows }
        };
        Self(sheets.into_iter().map(sheet).collect())
    }

    /// The keys of the actions, from top to bottom.
    pub fn keys(&self) -> Vec<String> {
        let firsts = self.0[0].rows.iter().filter_map(|row| row.get(&0));
        let texts = firsts.filter_map(|value| match value {
            CellValue::Text(text) if text != BAND && text != MARK => Some(text.clone()),
            _ => None,
        });
        texts.collect()
    }

    /// Sets a cell of an action.
    pub fn put_at(&mut self, key: &str, column: &WorkbookColumn, value: impl Into<CellValue>) {
        let front = self.front();
        let (row, at) = (front.row_of_key(key), front.column_of(column));
        front.rows[row].insert(at, value.into());
    }

    /// The worksheet in front.
    pub fn front(&mut self) -> &mut CopySheet {
        &mut self.0[0]
    }

    /// Saves it as a program that knows nothing of it.
    pub fn save(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for sheet in &self.0 {
            let target = workbook.add_worksheet().set_name(&sheet.name).unwrap();
            target.set_hidden(sheet.hidden);
            for (row, cells) in (0u32..).zip(&sheet.rows) {
                for (column, value) in cells {
                    write(target, row, *column, value);
                }
            }
        }
        workbook.save_to_buffer().unwrap()
    }
}

impl CopySheet {
    /// The row of an action.
    pub fn row_of_key(&self, key: &str) -> usize {
        let wanted = CellValue::Text(key.to_owned());
        self.rows.iter().position(|row| row.get(&0) == Some(&wanted)).unwrap()
    }

    /// The column by its code.
    pub fn column_of(&self, column: &WorkbookColumn) -> u16 {
        let wanted = CellValue::Text(column.code());
        let cells = self.rows.iter().flatten();
        *cells.filter(|(_, value)| **value == wanted).map(|(at, _)| at).next().unwrap()
    }
}

fn value(data: &Data) -> Option<CellValue> {
    match data {
        Data::String(text) => Some(CellValue::Text(text.clone())),
        Data::Float(number) => Some(CellValue::Number(*number)),
        Data::Int(number) => Some(CellValue::Number(*number as f64)),
        Data::Empty => None,
        other => panic!("no such cell is written: {other:?}"),
    }
}

fn write(sheet: &mut rust_xlsxwriter::Worksheet, row: u32, column: u16, value: &CellValue) {
    let percent = Format::new().set_num_format("0.0%");
    let date = Format::new().set_num_format("yyyy/m/d");
    match value {
        CellValue::Text(text) => sheet.write_string(row, column, text).unwrap(),
        CellValue::Number(number) => sheet.write_number(row, column, *number).unwrap(),
        CellValue::Percent(ratio) => {
            sheet.write_number_with_format(row, column, *ratio, &percent).unwrap()
        }
        CellValue::Date(serial) => {
            sheet.write_number_with_format(row, column, *serial, &date).unwrap()
        }
        CellValue::NoResult => {
            sheet.write_formula(row, column, Formula::new("=CONCAT(A1,B1)")).unwrap()
        }
        CellValue::Struck(text) => {
            let struck = Format::new().set_font_strikethrough();
            sheet.write_string_with_format(row, column, text, &struck).unwrap()
        }
        CellValue::Formatted(number, code) => {
            let format = Format::new().set_num_format(code);
            sheet.write_number_with_format(row, column, *number, &format).unwrap()
        }
        CellValue::Fault => {
            let fault = Formula::new("=1/0").set_result("#DIV/0!");
            sheet.write_formula(row, column, fault).unwrap()
        }
    };
}
