//! Answers: one for each answer cell of a row, empty or not.

use std::collections::BTreeMap;

use domain::{
    Field, Offset, Place, Slot,
    layout::{ColumnRole, Layout},
    sheet::{Cell, Row, Sheet},
    text::fold,
};

use crate::{Result, Tx, json};

record! {
    /// A stored answer.
    pub(crate) struct AnswerRecord {
        row_id: String,
        field: String,
        year_offset: String,
        text: String,
        place: Option<String>,
    }
}

/// The answers of several rows, by the row's identifier.
pub(crate) type Answers = BTreeMap<String, BTreeMap<Slot, Cell>>;

/// The stored code of a year's offset.
pub(crate) fn code(offset: Offset) -> &'static str {
    match offset {
        Offset::Previous => "previous",
        Offset::This => "this",
        Offset::Next => "next",
    }
}

/// The slot of a stored answer.
pub(crate) fn slot(field: String, offset: &str) -> Result<Slot> {
    let all = [Offset::Previous, Offset::This, Offset::Next];
    Ok(Slot::new(Field::from(field), json::coded(&all, code, offset)?))
}

/// The answers of stored records.
pub(crate) fn read(records: Vec<AnswerRecord>) -> Result<Answers> {
    let mut answers = Answers::new();
    for record in records {
        let place = record.place.as_deref().map(json::read::<Place>).transpose()?;
        let slot = slot(record.field, &record.year_offset)?;
        let cell = Cell { text: record.text, place };
        answers.entry(record.row_id).or_default().insert(slot, cell);
    }
    Ok(answers)
}

/// An answer and what is derived from it for the database.
pub(crate) struct NewAnswer<'a> {
    row: &'a str,
    slot: &'a Slot,
    cell: &'a Cell,
    at: usize,
    folded: String,
    place: Option<String>,
}

/// The answers of a row; each stands at its column's place in the form.
pub(crate) fn of<'a>(
    row: &'a Row,
    id: &'a str,
    layout: &Layout,
) -> impl Iterator<Item = Result<NewAnswer<'a>>> {
    row.answers.iter().enumerate().map(move |(nth, (slot, cell))| {
        let column = layout.position(&ColumnRole::Answer(slot.clone()));
        let at = column.unwrap_or(layout.columns.len() + nth);
        let place = cell.place.as_ref().map(json::write).transpose()?;
        Ok(NewAnswer { row: id, slot, cell, at, folded: fold(&cell.text), place })
    })
}

impl Tx {
    /// Adds the answers of a sheet's rows.
    pub(crate) async fn add_answers(
        &mut self,
        answers: &[NewAnswer<'_>],
        sheet: &Sheet,
    ) -> Result<()> {
        for chunk in answers.chunks(500) {
            let sql = "insert into answers
                (row_id, field, year_offset, asked_year, position, state, text, folded, place) ";
            insert!(self, sql, chunk, |row, new| {
                row.push_bind(new.row).push_bind(new.slot.field.code());
                row.push_bind(code(new.slot.year));
                row.push_bind(json::start(new.slot.year.of(sheet.year)));
                row.push_bind(json::number(new.at)).push_bind(new.cell.value().state());
                row.push_bind(&new.cell.text).push_bind(&new.folded).push_bind(&new.place);
            })?;
        }
        Ok(())
    }
}
