//! The official form: one table, measures as rows over all columns, heads on every page.

use domain::{
    layout::ColumnRole,
    sheet::{Row, Sheet},
};
use report::columns::{self, ExportColumn};
use serde_json::{Value, json};

use crate::{
    edition::Edition,
    glyphs::Glyphs,
    lines::{count, lines},
    widths,
};

/// How the form looks.
pub(crate) const TEMPLATE: &str = include_str!("typ/form.typ");

/// The room of the table on A3 landscape, in points: 420 mm less margins of 10 mm.
const ROOM: f64 = 1133.0;

/// The space at both sides of a cell's text, in points.
const INSET: f64 = 6.0;

/// The lines that a row may take and still be kept whole, at the smallest size: two thirds of a
/// page, since lines are estimated.
const KEPT_LINES: usize = 40;

/// The whole sheet as one table.
pub(crate) fn whole(edition: &Edition, sheet: &Sheet, glyphs: &mut Glyphs) -> Value {
    let rows: Vec<&Row> = sheet.rows.iter().collect();
    Form::new(sheet, glyphs).data(edition, &[("", rows)])
}

/// A table for each section, in the order in which the sheet first names them. A row with several
/// owners stands under each.
pub(crate) fn by_section(edition: &Edition, sheet: &Sheet, glyphs: &mut Glyphs) -> Value {
    let mut groups: Vec<(String, Vec<&Row>)> = Vec::new();
    for row in &sheet.rows {
        for name in owners(row) {
            match groups.iter_mut().find(|(known, _)| *known == name) {
                Some((_, rows)) => rows.push(row),
                None => groups.push((name, vec![row])),
            }
        }
    }
    let groups: Vec<(&str, Vec<&Row>)> =
        groups.iter().map(|(name, rows)| (name.as_str(), rows.clone())).collect();
    Form::new(sheet, glyphs).data(edition, &groups)
}

/// The names of a row's owners, each once.
fn owners(row: &Row) -> Vec<String> {
    let mut names = Vec::new();
    for owner in row.owners() {
        let name = owner.name().to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { vec!["（担当課の記載なし）".to_owned()] } else { names }
}

/// The table in the making.
struct Form<'a, 'b> {
    sheet: &'a Sheet,
    glyphs: &'a mut Glyphs<'b>,
    columns: Vec<ExportColumn>,
    size: f64,
    /// In half-width letters.
    widths: Vec<f64>,
}

impl<'a, 'b> Form<'a, 'b> {
    fn new(sheet: &'a Sheet, glyphs: &'a mut Glyphs<'b>) -> Self {
        let columns = numbered(sheet);
        let texts: Vec<Vec<String>> = columns
            .iter()
            .map(|column| {
                let rows = sheet.rows.iter();
                let rows = rows.map(|row| columns::shown(sheet, row, &column.role).into_owned());
                [column.heading.clone()].into_iter().chain(rows).collect()
            })
            .collect();
        let size = size(columns.len());
        let room = (ROOM - INSET * columns.len() as f64) / (size / 2.0);
        let widths = widths::fit(&columns, &texts, room);
        Self { sheet, glyphs, columns, size, widths }
    }

    fn data(mut self, edition: &Edition, groups: &[(&str, Vec<&Row>)]) -> Value {
        let title = edition.heading.title(self.sheet.year);
        let mut data = edition.data(self.glyphs, &title);
        let groups: Vec<Value> = groups.iter().map(|(name, rows)| self.group(name, rows)).collect();
        let head: Vec<Value> = (0..self.columns.len()).map(|at| self.heading(at)).collect();
        let inset = |width: &f64| width * self.size / 2.0 + INSET;
        let centred = |column: &ExportColumn| columns::is_short(&column.role);
        data["size"] = json!(self.size);
        data["widths"] = json!(self.widths.iter().map(inset).collect::<Vec<f64>>());
        data["centred"] = json!(self.columns.iter().map(centred).collect::<Vec<bool>>());
        data["head"] = json!(head);
        data["groups"] = json!(groups);
        data
    }

    fn heading(&mut self, at: usize) -> Value {
        let text = self.glyphs.set(&self.columns[at].heading);
        lines(&text, self.room(at))
    }

    fn group(&mut self, name: &str, rows: &[&Row]) -> Value {
        let mut items = Vec::new();
        let mut under = None;
        for row in rows {
            if row.measure != under {
                let titles = columns::headings(self.sheet, under, row.measure);
                let titles = titles.into_iter().map(
                    |(depth, title)| json!({ "heading": self.glyphs.set(title), "depth": depth }),
                );
                items.extend(titles.collect::<Vec<_>>());
                under = row.measure;
            }
            items.push(self.row(row));
        }
        json!({ "name": self.glyphs.set(name), "rows": rows.len(), "items": items })
    }

    fn row(&mut self, row: &Row) -> Value {
        let mut highest = 0;
        let mut cells = Vec::new();
        for at in 0..self.columns.len() {
            let text = columns::shown(self.sheet, row, &self.columns[at].role);
            let text = self.glyphs.set(&text);
            highest = highest.max(count(&text, self.room(at)));
            cells.push(lines(&text, self.room(at)));
        }
        json!({ "cells": cells, "kept": highest <= KEPT_LINES })
    }

    /// The room of a column in whole half-width letters.
    fn room(&self, at: usize) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a width on paper"
        )]
        let room = self.widths[at].max(2.0) as usize;
        room
    }
}

/// The columns of the form; a sheet on paper is talked about by its rows' numbers.
fn numbered(sheet: &Sheet) -> Vec<ExportColumn> {
    let mut columns = columns::of(sheet);
    if !columns.iter().any(|column| column.role == ColumnRole::No) {
        columns.insert(0, ExportColumn { heading: "No".to_owned(), role: ColumnRole::No });
    }
    columns
}

/// The size of the letters in points: the more columns, the smaller.
fn size(columns: usize) -> f64 {
    match columns {
        0..=10 => 9.0,
        11..=12 => 8.5,
        13..=15 => 8.0,
        16..=18 => 7.5,
        _ => 7.0,
    }
}
