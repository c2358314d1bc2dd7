//! Worksheets as other programs write them: names with a prefix, rows and cells without their places,
//! elements that hold nothing.

use formfill::CellOutcome;

use crate::world::{cells, filled, packed, parts};

const MAP: &str = "[[cells]]\ncell = \"B2\"\ncount = {}\n[[cells]]\ncell = \"A4\"\ncount = {}\n\
    [[cells]]\ncell = \"C2\"\ngrade = { action = 1 }\n[[cells]]\ncell = \"A1\"\ncount = {}\n";

/// A workbook of one worksheet.
fn book(workbook: &str, sheet: &str) -> Vec<u8> {
    let rels = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
            <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
            relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" \
        ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Override PartName=\"/xl/workbook.xml\" ContentType=\"application/\
        vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
    packed([
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", rels("officeDocument", "/xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/s.xml").as_bytes()),
        ("xl/worksheets/s.xml", sheet.as_bytes()),
    ])
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn plain(sheet: &str) -> Vec<u8> {
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>\
        <sheet name=\"一\" sheetId=\"1\" r:id=\"r1\"/></sheets><oleSize ref=\"A1\"/></workbook>"
    );
    book(&workbook, &format!("<worksheet xmlns=\"{MAIN}\">{sheet}</worksheet>"))
}

fn sheet_of(book: &[u8], name: &str) -> String {
    String::from_utf8(parts(book)[name].clone()).unwrap()
}

#[test]
fn a_worksheet_without_rows_gets_them_in_their_order() {
    for empty in ["<sheetData/>", "<sheetData></sheetData>"] {
        let done = filled(&plain(empty), MAP);
        let sheet = sheet_of(&done.bytes, "xl/worksheets/s.xml");
        assert!(
            sheet.contains(
                "<sheetData><row r=\"1\"><c r=\"A1\"><v>3</v></c></row><row r=\"2\"><c r=\"B2\"><v>3</v>\
                </c><c r=\"C2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">ア</t></is></c></row>\
                <row r=\"4\"><c r=\"A4\"><v>3</v></c></row></sheetData>"
            ),
            "{sheet}"
        );
        assert_eq!(cells(&done.bytes, "一").len(), 4);
    }
}

#[test]
fn rows_and_cells_without_their_places_are_counted() {
    let rows = "<sheetData><row><c><v>7</v></c></row><row spans=\"1:1\" ht=\"20\"><c><v>8</v></c></row>\
        <row r=\"9\" s=\"5\" customFormat=\"1\"/></sheetData>";
    let done = filled(&plain(rows), MAP);
    let first = done.cells.iter().find(|one| one.cell == "一!A1").unwrap();
    assert_eq!((first.outcome, first.found.as_str()), (CellOutcome::Differs, "7"));
    let sheet = sheet_of(&done.bytes, "xl/worksheets/s.xml");
    let second = "<row ht=\"20\"><c><v>8</v></c><c r=\"B2\"><v>3</v></c><c r=\"C2\"";
    assert!(sheet.contains(second), "{sheet}");
    let between = "</row><row r=\"4\"><c r=\"A4\"><v>3</v></c></row><row r=\"9\"";
    assert!(sheet.contains(between), "{sheet}");
    let last = "[[cells]]\ncell = \"B9\"\ncount = {}\n";
    let sheet = sheet_of(&filled(&plain(rows), last).bytes, "xl/worksheets/s.xml");
    let own = "<row r=\"9\" s=\"5\" customFormat=\"1\"><c r=\"B9\" s=\"5\"><v>3</v></c></row>";
    assert!(sheet.contains(own), "{sheet}");
}

#[test]
fn names_with_a_prefix_keep_it_and_a_formula_elsewhere_is_calculated_anew() {
    let workbook = format!(
        "<x:workbook xmlns:x=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><x:sheets>\
        <x:sheet name=\"一\" sheetId=\"1\" r:id=\"r1\"/></x:sheets><x:oleSize ref=\"A1\"/></x:workbook>"
    );
    let sheet = format!(
        "<x:worksheet xmlns:x=\"{MAIN}\"><x:sheetData><x:row r=\"2\"><x:c r=\"D2\"><x:f>B2*2</x:f>\
        <x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    );
    let done = filled(&book(&workbook, &sheet), MAP);
    let sheet = sheet_of(&done.bytes, "xl/worksheets/s.xml");
    let row = "<x:row r=\"2\"><x:c r=\"B2\"><x:v>3</x:v></x:c><x:c r=\"C2\" t=\"inlineStr\"><x:is>\
        <x:t xml:space=\"preserve\">ア</x:t></x:is></x:c><x:c r=\"D2\">";
    assert!(sheet.contains(row), "{sheet}");
    let workbook = sheet_of(&done.bytes, "xl/workbook.xml");
    let calculated = "</x:sheets><x:calcPr fullCalcOnLoad=\"1\"/><x:oleSize";
    assert!(workbook.contains(calculated), "{workbook}");
}

#[test]
fn what_looks_empty_is_filled_and_what_says_the_same_is_left() {
    let rows = "<sheetData><row r=\"1\"><c r=\"A1\" s=\"2\" t=\"inlineStr\"><is><t>　 </t></is></c></row>\
        <row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>３</t></is></c></row></sheetData>";
    let done = filled(&plain(rows), MAP);
    assert!(done.cells.iter().all(|one| one.outcome == CellOutcome::Filled), "{:?}", done.cells);
    let sheet = sheet_of(&done.bytes, "xl/worksheets/s.xml");
    assert!(sheet.contains("<c r=\"A1\" s=\"2\"><v>3</v></c>"), "{sheet}");
    assert!(sheet.contains("<t>３</t>"), "as it was typed: {sheet}");
}
