//! What the workbook that goes out holds: protection, drop-downs, one page wide.

use testkit::unzipped;

use crate::book::{Answers as _, CellValue, WorkbookCopy, book, noticed};

fn part(name: &str) -> String {
    let parts = unzipped(&report::reply_workbook(&book()).unwrap());
    let part = parts.into_iter().find(|(known, _)| known == name).unwrap();
    String::from_utf8(part.1).unwrap()
}

#[test]
fn the_worksheet_is_protected_but_for_open_answers_and_prints_on_a4() {
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<sheetProtection sheet=\"1\""), "protected");
    assert!(!sheet.contains("password"), "without a password");
    assert!(sheet.contains("formatColumns=\"0\"") && sheet.contains("formatRows=\"0\""));
    assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("orientation=\"landscape\""));
    assert!(sheet.contains("fitToHeight=\"0\"") && sheet.contains("state=\"frozen\""));
    assert!(part("xl/workbook.xml").contains("state=\"veryHidden\""));
}

#[test]
fn grades_percentages_and_lengths_advise_and_do_not_refuse() {
    let sheet = part("xl/worksheets/sheet1.xml");
    assert_eq!(sheet.matches("<dataValidation ").count(), 5);
    assert!(sheet.contains("ア　実施済,イ　実施中,ウ　準備中,エ　未実施,対象外,未確定"));
    assert_eq!(sheet.matches("errorStyle=\"warning\"").count(), 5);
    assert!(sheet.contains("type=\"textLength\"") && sheet.contains("type=\"custom\""));
    assert_eq!(sheet.matches("prompt=\"").count(), 5, "guidance");
    assert!(!sheet.contains("<f>"), "no formula");
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    assert_eq!(report::reply_workbook(&book()).unwrap(), report::reply_workbook(&book()).unwrap());
}

#[test]
fn a_text_like_a_formula_is_stored_as_a_text() {
    let copy = WorkbookCopy::of(&book());
    let texts = copy.0[0].rows.iter().flatten().map(|(_, value)| value.clone());
    assert!(texts.clone().any(|value| value == CellValue::from("=特集を組んだ\n-表紙は別")));
    assert!(texts.clone().any(|value| value == CellValue::Number(96.9)));
}

#[test]
fn a_text_too_long_for_a_cell_is_named() {
    let mut long = book();
    long.rows[0].plan = "𠮷".repeat(20_000);
    let why = report::reply_workbook(&long).unwrap_err().to_string();
    assert!(
        why.starts_with("No.1「こころの相談会」の「令和８年度の実施計画」（20000字）"),
        "{why}"
    );
}

#[test]
fn a_list_too_long_for_a_drop_down_stands_on_a_worksheet_of_its_own() {
    let mut long = book();
    let grades: Vec<String> = (b'A'..=b'H')
        .map(|c| format!("{} {}", char::from(c), "順調に進んでいる".repeat(5)))
        .collect();
    let scale = domain::scale::Scale::typed("取組状況", &grades.join("\n")).unwrap();
    for asked in long.questions.iter_mut().filter(|asked| asked.scale.is_some()) {
        asked.scale = Some(scale.clone());
    }
    let comparison = WorkbookCopy::of(&long).compare(&long);
    assert_eq!(noticed(&comparison), ["NoChange"], "the list is no stranger");
    assert_eq!(WorkbookCopy::of(&long).0[1].rows.len(), 10, "eight grades and two words");
}

#[test]
fn a_section_without_actions_and_an_action_without_a_measure_have_their_workbook() {
    let mut empty = book();
    empty.rows.clear();
    let comparison = WorkbookCopy::of(&empty).compare(&empty);
    assert_eq!((noticed(&comparison).len(), comparison.cells.len()), (0, 0));
    let mut bare = book();
    bare.rows[0].measure.clear();
    let mut copy = WorkbookCopy::of(&bare);
    assert_eq!(noticed(&copy.compare(&bare)), ["NoChange"]);
    assert_eq!(copy.front().rows[6].get(&1), Some(&CellValue::from("（施策の記載なし）")));
}
