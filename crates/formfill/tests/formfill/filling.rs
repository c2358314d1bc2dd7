//! What is filled, what is left to a person, what is said otherwise.

use formfill::CellOutcome;

use crate::world::{cells, filled, form, formulas, parts, told};

const MAP: &str = r#"
title = "推進状況調査（架空）"
[[cells]]
cell = "'様式 1'!B3"
label = "実施状況"
answer = { action = 1, field = "status" }
[[cells]]
cell = "C3"
grade = { action = 2 }
[[cells]]
cell = "D3"
grade = { action = 2, show = "label" }
[[cells]]
cell = "B5"
answer = { action = 2, field = "status" }
[[cells]]
cell = "B6"
indicator = { name = "受講者数", action = 1 }
[[cells]]
cell = "B7"
indicator = { name = "受講者数", action = 2 }
[[cells]]
cell = "B8"
count = { }
[[cells]]
cell = "G30"
answer = { action = 1, field = "achievement" }
[[cells]]
cell = "A10"
hand = "窓口で数える"
[[cells]]
cell = "集計!C2"
count = { scheme = "made-up", item = "1" }
[[cells]]
cell = "集計!C3"
count = { scheme = "made-up", item = "2" }
[[cells]]
cell = "集計!C4"
count = { scheme = "made-up", item = "2", by = "all" }
[[cells]]
cell = "集計!C5"
count = { grades = ["done"] }
"#;

#[test]
fn case_55_each_cell_is_filled_left_to_a_person_or_told_as_otherwise() {
    let done = filled(&form(), MAP);
    assert_eq!(
        told(&done.cells),
        [
            ("様式 1!B3", "filled", "=1+1 を\n掲げた。"),
            ("様式 1!C3", "filled", "エ"),
            ("様式 1!D3", "filled", "未実施"),
            ("様式 1!B5", "differs", "会議を2回開いた。"),
            ("様式 1!B6", "filled", "34.5"),
            ("様式 1!B7", "by_hand", ""),
            ("様式 1!B8", "differs", "3"),
            ("様式 1!G30", "filled", "96.9"),
            ("様式 1!A10", "by_hand", ""),
            ("集計!C2", "filled", "1"),
            ("集計!C3", "filled", "1"),
            ("集計!C4", "filled", "2"),
            ("集計!C5", "filled", "2"),
        ]
    );
    let at = |cell: &str| done.cells.iter().find(|one| one.cell == cell).unwrap();
    assert_eq!(at("様式 1!B5").found, "市で書いた文");
    assert_eq!(at("様式 1!B8").note, "数式が入っています。");
    assert_eq!(at("様式 1!A10").note, "窓口で数える");
    assert_eq!(at("集計!C3").note, "", "the main ones add up");
    assert_eq!(at("集計!C4").note, "重複を含む");
    assert_eq!(
        (at("様式 1!B3").label.as_str(), CellOutcome::Differs.label()),
        ("実施状況", "食い違う")
    );
}

#[test]
fn what_is_filled_is_read_back_and_every_other_cell_stays() {
    let (form, done) = (form(), filled(&form(), MAP));
    let (before, after) = (cells(&form, "様式 1"), cells(&done.bytes, "様式 1"));
    for (place, text) in &before {
        assert_eq!(after.get(place), Some(text), "{place:?}");
    }
    assert_eq!(after.len(), before.len() + 4);
    assert_eq!(after[&(2, 1)], "=1+1 を\n掲げた。");
    assert_eq!(after[&(29, 6)], "96.9");
    assert_eq!(cells(&done.bytes, "集計")[&(3, 2)], "2");
    assert_eq!(formulas(&done.bytes, "様式 1"), ["SUM(B4:B6)"], "no fact is a formula");
}

#[test]
fn styles_and_other_parts_stay_and_formulas_are_calculated_anew() {
    let (form, done) = (form(), filled(&form(), MAP));
    let (before, after) = (parts(&form), parts(&done.bytes));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let changed: Vec<&str> = before
        .iter()
        .filter(|(name, part)| after[*name] != **part)
        .map(|(name, _)| &**name)
        .collect();
    assert_eq!(changed, ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]);
    let text = |name: &str| String::from_utf8(after[name].clone()).unwrap();
    assert!(text("xl/workbook.xml").contains("fullCalcOnLoad=\"1\""));
    let sheet = text("xl/worksheets/sheet1.xml");
    for cell in ["<c r=\"B3\" s=\"1\" t=\"inlineStr\">", "<c r=\"G30\" s=\"1\"><v>96.9</v></c>"] {
        assert!(sheet.contains(cell), "the cell's or its column's own style: {sheet}");
    }
}

#[test]
fn case_55_the_same_facts_fill_a_form_to_the_same_bytes_and_a_filled_one_stays() {
    let (form, once) = (form(), filled(&form(), MAP));
    assert_eq!(filled(&form, MAP), once);
    let again = filled(&once.bytes, MAP);
    assert_eq!(again.bytes, once.bytes);
    assert_eq!(told(&again.cells), told(&once.cells));
}
