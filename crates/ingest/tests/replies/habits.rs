//! What Excel, Google and `LibreOffice` do to cells that people did not mean to change, and to those
//! that they did.

use domain::reply_workbook::{AnswerOutcome, WorkbookComparison};

use crate::book::{
    ACHIEVEMENT, Answers as _, CellValue, EVALUATION, NEXT, PROGRESS, STATUS, WorkbookCopy, book,
    changed, noticed,
};

/// What the copy's cells become, unless they are as they were.
fn outcomes(copy: &WorkbookCopy) -> Vec<(String, String)> {
    let comparison = copy.compare(&book());
    let cells = comparison.cells.iter().filter(|cell| cell.outcome != AnswerOutcome::Unchanged);
    cells.map(|cell| (format!("{:?}", cell.outcome), cell.theirs.clone())).collect()
}

fn untouched(comparison: &WorkbookComparison) {
    assert_eq!(changed(comparison), [""; 0]);
    assert_eq!(noticed(comparison), ["NoChange"]);
}

#[test]
fn numbers_texts_and_percentages_of_the_same_value_are_no_change() {
    for value in [
        CellValue::Number(100.0),
        "100".into(),
        "100.0".into(),
        "１００％".into(),
        CellValue::Percent(1.0),
    ] {
        untouched(&WorkbookCopy::of(&book()).set(1, ACHIEVEMENT, value).compare(&book()));
    }
    for value in [CellValue::Percent(0.969), CellValue::Number(96.9), "96.9%".into()] {
        untouched(&WorkbookCopy::of(&book()).set(2, ACHIEVEMENT, value).compare(&book()));
    }
    untouched(&WorkbookCopy::of(&book()).set(6, NEXT, CellValue::Number(7.0)).compare(&book()));
}

#[test]
fn a_changed_number_is_taken_as_people_write_it() {
    let copy = WorkbookCopy::of(&book()).set(1, ACHIEVEMENT, CellValue::Percent(0.85)).set(
        2,
        ACHIEVEMENT,
        "１００％",
    );
    let wanted = [("Taken", "85"), ("Taken", "100")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(outcomes(&copy), wanted);
}

#[test]
fn a_small_number_in_place_of_a_percentage_is_a_doubt() {
    // 96.9% without its format, or less than one percent: nobody can tell
    let copy = WorkbookCopy::of(&book()).set(2, ACHIEVEMENT, CellValue::Number(0.969));
    assert_eq!(outcomes(&copy), [("Doubt(Ratio)".to_owned(), "0.969".to_owned())]);
    let copy = WorkbookCopy::of(&book()).set(1, ACHIEVEMENT, CellValue::Number(0.85));
    assert_eq!(outcomes(&copy), [("Doubt(Ratio)".to_owned(), "0.85".to_owned())]);
}

#[test]
fn a_date_in_place_of_a_fraction_is_a_doubt() {
    // 4/1 and 10-12 as a spreadsheet counts days, with and without their format
    let copy = WorkbookCopy::of(&book()).set(4, STATUS, CellValue::Date(46_113.0)).set(
        4,
        EVALUATION,
        CellValue::Number(46_307.0),
    );
    let wanted = [("Doubt(Date)", "2026/4/1"), ("Doubt(Date)", "46307")];
    assert_eq!(outcomes(&copy), wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
    let copy = WorkbookCopy::of(&book()).set(2, STATUS, CellValue::Date(46_113.0));
    assert_eq!(outcomes(&copy), [("Doubt(Date)".to_owned(), "2026/4/1".to_owned())]);
}

#[test]
fn an_error_value_is_a_doubt() {
    let copy = WorkbookCopy::of(&book()).set(1, STATUS, CellValue::Fault);
    assert_eq!(outcomes(&copy), [("Doubt(Fault)".to_owned(), "#DIV/0!".to_owned())]);
}

#[test]
fn blanks_and_line_breaks_are_no_change() {
    for text in [
        "=特集を組んだ\n-表紙は別  ",
        "=特集を組んだ\r\n-表紙は別",
        "=特集を組んだ_x000D_\n-表紙は別\n",
        "=特集を組んだ　\n-表紙は別",
        "'=特集を組んだ\n-表紙は別",
    ] {
        untouched(&WorkbookCopy::of(&book()).set(3, STATUS, text).compare(&book()));
    }
}

#[test]
fn a_choice_is_known_by_code_label_and_width() {
    for text in ["ア　実施済", "ｱ 実施済", "ア", "実施済"] {
        untouched(&WorkbookCopy::of(&book()).set(1, PROGRESS, text).compare(&book()));
    }
    let copy = WorkbookCopy::of(&book()).set(1, PROGRESS, "ｲ").set(2, PROGRESS, "準備中").set(
        3,
        PROGRESS,
        "対象外",
    );
    let wanted = [("Taken", "イ　実施中"), ("Taken", "ウ　準備中"), ("Taken", "対象外")];
    assert_eq!(outcomes(&copy), wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn a_text_like_a_formula_comes_back_as_it_went_and_is_taken_as_it_is_typed() {
    untouched(&WorkbookCopy::of(&book()).compare(&book()));
    let copy = WorkbookCopy::of(&book())
        .set(1, STATUS, "=会議を開いた")
        .set(2, STATUS, "'-中止した")
        .set(3, STATUS, "@広報");
    let wanted = [("Taken", "=会議を開いた"), ("Taken", "-中止した"), ("Taken", "@広報")];
    assert_eq!(outcomes(&copy), wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
}
