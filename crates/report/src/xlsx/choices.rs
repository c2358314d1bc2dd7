//! Drop-downs in the columns of grades. They advise and do not refuse: what people write is kept.

use std::ops::RangeInclusive;

use domain::{
    layout::ColumnRole,
    scale::{Grade, Scale},
    sheet::Sheet,
};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Formula, Workbook, XlsxError, cell_range_absolute,
};

use crate::columns::{self, ExportColumn};

/// The hidden worksheet of the lists that a drop-down cannot carry itself.
pub(super) const WORKSHEET: &str = "選択肢";

/// The longest list that a drop-down carries, in UTF-16 units with its commas.
const LONGEST: usize = 255;

/// Adds a drop-down to the rows of each column that has a scale.
pub(super) fn add(
    workbook: &mut Workbook,
    sheet: &Sheet,
    columns: &[ExportColumn],
    rows: RangeInclusive<u32>,
) -> Result<(), XlsxError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut apart = Vec::<Vec<String>>::new();
    for (at, column) in (0u16..).zip(columns) {
        let ColumnRole::Answer(slot) = &column.role else { continue };
        let Some(scale) = columns::scale_of(slot, &sheet.layout) else { continue };
        let grades = written(&scale);
        let validation = if fits(&grades) {
            advice()?.allow_list_strings(&grades)?
        } else {
            let range = range(apart.len(), grades.len());
            apart.push(grades);
            advice()?.allow_list_formula(Formula::new(format!("='{WORKSHEET}'!{range}")))
        };
        let form = workbook.worksheet_from_index(0)?;
        form.add_data_validation(*rows.start(), at, *rows.end(), at, &validation)?;
    }
    if apart.is_empty() { Ok(()) } else { add_worksheet(workbook, &apart) }
}

pub(super) fn written(scale: &Scale) -> Vec<String> {
    scale.grades.iter().map(Grade::written).collect()
}

/// Whether a drop-down can carry the list; a comma would split a grade in two.
pub(super) fn fits(grades: &[String]) -> bool {
    let length: usize = grades.iter().map(|grade| grade.encode_utf16().count() + 1).sum();
    length <= LONGEST && !grades.iter().any(|grade| grade.contains([',', '"']))
}

pub(super) fn range(list: usize, grades: usize) -> String {
    let column = u16::try_from(list).unwrap_or(u16::MAX);
    let end = u32::try_from(grades.saturating_sub(1)).unwrap_or(u32::MAX);
    cell_range_absolute(0, column, end, column)
}

pub(super) fn advice() -> Result<DataValidation, XlsxError> {
    DataValidation::new()
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("区分にない値です")?
        .set_error_message("一覧から選んでください。このまま入力することもできます。")
}

pub(super) fn add_worksheet(
    workbook: &mut Workbook,
    lists: &[Vec<String>],
) -> Result<(), XlsxError> {
    let hidden = workbook.add_worksheet().set_name(WORKSHEET)?.set_hidden(true);
    for (at, grades) in (0u16..).zip(lists) {
        for (row, grade) in (0u32..).zip(grades) {
            hidden.write_string(row, at, grade)?;
        }
    }
    Ok(())
}
