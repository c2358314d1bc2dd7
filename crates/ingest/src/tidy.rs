//! Sasae's own tidy table: one answer a line. The lines of a row are gathered again.

use std::sync::Arc;

use domain::{
    Field, FiscalYear, Offset, Place, Slot,
    formula::unguard,
    layout::ColumnRole,
    reading::{Reader, Reading},
    text::ink,
};

use crate::{
    allowance::Allowance,
    delimited,
    json::{JsonRow, JsonSheet, assemble},
    options::Options,
    unreadable::Unreadable,
};

/// The columns by which the table is known.
const KNOWN: [&str; 5] = ["sheet_fiscal_year", "answer_fiscal_year", "row_no", "field", "text"];

/// The columns among which those are looked for: the table's own, and what a person added.
const MOST_COLUMNS: usize = 100;

/// The columns that each line of a row repeats, with the roles they have.
const REPEATED: [(&str, ColumnRole); 6] = [
    ("action", ColumnRole::Action),
    ("content", ColumnRole::Content),
    ("page", ColumnRole::Page),
    ("departments", ColumnRole::Department),
    ("sections", ColumnRole::Section),
    ("relisted", ColumnRole::Relisted),
];

/// Whether the first line is the tidy table's head.
pub(crate) fn is_tidy(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    let columns = head.split(',').take(MOST_COLUMNS).map(|column| column.trim_matches('"'));
    let columns: Vec<&str> = columns.collect();
    KNOWN.iter().all(|known| columns.contains(known))
}

/// Reads the table.
pub(crate) fn read(
    text: &str,
    options: &Options,
    allowance: &Allowance,
) -> Result<Reading, Unreadable> {
    let mut reader =
        delimited::records(b',').from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let broken = |_| Unreadable::NotText("CSVの区切りが壊れています".to_owned());
    let mut records = reader.records();
    let head = records.next().transpose().map_err(broken)?.unwrap_or_default();
    let mut pass = Pass { head, sheet: "".into(), file: JsonSheet::default() };
    for (record, row) in records.zip(1..) {
        let record = record.map_err(broken)?;
        // Each line gives a cell, and each row what its lines repeat
        allowance.cells(1)?;
        if pass.line(&record, row)? {
            allowance.answers(REPEATED.len())?;
        }
    }
    let total = ink(text.trim_start_matches('\u{feff}'));
    let mut reading = assemble(pass.file, options, allowance)?;
    reading.reader = Reader::Csv;
    let account = &mut reading.account;
    // What each line repeats, and the marks between its fields, are heading
    account.characters_read = total.max(account.characters_placed + account.characters_unplaced);
    account.characters_heading =
        account.characters_read - account.characters_placed - account.characters_unplaced;
    Ok(reading)
}

struct Pass {
    head: ::csv::StringRecord,
    sheet: Arc<str>,
    file: JsonSheet,
}

impl Pass {
    /// A column of a line, with its position.
    fn field(&self, record: &::csv::StringRecord, name: &str) -> (u32, String) {
        let at = self.head.iter().position(|column| column == name);
        let text = at.and_then(|at| record.get(at)).map_or("", unguard);
        (at.and_then(|at| u32::try_from(at).ok()).unwrap_or(0), text.to_owned())
    }

    /// Takes one answer; tells whether it begins a row.
    fn line(&mut self, record: &::csv::StringRecord, row: u32) -> Result<bool, Unreadable> {
        let text = |name: &str| self.field(record, name).1;
        let year = |name: &str| text(name).parse().ok().and_then(FiscalYear::starting);
        let wrong = || Unreadable::NotText(format!("{}行目の年度が読めません", row + 1));
        let (sheet, asked) =
            year("sheet_fiscal_year").zip(year("answer_fiscal_year")).ok_or_else(wrong)?;
        let offset = Offset::between(sheet, asked).ok_or_else(wrong)?;
        let role = ColumnRole::Answer(Slot::new(Field::from(text("field")), offset)).name();
        let no = text("row_no").parse().ok();
        let (column, answer) = self.field(record, "text");
        let place = Place::cell(&self.sheet, row, column);
        let begins = self.file.rows.last().is_none_or(|line| line.no != no);
        if begins {
            let line = self.begun(record, no, row);
            self.file.fiscal_year = sheet.start();
            self.file.plan = self.field(record, "plan").1;
            self.file.municipality = Some(self.field(record, "municipality").1);
            self.file.rows.push(line);
        }
        if let Some(line) = self.file.rows.last_mut() {
            line.others.insert(role.clone(), answer);
            line.places.insert(role, place);
        }
        Ok(begins)
    }

    /// A row with what each of its lines repeats.
    fn begun(&self, record: &::csv::StringRecord, no: Option<u32>, row: u32) -> JsonRow {
        let mut line = JsonRow {
            no,
            measure: self.field(record, "measure").1,
            place: Some(Place::cell(&self.sheet, row, 0)),
            ..JsonRow::default()
        };
        for (name, role) in REPEATED {
            let (column, text) = self.field(record, name);
            let names = matches!(role, ColumnRole::Department | ColumnRole::Section);
            let text = if names { text.replace(';', "・") } else { text };
            line.places.insert(role.name(), Place::cell(&self.sheet, row, column));
            line.others.insert(role.name(), text);
        }
        line
    }
}
