//! The sheet in large letters on A4: action by action, each field under its label.

use domain::sheet::{Row, Sheet};
use report::columns;
use serde_json::{Value, json};

use crate::{
    edition::Edition,
    field,
    glyphs::Glyphs,
    lines::{count, lines},
};

/// How it looks.
pub(crate) const TEMPLATE: &str = include_str!("typ/large.typ");

/// The room of one of three columns and of the whole page, in half-width letters.
const COLUMN: usize = 40;
const PAGE: usize = 120;

/// The room of a title in its larger letters.
const TITLE: usize = 60;

/// How many lines an action may take and still be kept on one page, of the 30 that a page has.
const KEPT_LINES: usize = 22;

/// The whole sheet.
pub(crate) fn data(edition: &Edition, sheet: &Sheet, glyphs: &mut Glyphs) -> Value {
    let mut data = edition.data(glyphs, &edition.heading.title(sheet.year));
    let mut items = Vec::new();
    let mut under = None;
    for row in &sheet.rows {
        if row.measure != under {
            for (depth, title) in columns::headings(sheet, under, row.measure) {
                items.push(json!({ "heading": glyphs.set(title), "depth": depth }));
            }
            under = row.measure;
        }
        items.push(action(sheet, row, glyphs));
    }
    data["items"] = json!(items);
    data
}

fn action(sheet: &Sheet, row: &Row, glyphs: &mut Glyphs) -> Value {
    let fields = field::sentences(sheet, row, glyphs, COLUMN);
    json!({
        "no": row.no,
        "title": lines(&glyphs.set(&row.title()), TITLE),
        "marks": field::marks(sheet, row, glyphs),
        "facts": field::facts(row, glyphs),
        "content": lines(&glyphs.set(&row.content.text), PAGE),
        "fields": fields,
        "kept": height(row) <= KEPT_LINES,
    })
}

/// The lines that an action takes: its fields stand three in a band.
fn height(row: &Row) -> usize {
    let mut heights: Vec<usize> =
        row.answers.values().map(|cell| count(&cell.text, COLUMN)).collect();
    heights.sort_unstable_by(|a, b| b.cmp(a));
    let bands: usize = heights.chunks(3).map(|band| band[0] + 1).sum();
    bands + count(&row.content.text, PAGE) + 3
}
