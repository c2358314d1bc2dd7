//! The sheet as data for analysis: one answer a line, dates by ISO, states by code.
//!
//! It keeps the rules for machine readability (行政データにおける機械可読性に関するルール): one datum
//! a cell, years down and not across, codes apart from words, missing apart from zero and "-".

use domain::{
    Field, Slot, Value,
    scale::{Grade, Scale},
    sheet::{Cell, Row, Sheet},
};

use crate::{columns, csv::CsvTable, error::Error, heading::Heading};

const HEAD: [&str; 23] = [
    "area_code",
    "municipality",
    "plan",
    "sheet_fiscal_year",
    "answer_fiscal_year",
    "answer_year_start",
    "answer_year_end",
    "row_no",
    "measure",
    "action",
    "content",
    "page",
    "departments",
    "sections",
    "relisted",
    "field",
    "field_label",
    "state",
    "code",
    "label",
    "number",
    "text",
    "source_place",
];

/// The sheet as one answer a line; a question without an answer has a line whose state is
/// `missing`. `code` and `label` are the grade's, `number` is the percentage's.
pub fn tidy(heading: &Heading, sheet: &Sheet) -> Result<Vec<u8>, Error> {
    let slots = columns::slots(sheet);
    let scales: Vec<_> = slots.iter().map(|s| columns::scale_of(s, &sheet.layout)).collect();
    let mut table = CsvTable::new();
    table.line(HEAD.into_iter())?;
    for row in &sheet.rows {
        let about_row = row_cells(heading, sheet, row);
        for (slot, scale) in slots.iter().zip(&scales) {
            let start = slot.year.of(sheet.year).start();
            let cells = [
                about_row[..4].to_vec(),
                vec![start.to_string(), format!("{start}-04-01"), format!("{}-03-31", start + 1)],
                about_row[4..].to_vec(),
                answer_cells(row, slot, scale.as_ref()),
            ];
            table.line(cells.into_iter().flatten())?;
        }
    }
    table.finish()
}

/// What every line of a row repeats: four columns before the answer's year, eight after it.
fn row_cells(heading: &Heading, sheet: &Sheet, row: &Row) -> Vec<String> {
    vec![
        heading.area_code.to_owned(),
        heading.municipality.to_owned(),
        heading.plan_title.to_owned(),
        sheet.year.start().to_string(),
        row.no.to_string(),
        sheet.measure_of(row).to_owned(),
        row.action.text.clone(),
        row.content.text.clone(),
        row.page.text.clone(),
        row.departments().join(";"),
        row.sections().join(";"),
        row.relisted.text.clone(),
    ]
}

fn answer_cells(row: &Row, slot: &Slot, scale: Option<&Scale>) -> Vec<String> {
    let cell = row.answers.get(slot);
    let value = cell.map_or(Value::Missing, Cell::value);
    let grade = scale.filter(|_| value.is_given()).and_then(|scale| scale.find(value.text()));
    let number = match slot.field {
        Field::Achievement if value.is_given() => domain::percent::number(value.text()),
        _ => None,
    };
    let written = |of: fn(&Grade) -> &String| grade.map_or_else(String::new, |g| of(g).clone());
    vec![
        slot.field.code().to_owned(),
        slot.field.label().to_owned(),
        value.state().to_owned(),
        written(|grade| &grade.code),
        written(|grade| &grade.label),
        number.unwrap_or_default(),
        // White space alone says nothing, and is still what was written
        row.text(slot).to_owned(),
        cell.and_then(|cell| cell.place.as_ref()).map_or_else(String::new, ToString::to_string),
    ]
}
