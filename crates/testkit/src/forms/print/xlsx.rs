//! A form as a workbook of Excel.

use rust_xlsxwriter::{
    DataValidation, Format, FormatUnderline, Formula, Note, Workbook, Worksheet,
};

use super::super::paper::{FormPaper, PaperCell, PaperSheet, Stored};

pub(super) fn print(paper: &FormPaper) -> Vec<u8> {
    let mut book = Workbook::new();
    for sheet in &paper.sheets {
        draw(book.add_worksheet(), sheet);
    }
    let seen = paper.sheets.iter().position(|sheet| !sheet.hidden).unwrap_or(0);
    book.worksheets_mut()[seen].set_active(true);
    book.save_to_buffer().unwrap()
}

fn draw(target: &mut Worksheet, sheet: &PaperSheet) {
    target.set_name(&sheet.name).unwrap();
    target.set_hidden(sheet.hidden);
    for &(top, left, bottom, right) in &sheet.merges {
        target.merge_range(top, left, bottom, right, "", &Format::new()).unwrap();
    }
    for (&(row, column), cell) in &sheet.cells {
        write(target, row, column, cell);
    }
    for row in &sheet.hidden_rows {
        target.set_row_hidden(*row).unwrap();
    }
    for column in &sheet.hidden_columns {
        target.set_column_hidden(*column).unwrap();
    }
    for (column, first, last, choices) in &sheet.lists {
        let list = DataValidation::new().allow_list_strings(choices).unwrap();
        target.add_data_validation(*first, *column, *last, *column, &list).unwrap();
    }
}

fn write(target: &mut Worksheet, row: u32, column: u16, cell: &PaperCell) {
    let plain = Format::new().set_text_wrap();
    let struck = Format::new().set_font_strikethrough();
    let underlined = Format::new().set_underline(FormatUnderline::Single);
    match &cell.stored {
        Stored::Number(value, format) => {
            let format = Format::new().set_num_format(*format);
            target.write_number_with_format(row, column, *value, &format).unwrap();
        }
        Stored::NoResult => {
            let formula = Formula::new("=別表!B2&\"回\"").set_result("");
            target.write_formula(row, column, formula).unwrap();
        }
        Stored::Error(error) => {
            let formula = Formula::new("=別表!B2").set_result(*error);
            target.write_formula(row, column, formula).unwrap();
        }
        Stored::Text if cell.struck.is_empty() => {
            let format = if cell.underlined { &underlined } else { &plain };
            target.write_string_with_format(row, column, &cell.text, format).unwrap();
        }
        Stored::Text if cell.text.is_empty() => {
            target.write_string_with_format(row, column, &cell.struck, &struck).unwrap();
        }
        Stored::Text => {
            let runs = [(&struck, cell.struck.as_str()), (&plain, cell.text.as_str())];
            target.write_rich_string(row, column, &runs).unwrap();
        }
    }
    if cell.comment {
        let note = Note::new("部数を確かめること").set_author("みどり野市");
        target.insert_note(row, column, &note).unwrap();
    }
}
