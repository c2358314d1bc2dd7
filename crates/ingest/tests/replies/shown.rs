//! Cells of which nobody can tell what they say: the former answer stays, and a person is asked.

use testkit::patched;

use crate::book::{
    ACHIEVEMENT, Answers as _, CellValue, EVALUATION, NEXT, STATUS, WorkbookCopy, book, changed,
    read,
};

#[test]
fn a_formula_without_its_result_is_asked_about_whether_an_answer_stood_there_or_not() {
    let copy = WorkbookCopy::of(&book()).set(1, STATUS, CellValue::NoResult).set(
        2,
        STATUS,
        CellValue::NoResult,
    );
    let comparison = copy.compare(&book());
    assert_eq!(changed(&comparison), ["1 status Doubt(NoResult)", "2 status Doubt(NoResult)"]);
    assert_eq!(comparison.taken().count(), 0);
    let asked = comparison.undecided().next().unwrap();
    assert_eq!((asked.ours.as_str(), asked.theirs.as_str()), ("４回開催した。", ""));
    assert!(asked.outcome.sentence().contains("計算式の結果がファイルに入っていません"));
}

#[test]
fn struck_words_erase_no_answer() {
    let struck = |text: &str| CellValue::Struck(text.to_owned());
    let copy = WorkbookCopy::of(&book()).set(1, STATUS, struck("４回開催した。")).set(
        2,
        EVALUATION,
        struck("取り消した文"),
    );
    let comparison = copy.compare(&book());
    assert_eq!(changed(&comparison), ["1 status Doubt(Struck)", "2 evaluation Doubt(Struck)"]);
}

#[test]
fn a_mark_that_repeats_what_stands_above_is_no_answer() {
    for mark in ["〃", "同上", "″", "上に同じ"] {
        let comparison = WorkbookCopy::of(&book()).set(2, STATUS, mark).compare(&book());
        assert_eq!(changed(&comparison), ["2 status Doubt(Ditto)"], "{mark}");
    }
}

#[test]
fn merged_answers_belong_to_no_row_until_a_person_says_so() {
    let copy = WorkbookCopy::of(&book()).clear(3, STATUS).set(2, STATUS, "まとめて開催した。");
    let cell = |no: u32| {
        let comparison = copy.compare(&book());
        comparison.cells.iter().find(|c| c.no == no && c.slot == STATUS).unwrap().place.to_string()
    };
    let (first, last) = (cell(2).replace("回答!", ""), cell(3).replace("回答!", ""));
    let merged = format!(
        "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"{first}:{last}\"/></mergeCells>"
    );
    let comparison = read(&patched(&copy.save(), "</sheetData>", &merged), &book());
    assert_eq!(changed(&comparison), ["2 status Doubt(Merged)", "3 status Doubt(Merged)"]);
    let asked = comparison.undecided().last().unwrap();
    assert_eq!(asked.ours, "=特集を組んだ\n-表紙は別");
    assert_eq!(asked.theirs, "まとめて開催した。");
}

#[test]
fn a_value_that_the_workbook_does_not_show_is_asked_about() {
    let hidden = CellValue::Formatted(0.0, "0;-0;;@".to_owned());
    let comparison = WorkbookCopy::of(&book()).set(1, ACHIEVEMENT, hidden).compare(&book());
    assert_eq!(changed(&comparison), ["1 achievement Doubt(Hidden)"]);
}

#[test]
fn a_number_with_words_of_its_format_is_taken_as_it_is_shown() {
    let copies = CellValue::Formatted(1_300.0, "#,##0\"部\"".to_owned());
    let comparison = WorkbookCopy::of(&book())
        .set(2, NEXT, copies)
        .set(1, ACHIEVEMENT, CellValue::Formatted(100.0, "0\" %\"".to_owned()))
        .compare(&book());
    assert_eq!(changed(&comparison), ["2 next_plan Taken"]);
    assert_eq!(comparison.taken().next().unwrap().theirs, "1,300部");
}
