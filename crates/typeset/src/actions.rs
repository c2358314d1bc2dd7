//! A page for each action: what the plan says of it, and its years with plan beside result.

use std::collections::BTreeMap;

use domain::{
    Field, FiscalYear,
    action::key,
    sheet::{Row, Sheet},
    timeline::{Joined, join},
};
use report::{chart, columns};
use serde_json::{Value as Json, json};

use crate::{
    edition::Edition,
    field,
    glyphs::Glyphs,
    lines::{count, lines},
};

/// How it looks.
pub(crate) const TEMPLATE: &str = include_str!("typ/actions.typ");

/// The room of a column of sentences, of a narrow one and of the page, in half-width letters.
const COLUMN: usize = 42;
const NARROW: usize = 10;
const PAGE: usize = 90;

/// The room of a title in its larger letters.
const TITLE: usize = 50;

/// How many lines a year may take and still be kept on one page, of the 38 that a page has.
const KEPT_LINES: usize = 24;

type Years = BTreeMap<FiscalYear, BTreeMap<Field, Joined<()>>>;

/// A page for each row of the sheet, with what the other years' sheets say of the same action.
pub(crate) fn data(
    edition: &Edition,
    sheet: &Sheet,
    others: &[Sheet],
    glyphs: &mut Glyphs,
) -> Json {
    let title = format!("{}　事業別", edition.heading.title(sheet.year));
    let mut data = edition.data(glyphs, &title);
    let fields = fields(sheet, others);
    let labels = fields.iter().map(|field| glyphs.set(field.label()));
    data["fields"] = labels.zip(&fields).map(|(label, f)| json!([label, is_narrow(f)])).collect();
    let mut seen = BTreeMap::<String, usize>::new();
    let mut under = None;
    let mut pages = Vec::new();
    for row in &sheet.rows {
        let nth = seen.entry(key(&row.action.text)).or_default();
        let years = years(sheet, others, row, *nth);
        *nth += 1;
        let mut page = page(sheet, row, &years, &fields, glyphs);
        let crumb = columns::headings(sheet, None, row.measure).into_iter().map(|(_, title)| title);
        page["measure"] = json!(glyphs.set(&crumb.collect::<Vec<_>>().join("　＞　")));
        page["first"] = json!(pages.is_empty() || row.measure != under);
        under = row.measure;
        pages.push(page);
    }
    data["pages"] = json!(pages);
    data
}

/// The standard fields that any of the sheets asks for: the columns of the table of years. The
/// plan's own fields, which may be many, are listed below it.
fn fields(sheet: &Sheet, others: &[Sheet]) -> Vec<Field> {
    let asked = |field: &Field| {
        let mut slots = others.iter().chain([sheet]).flat_map(Sheet::slots);
        slots.any(|slot| slot.field == *field)
    };
    Field::STANDARD.into_iter().filter(asked).collect()
}

/// What is said of the plan's own fields, year by year.
fn own(sheet: &Sheet, years: &Years, glyphs: &mut Glyphs) -> Json {
    let said = years.iter().flat_map(|(year, said)| said.iter().map(move |said| (year, said)));
    let own = said.filter(|(_, (field, _))| matches!(field, Field::Other(_)));
    let own = own.map(|(year, (field, joined))| {
        json!({
            "year": year.official(),
            "label": lines(&glyphs.set(field.label()), NARROW * 2),
            "cell": cell(sheet, field, Some(joined), glyphs),
        })
    });
    own.collect::<Vec<Json>>().into()
}

fn is_narrow(field: &Field) -> bool {
    matches!(field, Field::Progress | Field::Achievement)
}

/// All that the sheets say of an action: rows of other years are the n-th of the same title.
fn years(sheet: &Sheet, others: &[Sheet], row: &Row, nth: usize) -> Years {
    let title = key(&row.action.text);
    let same = |other: &'_ &Row| key(&other.action.text) == title;
    let others = others.iter().filter(|other| other.year != sheet.year);
    let others = others.filter_map(|other| Some((other, other.rows.iter().filter(same).nth(nth)?)));
    let all = others.chain([(sheet, row)]);
    join(all.flat_map(|(sheet, row)| {
        let answers = row.answers.iter();
        answers.map(|(slot, cell)| (sheet.year, slot.clone(), cell.value(), ()))
    }))
}

fn page(sheet: &Sheet, row: &Row, years: &Years, fields: &[Field], glyphs: &mut Glyphs) -> Json {
    let told = years.iter().map(|(year, said)| {
        let cells: Vec<Json> =
            fields.iter().map(|field| cell(sheet, field, said.get(field), glyphs)).collect();
        json!({ "year": year.official(), "own": *year == sheet.year, "cells": cells,
            "kept": height(said) <= KEPT_LINES })
    });
    let told: Vec<Json> = told.collect();
    json!({
        "no": row.no,
        "title": lines(&glyphs.set(&row.title()), TITLE),
        "marks": field::marks(sheet, row, glyphs),
        "facts": field::facts(row, glyphs),
        "content": lines(&glyphs.set(&row.content.text), PAGE),
        "years": told,
        "own": own(sheet, years, glyphs),
        "chart": chart(row, years, glyphs),
    })
}

/// What is said of a field of a year, the leading statement first; `null` where no sheet asks.
fn cell(sheet: &Sheet, field: &Field, said: Option<&Joined<()>>, glyphs: &mut Glyphs) -> Json {
    let Some(joined) = said else { return Json::Null };
    let room = if is_narrow(field) { NARROW } else { COLUMN };
    let scale = sheet.layout.scale();
    let differs = !joined.agrees();
    let shown = joined.statements.iter().enumerate().filter(|(at, _)| *at == 0 || differs);
    let shown = shown.map(|(_, statement)| {
        let mut told = field::answer(field, &statement.value, &scale, glyphs, room);
        told["sheet"] = json!(statement.sheet.official());
        told
    });
    shown.collect()
}

/// The percentages through the years as a chart, where there is something to see: a column of
/// figures that are all the same says as much in less room.
fn chart(row: &Row, years: &Years, glyphs: &mut Glyphs) -> Json {
    let percent = |said: &BTreeMap<Field, Joined<()>>| {
        said.get(&Field::Achievement).and_then(|joined| joined.leading()?.value.percent())
    };
    let asked = years.iter().filter(|(_, said)| said.contains_key(&Field::Achievement));
    let series: Vec<(FiscalYear, Option<f64>)> =
        asked.map(|(year, said)| (*year, percent(said))).collect();
    let given: Vec<f64> = series.iter().filter_map(|(_, percent)| *percent).collect();
    if given.len() < 2 || given.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.05) {
        return Json::Null;
    }
    let title = glyphs.set(&format!("「{}」の達成度の推移", row.title()));
    let told = series.iter().map(|(year, percent)| {
        let percent =
            percent.map_or("未記入".to_owned(), |p| format!("{}％", domain::percent::trim(p)));
        format!("{year} {percent}")
    });
    let told = told.collect::<Vec<_>>().join("、");
    json!({ "svg": chart::series(&title, &series, &[]), "alt": format!("{title}：{told}") })
}

fn height(said: &BTreeMap<Field, Joined<()>>) -> usize {
    let lines = |joined: &Joined<()>| -> usize {
        let all = if joined.agrees() { 1 } else { joined.statements.len() };
        let statements = joined.statements.iter().take(all);
        statements.map(|statement| count(statement.value.text(), COLUMN) + 1).sum()
    };
    said.values().map(lines).max().unwrap_or(0)
}
