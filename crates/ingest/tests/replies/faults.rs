//! Planted faults: each gives its action or its sentence, and nothing else.

use domain::{FiscalYear, Id, reply_workbook::WorkbookColumn};
use testkit::{patched, unzipped, zipped};

use crate::book::{
    ACHIEVEMENT, Answers as _, CellValue, EVALUATION, NEXT, Numbered as _, PROGRESS, STATUS,
    WorkbookCopy, book, changed, identity, noticed, read, save,
};

fn empty() -> Vec<String> {
    Vec::new()
}

#[test]
fn a_workbook_that_nobody_touched_changes_nothing() {
    let comparison = WorkbookCopy::of(&book()).compare(&book());
    assert_eq!(changed(&comparison), empty());
    assert_eq!(noticed(&comparison), ["NoChange"]);
    // Five rows are open, with five questions each
    assert_eq!(comparison.cells.len(), 25);
}

#[test]
fn what_only_the_workbook_changed_is_taken_and_what_only_the_present_changed_is_kept() {
    let mut now = book();
    save(&mut now, 2, EVALUATION, "画面で書いた。");
    let copy = WorkbookCopy::of(&book()).set(2, STATUS, "研修を３回行った。").clear(1, EVALUATION);
    let comparison = copy.compare(&now);
    assert_eq!(changed(&comparison), ["1 evaluation Taken", "2 status Taken", "2 evaluation Kept"]);
    assert_eq!(noticed(&comparison), ["Older"]);
    let taken: Vec<_> =
        comparison.taken().map(|c| (c.theirs.as_str(), c.ours.as_str(), c.version)).collect();
    assert_eq!(taken, [("", "参加者が増えた。", 3), ("研修を３回行った。", "", 0)]);
    assert_eq!(comparison.cells[5].place.to_string(), "回答!G9");
}

#[test]
fn what_both_changed_is_decided_unless_it_is_the_same() {
    let mut now = book();
    save(&mut now, 1, STATUS, "５回開催した。");
    save(&mut now, 2, STATUS, "３回行った。");
    let copy =
        WorkbookCopy::of(&book()).set(1, STATUS, "６回開催した。").set(2, STATUS, "３回行った。 ");
    let comparison = copy.compare(&now);
    assert_eq!(changed(&comparison), ["1 status Conflict(Both)", "2 status Same"]);
    let conflict = comparison.undecided().next().unwrap();
    assert_eq!(conflict.sent.as_deref(), Some("４回開催した。"));
    assert_eq!(
        (conflict.theirs.as_str(), conflict.ours.as_str()),
        ("６回開催した。", "５回開催した。")
    );
    assert_eq!((conflict.version, noticed(&comparison)), (4, vec!["Older".to_owned()]));
}

#[test]
fn a_file_that_is_sent_twice_is_said_to_be_there_already() {
    let copy = WorkbookCopy::of(&book()).set(1, STATUS, "６回開催した。");
    let mut now = book();
    let first = copy.compare(&now);
    assert_eq!(changed(&first), ["1 status Taken"]);
    save(&mut now, 1, STATUS, &first.taken().next().unwrap().theirs.clone());
    let second = copy.compare(&now);
    assert_eq!(changed(&second), ["1 status Same"]);
    assert_eq!(noticed(&second), ["Older", "AlreadyTaken"]);
}

#[test]
fn an_older_workbook_is_compared_with_what_it_was_sent_as() {
    let mut now = book();
    save(&mut now, 1, STATUS, "５回開催した。");
    save(&mut now, 1, EVALUATION, "満員だった。");
    save(&mut now, 1, EVALUATION, "満員が続いた。");
    let comparison = WorkbookCopy::of(&book()).set(2, STATUS, "２回。").compare(&now);
    assert_eq!(changed(&comparison), ["1 status Kept", "1 evaluation Kept", "2 status Taken"]);
    assert_eq!(noticed(&comparison), ["Older"]);
    assert!(comparison.notices[0].sentence.contains("2か所"));
}

#[test]
fn a_changed_locked_cell_is_listed_and_not_taken() {
    let mut copy = WorkbookCopy::of(&book());
    copy.put(1, &WorkbookColumn::Plan, "年８回に増やす。".into());
    copy.put(5, &WorkbookColumn::Input(STATUS), "二度実施した。".into());
    let comparison = copy.compare(&book());
    assert_eq!(
        (changed(&comparison), noticed(&comparison)),
        (empty(), vec!["Locked".to_owned(); 2])
    );
    assert!(comparison.notices[0].sentence.contains("年８回に増やす。"));
    assert!(comparison.notices[1].sentence.contains("提出済みなどで記入できなかった欄"));
}

#[test]
fn a_reply_that_was_handed_in_meanwhile_is_not_written() {
    let mut now = book();
    now.rows[0].editable = false;
    let comparison = WorkbookCopy::of(&book()).set(1, STATUS, "６回。").compare(&now);
    assert_eq!(
        (changed(&comparison), noticed(&comparison)),
        (vec!["1 status Closed".to_owned()], empty())
    );
    assert!(comparison.cells[0].outcome.sentence().contains("取り下げる"));
}

#[test]
fn moved_rows_are_noted_and_matched() {
    let mut copy = WorkbookCopy::of(&book()).set(1, STATUS, "６回。");
    let (a, b) = (copy.front().row_of(1), copy.front().row_of(6));
    copy.front().rows.swap(a, b);
    let comparison = copy.compare(&book());
    assert_eq!(changed(&comparison), ["1 status Taken"]);
    assert_eq!(noticed(&comparison), ["Moved"]);
}

#[test]
fn a_deleted_row_changes_nothing_and_is_told() {
    let mut copy = WorkbookCopy::of(&book()).set(1, STATUS, "６回。");
    let at = copy.front().row_of(2);
    copy.front().rows.remove(at);
    let comparison = copy.compare(&book());
    assert_eq!(changed(&comparison), ["1 status Taken"]);
    assert_eq!(noticed(&comparison), ["Deleted"]);
    assert!(comparison.notices[0].sentence.contains("No.2「ゲートキーパー研修」"));
    // A row that was emptied but for its key is the same
    let mut copy = WorkbookCopy::of(&book()).set(1, STATUS, "６回。");
    let at = copy.front().row_of(2);
    copy.front().rows[at].retain(|column, _| *column == 0);
    let emptied = copy.compare(&book());
    assert_eq!(changed(&emptied), changed(&comparison));
    assert_eq!(emptied.notices, comparison.notices);
}

#[test]
fn an_added_row_is_listed_with_its_text() {
    let mut copy = WorkbookCopy::of(&book()).set(1, STATUS, "６回。");
    let row = [(2, "新しい事業"), (6, "こどもの居場所を開いた。")];
    copy.front().rows.push(row.into_iter().map(|(at, text)| (at, text.into())).collect());
    let comparison = copy.compare(&book());
    assert_eq!(
        (changed(&comparison), noticed(&comparison)),
        (vec!["1 status Taken".to_owned()], vec!["Added".to_owned()])
    );
    assert!(comparison.notices[0].sentence.contains("新しい事業／こどもの居場所を開いた。"));
}

#[test]
fn a_row_that_stands_twice_is_one_when_its_copies_agree_and_a_conflict_when_not() {
    let mut copy = WorkbookCopy::of(&book()).set(1, STATUS, "６回。");
    let at = copy.front().row_of(1);
    let twin = copy.front().rows[at].clone();
    copy.front().rows.push(twin);
    let comparison = copy.compare(&book());
    assert_eq!(changed(&comparison), ["1 status Taken"]);
    assert_eq!(noticed(&comparison), ["CopiesAlike"]);
    let column = copy.front().column_of(&WorkbookColumn::Input(STATUS));
    copy.front().rows.last_mut().unwrap().insert(column, "７回。".into());
    let comparison = copy.compare(&book());
    assert_eq!(changed(&comparison), ["1 status Conflict(Copies)"]);
    assert_eq!(noticed(&comparison), ["CopiesDiffer"]);
    let conflict = &comparison.cells[0];
    assert_eq!(
        (conflict.theirs.as_str(), conflict.others.as_slice()),
        ("６回。", &["７回。".to_owned()][..])
    );
}

#[test]
fn a_row_without_its_key_is_known_by_number_and_title() {
    let mut copy = WorkbookCopy::of(&book()).set(1, STATUS, "６回。");
    let at = copy.front().row_of(1);
    copy.front().rows[at].remove(&0);
    let comparison = copy.compare(&book());
    assert_eq!(changed(&comparison), ["1 status Taken"]);
    assert_eq!(noticed(&comparison), ["Unkeyed"]);
}

#[test]
fn a_workbook_of_another_city_year_section_or_round_is_not_compared() {
    let mut other = book();
    identity(&mut other).city = "みどり市".to_owned();
    assert_eq!(noticed(&WorkbookCopy::of(&other).compare(&book())), ["OtherPlan"]);
    let mut other = book();
    identity(&mut other).year = FiscalYear::parse("R7").unwrap();
    identity(&mut other).round = Id::new("round-7");
    let comparison = WorkbookCopy::of(&other).compare(&book());
    assert_eq!(noticed(&comparison), ["OtherYear"]);
    assert!(comparison.notices[0].sentence.starts_with("令和７年度の回答用のExcelです。"));
    let mut other = book();
    identity(&mut other).section = Id::new("section-9");
    identity(&mut other).section_name = "福祉課".to_owned();
    let comparison = WorkbookCopy::of(&other).compare(&book());
    assert_eq!(noticed(&comparison), ["OtherSection"]);
    assert!(comparison.notices[0].sentence.starts_with("「福祉課」の回答用のExcelです。"));
    let mut other = book();
    identity(&mut other).round = Id::new("round-8b");
    let comparison = WorkbookCopy::of(&other).compare(&book());
    assert_eq!(noticed(&comparison), ["OtherRound"]);
    assert!(comparison.is_foreign() && comparison.cells.is_empty());
}

#[test]
fn without_the_hidden_worksheet_every_difference_is_decided() {
    let mut copy = WorkbookCopy::of(&book()).set(1, STATUS, "６回。");
    copy.0.remove(1);
    let mut now = book();
    save(&mut now, 2, STATUS, "画面で書いた。");
    let comparison = copy.compare(&now);
    assert_eq!(
        changed(&comparison),
        ["1 status Conflict(SentUnknown)", "2 status Conflict(SentUnknown)"]
    );
    assert_eq!(noticed(&comparison), ["SentUnknown"]);
    identity(&mut now).year = FiscalYear::parse("R9").unwrap();
    assert_eq!(noticed(&copy.compare(&now)), ["OtherYear"], "the title names the year");
}

#[test]
fn an_edited_hidden_worksheet_is_noticed_and_not_relied_on() {
    let mut copy = WorkbookCopy::of(&book()).set(1, STATUS, "６回。");
    let cells = copy.0[1].rows.iter_mut().flatten();
    for (_, value) in cells.filter(|(_, value)| **value == "|４回開催した。|".into()) {
        *value = "|６回。|".into();
    }
    let comparison = copy.compare(&book());
    assert_eq!(changed(&comparison), ["1 status Conflict(SentUnknown)"]);
    assert_eq!(noticed(&comparison), ["HiddenSheetAltered"]);
    // Rows of it that are gone are noticed as well
    copy.0[1].rows.truncate(9);
    assert_eq!(noticed(&copy.compare(&book())), ["HiddenSheetAltered"]);
}

#[test]
fn a_workbook_of_a_newer_version_is_not_compared() {
    let mut copy = WorkbookCopy::of(&book());
    copy.0[1].rows[0].insert(1, "|2|".into());
    assert_eq!(noticed(&copy.compare(&book())), ["Newer"]);
}

#[test]
fn columns_may_move_and_a_column_that_is_gone_is_told() {
    let mut copy = WorkbookCopy::of(&book()).set(1, EVALUATION, "増えた。");
    let (status, evaluation) = (
        copy.front().column_of(&WorkbookColumn::Input(STATUS)),
        copy.front().column_of(&WorkbookColumn::Input(EVALUATION)),
    );
    for row in &mut copy.front().rows {
        row.remove(&status);
        if let Some(value) = row.remove(&evaluation) {
            row.insert(30, value);
        }
    }
    let comparison = copy.compare(&book());
    assert_eq!(changed(&comparison), ["1 evaluation Taken"]);
    assert_eq!(noticed(&comparison), ["NoColumn"]);
}

#[test]
fn without_the_row_of_codes_columns_are_known_by_their_headings() {
    let mut copy = WorkbookCopy::of(&book()).set(1, EVALUATION, "増えた。");
    copy.front().rows[4].clear();
    assert_eq!(changed(&copy.compare(&book())), ["1 evaluation Taken"]);
}

#[test]
fn text_beside_the_rows_and_on_other_worksheets_is_told() {
    let mut copy = WorkbookCopy::of(&book());
    let at = copy.front().row_of(1);
    copy.front().rows[at].insert(40, "来年は見直す".into());
    let mut memo = copy.0[0].clone();
    memo.name = "メモ".to_owned();
    memo.rows = vec![[(0, "控え".into())].into()];
    copy.0.push(memo);
    let comparison = copy.compare(&book());
    assert_eq!(
        (changed(&comparison), noticed(&comparison)),
        (empty(), vec!["OtherSheets".to_owned(), "Stray".to_owned()])
    );
    assert!(comparison.notices[1].sentence.contains("来年は見直す"));
}

#[test]
fn no_more_is_told_than_a_person_may_read() {
    let mut copy = WorkbookCopy::of(&book());
    for at in 0..1_000 {
        copy.front().rows.push([(2, format!("行{at}").as_str().into())].into());
    }
    let comparison = copy.compare(&book());
    assert_eq!((changed(&comparison), comparison.notices.len()), (empty(), 201));
    let last = &comparison.notices[200];
    assert_eq!(last.sentence, "同じ種類のお知らせが、ほかに800件あります。");
}

#[test]
fn an_action_that_went_to_another_section_is_told_with_its_text() {
    let mut now = book();
    now.rows.remove(0);
    let comparison = WorkbookCopy::of(&book()).set(1, STATUS, "６回。").compare(&now);
    assert_eq!((changed(&comparison), noticed(&comparison)), (empty(), vec!["Gone".to_owned()]));
    assert!(comparison.notices[0].sentence.contains("６回。"));
}

#[test]
fn a_question_that_is_no_longer_asked_is_told_with_its_text() {
    let mut now = book();
    now.questions.retain(|asked| asked.question.slot != NEXT);
    let comparison = WorkbookCopy::of(&book()).set(1, NEXT, "８回にする。").compare(&now);
    assert_eq!((changed(&comparison), noticed(&comparison)), (empty(), vec!["Unasked".to_owned()]));
}

#[test]
fn long_texts_and_control_characters_are_refused_with_their_sentence() {
    let copy = WorkbookCopy::of(&book()).set(1, STATUS, "ここに長い文").set(2, STATUS, "a\u{1}b");
    let long = "あ".repeat(32_000);
    let comparison = read(&patched(&copy.save(), "ここに長い文", &long), &book());
    let refused: Vec<_> = comparison.cells.iter().map(|c| c.outcome.sentence()).collect();
    assert!(refused[0].contains("文章が長すぎます（32000文字）"), "{}", refused[0]);
    assert!(refused[5].contains("制御文字（U+0001）"), "{}", refused[5]);
    assert_eq!((changed(&comparison).len(), noticed(&comparison)), (2, empty()));
    let longer = patched(&copy.save(), "ここに長い文", &"あ".repeat(400_000));
    let why = ingest::reply_workbook(&longer).unwrap_err().to_string();
    assert!(why.contains("の文字が多すぎます（400000字）"), "{why}");
}

#[test]
fn macros_are_told_and_not_run() {
    let copy = WorkbookCopy::of(&book()).set(1, PROGRESS, "イ　実施中").set(
        2,
        ACHIEVEMENT,
        CellValue::Number(50.0),
    );
    let mut parts = unzipped(&copy.save());
    parts.push(("xl/vbaProject.bin".to_owned(), b"Sub Auto_Open()".to_vec()));
    let comparison = read(&zipped(&parts), &book());
    assert_eq!(changed(&comparison), ["1 progress Taken", "2 achievement Taken"]);
    assert_eq!(noticed(&comparison), ["Macros"]);
}

#[test]
fn a_file_that_is_no_workbook_for_replies_says_so() {
    let mut copy = WorkbookCopy::of(&book());
    copy.0.truncate(1);
    copy.front().rows.remove(4);
    let why = ingest::reply_workbook(&copy.save()).unwrap_err().to_string();
    assert!(why.contains("回答の表が見つかりません"), "{why}");
    for bytes in [&b"No,1"[..], b"%PDF-1.7", b"", b"PK\x03\x04"] {
        assert!(ingest::reply_workbook(bytes).is_err());
    }
}
