//! A field of a row outside the table: its label beside what was written, or the word for why
//! nothing was.

use domain::{
    Field, Offset, Slot, Value,
    layout::ColumnRole,
    scale::{GradeCell, GradeClass, Scale},
    sheet::{Cell, Row, Sheet},
};
use report::columns;
use serde_json::{Value as Json, json};

use crate::{glyphs::Glyphs, lines::lines};

/// The room of a fact in half-width letters: half of the narrowest line of facts.
const FACT: usize = 40;

/// What a field of an answer says, ready to set.
pub(crate) fn answer(
    field: &Field,
    value: &Value,
    scale: &Scale,
    glyphs: &mut Glyphs,
    room: usize,
) -> Json {
    let grade = (*field == Field::Progress).then(|| scale.cell(value.text()));
    let text = match (value, field) {
        (Value::Missing, _) => return json!({ "text": value.label(), "absent": true }),
        (Value::Given(text), Field::Achievement) if value.percent().is_some() => {
            let bare = text.trim_end_matches(['%', '％']);
            format!("{bare}％")
        }
        (value, Field::Progress) => scale.shown(value.text()),
        (value, _) => value.text().to_owned(),
    };
    let tone = grade.and_then(GradeCell::class).map(GradeClass::tone);
    json!({ "text": lines(&glyphs.set(&text), room), "absent": false, "tone": tone })
}

/// The grade and the percentage of the sheet's year, where the sheet asks for them.
pub(crate) fn marks(sheet: &Sheet, row: &Row, glyphs: &mut Glyphs) -> Vec<Json> {
    let scale = sheet.layout.scale();
    let slots = [Field::Progress, Field::Achievement].map(|field| Slot::new(field, Offset::This));
    let asked = slots.into_iter().filter(|slot| row.answers.contains_key(slot));
    let mark = |slot: Slot| {
        let value = row.answers.get(&slot).map_or(Value::Missing, Cell::value);
        let mut mark = answer(&slot.field, &value, &scale, glyphs, usize::MAX);
        mark["label"] =
            json!(if slot.field == Field::Achievement { "達成度" } else { "取組状況" });
        mark
    };
    asked.map(mark).collect()
}

/// Who answers, the page of the plan and the like: what was written of it.
pub(crate) fn facts(row: &Row, glyphs: &mut Glyphs) -> Vec<Json> {
    let roles =
        [ColumnRole::Department, ColumnRole::Section, ColumnRole::Page, ColumnRole::Relisted];
    let facts = roles.into_iter().filter_map(|role| {
        let text = row.cell(&role).map(|cell| cell.text.trim()).filter(|text| !text.is_empty())?;
        let text = lines(&glyphs.set(&text.replace('\n', "")), FACT);
        Some(json!({ "label": role.label(), "text": text }))
    });
    facts.collect()
}

/// The answers in sentences, in the order of the form: all but the marks of the year.
pub(crate) fn sentences(sheet: &Sheet, row: &Row, glyphs: &mut Glyphs, room: usize) -> Vec<Json> {
    let scale = sheet.layout.scale();
    let asked = columns::of(sheet).into_iter().filter_map(|column| match column.role {
        ColumnRole::Answer(slot) => Some(slot),
        _ => None,
    });
    let marked = |slot: &Slot| {
        slot.year == Offset::This && matches!(slot.field, Field::Progress | Field::Achievement)
    };
    let asked = asked.filter(|slot| !marked(slot));
    let field = |slot: Slot| {
        let value = row.answers.get(&slot).map_or(Value::Missing, Cell::value);
        let mut field = answer(&slot.field, &value, &scale, glyphs, room);
        field["label"] = json!(glyphs.set(&slot.heading(sheet.year)));
        field["short"] = json!(slot.field == Field::Achievement);
        field
    };
    asked.map(field).collect()
}
