//! The judge itself: whatever is done to a right reading is found, and only a question about the same
//! place excuses it.

use domain::{
    Field, Offset, Place, Slot,
    decision::{Certainty, Decision, DecisionKind},
    layout::ColumnRole,
    reading::{Problem, ProblemKind, Reading},
    scale::GradeClass,
};
use testkit::{Feature, FileKind, Form, JudgedAs, Judgement};

use crate::reading;

/// A form of the official kind.
fn official() -> Form {
    Form::with(4, FileKind::Xlsx, 12, &[Feature::WordGrades])
}

/// What is not right of the form once its reading was bent.
fn judged(bend: fn(&mut Reading)) -> Vec<Judgement> {
    let read = |bytes: &[u8], year| {
        let mut reading = reading::read(bytes, year)?;
        bend(&mut reading);
        Ok(reading)
    };
    let mut judged = official().judge(&read);
    judged.retain(|one| one.judged != JudgedAs::Right);
    judged
}

fn kinds(bend: fn(&mut Reading)) -> Vec<(JudgedAs, String)> {
    let mut kinds: Vec<_> = judged(bend).iter().map(|one| (one.judged, one.kind())).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

fn silent(kind: &str) -> Vec<(JudgedAs, String)> {
    vec![(JudgedAs::Silent, kind.to_owned())]
}

const STATUS: Slot = Slot::new(Field::Status, Offset::This);
const BEFORE: Slot = Slot::new(Field::Status, Offset::Previous);
const GRADE: Slot = Slot::new(Field::Progress, Offset::This);

/// The first row of which both results are told.
fn row(reading: &mut Reading) -> &mut domain::sheet::Row {
    let told = |row: &&mut domain::sheet::Row| {
        [STATUS, BEFORE, GRADE].iter().all(|slot| row.text(slot).chars().count() > 1)
    };
    reading.sheet.rows.iter_mut().find(told).unwrap()
}

/// Makes a reading right: gives each grade the class that its words say, and asks nothing.
fn right(reading: &mut Reading) {
    reading.problems.clear();
    reading.decisions.clear();
    let words = [
        ("実施済", GradeClass::Done),
        ("一部実施", GradeClass::Partly),
        ("検討中", GradeClass::Preparing),
        ("未実施", GradeClass::NotDone),
        ("中止", GradeClass::Cancelled),
    ];
    for grade in reading.sheet.layout.scales.iter_mut().flat_map(|scale| &mut scale.grades) {
        let written = grade.written();
        let known = words.iter().find(|(words, _)| *words == written);
        grade.class = known.map_or(GradeClass::Unknown, |(_, class)| *class);
    }
}

#[test]
fn a_right_reading_is_right() {
    assert!(judged(right).is_empty(), "{:#?}", judged(right));
}

#[test]
fn a_changed_text_is_found() {
    let found = kinds(|reading| {
        right(reading);
        row(reading).answers.get_mut(&STATUS).unwrap().text.push('。');
    });
    assert_eq!(found, silent("another text"));
}

#[test]
fn years_that_changed_places_are_found() {
    let found = kinds(|reading| {
        right(reading);
        let row = row(reading);
        let (this, before) = (row.answers[&STATUS].clone(), row.answers[&BEFORE].clone());
        row.answers.insert(STATUS, before);
        row.answers.insert(BEFORE, this);
    });
    assert_eq!(found, silent("in another column"));
}

#[test]
fn a_lost_text_is_found() {
    let found = kinds(|reading| {
        right(reading);
        row(reading).answers.get_mut(&STATUS).unwrap().text.clear();
    });
    assert_eq!(found, silent("not read"));
}

#[test]
fn a_lost_action_and_an_invented_one_are_found() {
    let lost = kinds(|reading| {
        right(reading);
        reading.sheet.rows.remove(3);
    });
    assert!(lost.iter().all(|(judged, _)| *judged == JudgedAs::Silent) && !lost.is_empty());
    let invented = kinds(|reading| {
        right(reading);
        let mut row = reading.sheet.rows[2].clone();
        row.no = 99;
        reading.sheet.rows.push(row);
    });
    assert_eq!(invented, silent("booked as an action (row of no action)"));
}

#[test]
fn another_year_is_found() {
    let found = kinds(|reading| {
        right(reading);
        reading.sheet.year = reading.sheet.year.plus(1);
    });
    assert!(found.contains(&(JudgedAs::Silent, "wrong year (year)".to_owned())), "{found:?}");
    assert!(found.contains(&(JudgedAs::Silent, "in another column".to_owned())), "{found:?}");
}

#[test]
fn another_class_is_found() {
    let found = kinds(|reading| {
        right(reading);
        for grade in &mut reading.sheet.layout.scales[0].grades {
            grade.class = GradeClass::Done;
        }
    });
    assert_eq!(found, silent("a grade of another class"));
}

#[test]
fn an_account_that_does_not_balance_is_found() {
    let found = kinds(|reading| {
        right(reading);
        reading.account.characters_read += 1;
    });
    assert_eq!(found, silent("unbalanced (account)"));
}

#[test]
fn a_question_excuses_what_it_is_about_and_nothing_else() {
    let asked = judged(|reading| {
        right(reading);
        let row = row(reading);
        row.answers.get_mut(&STATUS).unwrap().text.push('。');
        let no = row.no;
        let doubt = Problem::new(ProblemKind::Doubt, Place::File, "要確認");
        reading.problems.push(doubt.at(no, ColumnRole::Answer(STATUS)));
    });
    assert!(matches!(asked.as_slice(), [one] if one.judged == JudgedAs::Asked), "{asked:#?}");
    let elsewhere = kinds(|reading| {
        right(reading);
        let row = row(reading);
        row.answers.get_mut(&STATUS).unwrap().text.push('。');
        let no = row.no;
        let doubt = Problem::new(ProblemKind::Doubt, Place::File, "要確認");
        reading.problems.push(doubt.at(no, ColumnRole::Answer(BEFORE)));
    });
    assert!(elsewhere.contains(&(JudgedAs::Silent, "another text".to_owned())), "{elsewhere:?}");
}

#[test]
fn a_note_is_no_question() {
    let found = kinds(|reading| {
        right(reading);
        let row = row(reading);
        row.answers.get_mut(&STATUS).unwrap().text.push('。');
        let no = row.no;
        let note = Problem::new(ProblemKind::Note, Place::File, "お知らせ");
        reading.problems.push(note.at(no, ColumnRole::Answer(STATUS)));
    });
    assert_eq!(found, silent("another text"));
}

#[test]
fn a_question_about_a_column_does_not_excuse_a_changed_text() {
    let found = kinds(|reading| {
        right(reading);
        let row = row(reading);
        let cell = row.answers.get_mut(&STATUS).unwrap();
        cell.text.push('。');
        let place = cell.place.clone().unwrap();
        reading.decisions.push(Decision {
            kind: DecisionKind::Column,
            subject: "令和４年度実施状況".to_owned(),
            value: "status".to_owned(),
            certainty: Certainty::Inferred,
            evidence: "隣の列".to_owned(),
            place,
        });
    });
    assert!(found.contains(&(JudgedAs::Silent, "another text".to_owned())), "{found:?}");
}
