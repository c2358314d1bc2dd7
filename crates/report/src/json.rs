//! The sheet as JSON: the shape that `sasae import --dry-run --json` prints, and the same rows as
//! an export that can be read back without loss.

use std::collections::BTreeSet;

use domain::{
    Place, Slot,
    layout::ColumnRole,
    reading::{Reader, Reading},
    sheet::{Row, Sheet},
};
use serde_json::{Map, Value, json};

use crate::{columns, heading::Heading};

/// The file that a sheet was read from.
#[derive(Debug, Clone, Copy)]
pub struct SourceFile<'a> {
    /// Its name.
    pub file: &'a str,
    /// The digest of its bytes, in hexadecimal figures.
    pub sha256: &'a str,
    /// Which reader read it.
    pub reader: Reader,
}

/// The name of the export's shape; a change that breaks readers changes it.
const FORMAT: &str = "sasae-sheet-1";

/// The sheet as an export: with its layout and measures, so that it reads back as it was.
pub fn json(heading: &Heading, sheet: &Sheet, source: Option<&SourceFile>) -> Value {
    json!({
        "format": FORMAT,
        "municipality": heading.municipality,
        "area_code": heading.area_code,
        "plan": heading.plan_title,
        "source": source.map(source_value),
        "fiscal_year": sheet.year.start(),
        "layout": sheet.layout,
        "measures": sheet.measures,
        "rows": rows(sheet),
    })
}

/// A file as it was read: rows, what is doubtful, and the account.
pub fn reading_json(reading: &Reading, source: &SourceFile) -> Value {
    let sheet = &reading.sheet;
    let measures: BTreeSet<usize> = sheet.rows.iter().filter_map(|row| row.measure).collect();
    let sections: BTreeSet<String> = sheet.rows.iter().flat_map(Row::sections).collect();
    json!({
        "source": source_value(source),
        "fiscal_year": sheet.year.start(),
        "rows": rows(sheet),
        "problems": reading.problems,
        "decisions": reading.decisions,
        "account": {
            "rows": sheet.rows.len(),
            "measures": measures.len(),
            "sections": sections.len(),
            "characters_read": reading.account.characters_read,
            "characters_placed": reading.account.characters_placed,
            "characters_heading": reading.account.characters_heading,
            "characters_unplaced": reading.account.characters_unplaced,
        },
    })
}

fn source_value(source: &SourceFile) -> Value {
    json!({ "file": source.file, "sha256": source.sha256, "reader": source.reader.code() })
}

fn rows(sheet: &Sheet) -> Vec<Value> {
    let slots = columns::slots(sheet);
    sheet.rows.iter().map(|row| row_value(sheet, &slots, row)).collect()
}

/// A row. The eight standard answers are always there, the sheet's own under `others`, by the
/// names that layouts give them ([`ColumnRole::name`]).
fn row_value(sheet: &Sheet, slots: &[Slot], row: &Row) -> Value {
    let mut value = Map::new();
    let mut put = |key: &str, of: Value| value.insert(key.to_owned(), of);
    put("no", json!(row.no));
    put("measure", json!(sheet.measure_of(row)));
    put("measure_no", json!(row.measure.map(|at| at + 1)));
    put("action", json!(row.action.text));
    put("content", json!(row.content.text));
    put("page", json!(row.page.text));
    put("department", json!(row.department.text));
    put("departments", json!(row.departments()));
    put("section", json!(row.section.text));
    put("sections", json!(row.sections()));
    put("relisted", json!(row.relisted.text));
    for (slot, key) in Slot::STANDARD {
        put(key, json!(row.text(&slot)));
    }
    let own = slots.iter().filter(|slot| !Slot::STANDARD.iter().any(|(known, _)| known == *slot));
    let own: Map<String, Value> =
        own.map(|slot| (ColumnRole::Answer(slot.clone()).name(), json!(row.text(slot)))).collect();
    if !own.is_empty() {
        put("others", Value::Object(own));
    }
    put("place", json!(row.place));
    put("places", json!(places(row)));
    Value::Object(value)
}

/// Where each cell stands, by the name of its role; a cell without a place of its own has none.
fn places(row: &Row) -> Map<String, Value> {
    let fixed = [
        ColumnRole::Action,
        ColumnRole::Content,
        ColumnRole::Page,
        ColumnRole::Department,
        ColumnRole::Section,
        ColumnRole::Relisted,
    ];
    let roles = fixed.into_iter().chain(row.answers.keys().cloned().map(ColumnRole::Answer));
    let place = |role: ColumnRole| -> Option<(String, Value)> {
        let place: &Place = row.cell(&role)?.place.as_ref()?;
        Some((role.name(), json!(place)))
    };
    roles.filter_map(place).collect()
}
