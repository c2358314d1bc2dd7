//! Laws of comparing a returned workbook: nothing that anyone wrote is lost in silence.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeMap;

use domain::{
    Day, Field, FiscalYear, Id, Offset, Slot,
    reply_workbook::{
        AnswerOutcome, ComparedCell, HiddenSheet, Identity, ReplyWorkbook, ReturnedCell,
        ReturnedCellKind, ReturnedRow, ReturnedWorkbook, WorkbookCell, WorkbookColumn,
        WorkbookOwner, WorkbookQuestion, WorkbookRow, compare, read, records,
    },
    round::Question,
    stage::Stage,
};
use proptest::prelude::*;

const SLOT: Slot = Slot::new(Field::Status, Offset::This);

/// A workbook of one action with one answer.
fn book(text: &str, version: u32, editable: bool) -> ReplyWorkbook {
    let cell = WorkbookCell { text: text.to_owned(), version };
    let row = WorkbookRow {
        key: Id::new("a-1"),
        no: 1,
        measure: "見守り".into(),
        title: "相談会".into(),
        content: String::new(),
        plan: "４回開く。".into(),
        last: BTreeMap::new(),
        cells: [(SLOT, cell)].into(),
        stage: Stage::Draft,
        editable,
        remarks: String::new(),
        notes: BTreeMap::new(),
    };
    let question = Question { slot: SLOT, required: true, guidance: String::new(), limit: None };
    ReplyWorkbook {
        owner: WorkbookOwner::Section(Identity {
            city: "あおぞら市".into(),
            plan_title: "計画".into(),
            plan: Id::new("p"),
            round: Id::new("r"),
            year: FiscalYear::starting(2026).unwrap(),
            section: Id::new("s"),
            section_name: "福祉課".into(),
        }),
        due_on: Day::new(2027, 5, 31).unwrap(),
        questions: vec![WorkbookQuestion { question, heading: "実施状況".into(), scale: None }],
        rows: vec![row],
    }
}

/// It comes back with the answer.
fn returned(sent: &ReplyWorkbook, answer: &str) -> ReturnedWorkbook {
    let columns = sent.columns();
    let written = |column: &WorkbookColumn| {
        let text = match column {
            WorkbookColumn::Input(_) => answer.to_owned(),
            shown => sent.rows[0].text(shown).into_owned(),
        };
        (!text.is_empty())
            .then(|| (column.clone(), ReturnedCell { text, kind: ReturnedCellKind::Text }))
    };
    let shown = columns.iter().filter(|column| **column != WorkbookColumn::Key);
    let cells = shown.filter_map(written).collect();
    ReturnedWorkbook {
        sheet: "回答".into(),
        title: String::new(),
        columns: columns.into_iter().zip(0..).collect(),
        rows: vec![ReturnedRow { row: 6, key: "a-1".into(), cells }],
        hidden: read(&records(sent)).unwrap(),
        strays: Vec::new(),
        others: Vec::new(),
        macros: false,
    }
}

fn compared(base: &str, theirs: &str, ours: &str, editable: bool) -> ComparedCell {
    let sent = returned(&book(base, 1, true), theirs);
    let mut comparison = compare(&sent, &book(ours, 1 + u32::from(base != ours), editable));
    comparison.cells.remove(0)
}

/// Texts as the database holds them, few enough to meet one another.
fn text() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "", "1", "4/1", "=a", "'=a", "-", "あ", "\n", " い", "100%", "_x000D_",
    ]);
    prop::collection::vec(part, 0..3).prop_map(|parts| parts.concat().trim_end().to_owned())
}

proptest! {
    #[test]
    fn what_was_sent_is_what_the_hidden_worksheet_says(text in "\\PC{0,40}", version in 0..9_u32) {
        let book = book(&text, version, true);
        let Some(HiddenSheet::Whole(base)) = read(&records(&book)) else { panic!("not whole") };
        prop_assert_eq!(&base.owner, &book.owner);
        prop_assert_eq!(base.rows[0].text(&WorkbookColumn::Input(SLOT)), &text);
        prop_assert_eq!(base.rows[0].version(&SLOT), version);
    }

    #[test]
    fn an_answer_that_came_back_as_it_went_changes_nothing(base in text(), ours in text()) {
        let outcome = compared(&base, &base, &ours, true).outcome;
        prop_assert_eq!(outcome, if base == ours { AnswerOutcome::Unchanged } else { AnswerOutcome::Kept });
    }

    #[test]
    fn only_an_answer_that_nobody_else_changed_is_taken(base in text(), theirs in text(), ours in text()) {
        let cell = compared(&base, &theirs, &ours, true);
        match cell.outcome {
            AnswerOutcome::Taken => prop_assert!(base == ours && cell.theirs != ours),
            AnswerOutcome::Conflict(_) => prop_assert!(base != ours && theirs != ours && theirs != base),
            AnswerOutcome::Same => prop_assert!(base != ours),
            AnswerOutcome::Unchanged => prop_assert!(base == ours),
            _ => {}
        }
    }

    #[test]
    fn nothing_is_taken_into_a_reply_that_may_not_be_written(base in text(), theirs in text(), ours in text()) {
        let outcome = compared(&base, &theirs, &ours, false).outcome;
        prop_assert!(!matches!(outcome, AnswerOutcome::Taken) && !outcome.is_open());
    }

    #[test]
    fn a_changed_answer_of_new_words_is_never_passed_over(base in text(), ours in text()) {
        let outcome = compared(&base, "まったく新しい文。", &ours, true).outcome;
        prop_assert!(outcome == AnswerOutcome::Taken || outcome.is_open(), "{outcome:?}");
    }
}
