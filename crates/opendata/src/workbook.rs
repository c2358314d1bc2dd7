//! The tables as one workbook: a sheet a table, heads in its first line, no style, no formula, no merged
//! cells. Texts are stored as texts and need no guard.

use edition::EditionContent;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::column::DataTable;

/// A floating number tells no more figures than these apart; a longer one stays a text.
const MOST_FIGURES: usize = 15;

/// The bytes of the workbook.
pub(crate) fn xlsx(
    content: &EditionContent,
    tables: &[(&DataTable, Vec<Vec<String>>)],
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(content)?);
    for (table, lines) in tables {
        fill(workbook.add_worksheet().set_name(table.name)?, table, lines)?;
    }
    workbook.save_to_buffer()
}

/// Properties that name no person, with the day of the freeze: the same edition, the same bytes.
fn properties(content: &EditionContent) -> Result<DocProperties, XlsxError> {
    let frozen = ExcelDateTime::parse_from_str(&content.frozen_on);
    let created = frozen.or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1))?;
    Ok(DocProperties::new()
        .set_title(&content.plan.title)
        .set_company(&content.city.name)
        .set_creation_datetime(&created))
}

fn fill(sheet: &mut Worksheet, table: &DataTable, lines: &[Vec<String>]) -> Result<(), XlsxError> {
    for (at, column) in (0..).zip(table.columns) {
        sheet.write_string(0, at, column.name)?;
    }
    for (row, line) in (1..).zip(lines) {
        for ((at, column), cell) in (0..).zip(table.columns).zip(line) {
            match number(cell).filter(|_| column.kind.is_number()) {
                Some(number) => sheet.write_number(row, at, number)?,
                None if cell.is_empty() => continue,
                None => sheet.write_string(row, at, cell)?,
            };
        }
    }
    Ok(())
}

fn number(cell: &str) -> Option<f64> {
    let figures = cell.chars().filter(char::is_ascii_digit).count();
    cell.parse().ok().filter(|_| (1..=MOST_FIGURES).contains(&figures))
}
