//! Made-up facts and forms, and what stands in a workbook.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Write},
};

use calamine::{Data, Reader, Xlsx};
use edition::{EditionContent, EditionKind, FORMAT, Publisher};
use formfill::{CellReport, FilledForm, FormFacts, FormMap, fill};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::{Value, json};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

fn answer(field: &str, text: &str, more: &Value) -> Value {
    let state = if text.is_empty() { "missing" } else { "given" };
    let mut answer = json!({ "field": field, "fiscal_year": 2021, "state": state, "text": text });
    let more = more.as_object().cloned().unwrap_or_default();
    answer.as_object_mut().unwrap().extend(more);
    answer
}

fn action(no: u32, status: &str, (grade, class): (&str, &str), number: &str) -> Value {
    json!({
        "id": format!("a{no}"), "row_no": no, "measure_no": 1, "title": format!("事業{no}"),
        "content": "", "page": "", "relisted": "", "owners": [], "follows": [],
        "answers": [
            answer("status", status, &json!({})),
            answer("progress", grade, &json!({ "grade": grade, "class": class })),
            answer("achievement", number, &json!({ "number": number })),
        ],
    })
}

/// Three actions: the first stands under two items of a scheme, the third under none.
pub(crate) fn facts() -> FormFacts {
    let figure = |year: i32, number: &str| {
        json!({
            "fiscal_year": year, "figure": "actual", "state": "given", "number": number,
            "approximate": false,
        })
    };
    let row = |item: &str, action: &str, primary: bool| {
        json!({
            "item": item, "action": action, "relation": "partial", "primary": primary,
            "decided_by": "事務局", "decided_on": "2021-04-01",
        })
    };
    let content = json!({
        "format": FORMAT,
        "city": { "region_code": "", "name": "あおぞら市" },
        "plan": { "id": "p1", "title": "計画" },
        "fiscal_year": 2021, "kind": EditionKind::Council, "number": 1,
        "frozen_on": "2022-07-01", "as_of": { "event": 0, "head": "" }, "based_on": null,
        "columns": [{
            "heading": "取組状況", "role": "answer", "field": "progress", "fiscal_year": 2021,
            "scale": "段階",
        }],
        "scales": [{ "name": "段階", "grades": [
            { "code": "ア", "label": "実施済", "class": "done" },
            { "code": "エ", "label": "未実施", "class": "not_done" },
        ] }],
        "measures": ["施策"],
        "actions": [
            action(1, "=1+1 を\n掲げた。", ("ア", "done"), "96.9"),
            action(2, "会議を2回開いた。", ("エ", "not_done"), "0"),
            action(3, "", ("ア", "done"), ""),
        ],
        "indicators": [
            { "id": "i1", "action": "a1", "name": "受講者数", "unit": "人", "definition": "",
                "figures": [figure(2020, "12"), figure(2021, "34.5")] },
            { "id": "i2", "action": "a2", "name": "受講者数", "unit": "人", "definition": "",
                "figures": [figure(2020, "7")] },
        ],
        "crosswalks": [{
            "scheme": {
                "id": "made-up", "title": "架空の体系", "version": 1, "valid_from": "",
                "valid_to": "", "source": "",
                "items": [
                    { "code": "1", "label": "一", "parent": "" },
                    { "code": "1-1", "label": "一の一", "parent": "1" },
                    { "code": "2", "label": "二", "parent": "" },
                ],
            },
            "rows": [row("1-1", "a1", true), row("2", "a1", false), row("2", "a2", true)],
        }],
        "opinions": [], "errata": [], "help": [], "publisher": Publisher::default(),
    });
    FormFacts::from(serde_json::from_value::<EditionContent>(content).unwrap())
}

/// A form of two worksheets with styles, a merged cell, a formula and what the city typed.
pub(crate) fn form() -> Vec<u8> {
    let mut book = Workbook::new();
    let framed = Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin).set_text_wrap();
    let first = book.add_worksheet().set_name("様式 1").unwrap();
    first.write_string(0, 0, "推進状況調査（架空）").unwrap();
    first.write_blank(2, 1, &framed).unwrap();
    first.write_blank(2, 2, &framed).unwrap();
    first.write_string(4, 1, "市で書いた文").unwrap();
    first.write_number(5, 1, 34.5).unwrap();
    first.write_formula(7, 1, "=SUM(B4:B6)").unwrap();
    first.merge_range(9, 0, 10, 2, "", &framed).unwrap();
    first.set_column_format(6, &framed).unwrap();
    let second = book.add_worksheet().set_name("集計").unwrap();
    second.write_string(0, 0, "触らない").unwrap();
    book.save_to_buffer().unwrap()
}

pub(crate) fn map(text: &str) -> FormMap {
    FormMap::parse(text).unwrap()
}

pub(crate) fn filled(form: &[u8], text: &str) -> FilledForm {
    fill(form, &map(text), &facts()).unwrap()
}

/// What became of each cell, in short.
pub(crate) fn told(cells: &[CellReport]) -> Vec<(&str, &str, &str)> {
    cells.iter().map(|one| (&*one.cell, one.outcome.code(), &*one.value)).collect()
}

/// The cells of a worksheet that hold something, as another program reads them.
pub(crate) fn cells(book: &[u8], sheet: &str) -> BTreeMap<(u32, u32), String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let start = range.start().unwrap_or_default();
    let used = range.used_cells().filter(|(.., value)| **value != Data::Empty);
    used.map(|(row, column, value)| {
        let row = u32::try_from(row).unwrap() + start.0;
        ((row, u32::try_from(column).unwrap() + start.1), value.to_string())
    })
    .collect()
}

/// The formulas of a worksheet.
pub(crate) fn formulas(book: &[u8], sheet: &str) -> Vec<String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let range = book.worksheet_formula(sheet).unwrap();
    range.used_cells().map(|(.., formula)| formula.clone()).filter(|it| !it.is_empty()).collect()
}

/// The parts of a workbook.
pub(crate) fn parts(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.insert(part.name().unwrap().into_owned(), bytes);
    }
    parts
}

/// Parts packed as a workbook.
pub(crate) fn packed<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::DEFAULT).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
