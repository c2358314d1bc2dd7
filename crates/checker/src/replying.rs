//! What the writer of a reply is told, as a form asks for it.

use std::collections::BTreeMap;

use domain::{
    Day, FiscalYear, Id, Place, Slot,
    layout::Layout,
    reply::{Entry, Reply},
    round::{Round, questions},
    scale::{Grade, Scale},
    sheet::{Cell, Row, Sheet},
    stage::Stage,
};

use crate::{catalogue::check_reply, context::CheckContext};

fn scale() -> Scale {
    Scale { name: "区分".into(), grades: vec![Grade::new("ア", "実施済")] }
}

fn round() -> Round {
    let year = FiscalYear::parse("R8").unwrap();
    let day = Day::parse("2027-04-01").unwrap();
    let questions = questions(&Layout::standard(year, Scale::default()));
    let (id, plan) = (Id::new("r"), Id::new("p"));
    let approval = true;
    Round { id, plan, year, opens_on: day, due_on: day, approval, questions, closed: false }
}

fn slot(key: &str) -> Slot {
    Slot::STANDARD.into_iter().find(|(_, known)| *known == key).unwrap().0
}

/// What is told of the texts, with last year's answer to every question.
fn told(texts: &[(&str, &str)], last: &str) -> Vec<String> {
    let entry = |text: &str| Entry { text: text.into(), ..Entry::default() };
    let entries: BTreeMap<_, _> =
        texts.iter().map(|(key, text)| (slot(key), entry(text))).collect();
    let (action, section) = (Id::new("a"), Id::new("s"));
    let (stage, reason) = (Stage::Draft, String::new());
    let reply = Reply { action, section, stage, version: 0, reason, submitted_on: None, entries };
    let mut row = Row::blank(1, Place::File);
    row.action.text = "見守り講座".into();
    for (slot, _) in Slot::STANDARD {
        let text = reply.text(&slot).to_owned();
        row.answers.insert(slot, Cell { text, place: None });
    }
    let year = round().year;
    let layout = Layout::standard(year, scale());
    let sheet = Sheet { year, layout, measures: Vec::new(), rows: vec![row] };
    let context = CheckContext::open(&sheet, &[]).replying(&round(), &reply, |_| last.to_owned());
    let found = check_reply(&context).into_iter().map(|found| {
        let crate::finding::Spot::Answer(slot) = &found.marks[0].spot else { panic!() };
        format!("{}: {}", slot.key(), found.to_writer())
    });
    found.collect()
}

#[test]
fn a_complete_reply_has_no_finding() {
    let texts = [
        ("status", "講座を３回開催した。"),
        ("evaluation", "参加者の理解が深まった。"),
        ("progress", "ア"),
        ("achievement", "対象外"),
        ("next_plan", "講座を４回開催する。"),
    ];
    assert_eq!(told(&texts, "講座を２回開催した。"), Vec::<String>::new());
}

#[test]
fn what_is_missing_copied_or_off_the_scale_is_pointed_out_once() {
    let texts = [
        ("status", "講座を２回開催した。"),
        ("evaluation", "講座を2回開催した。"),
        ("progress", "キ"),
        ("achievement", "120"),
    ];
    let told = told(&texts, "講座を2回開催した。");
    let keys: Vec<_> = told.iter().map(|told| told.split(':').next().unwrap()).collect();
    let expected = ["status", "evaluation", "evaluation", "progress", "achievement", "next_plan"];
    assert_eq!(keys, expected, "{told:#?}");
    assert!(told[0].contains("前年度と同じ文です。同じでよいときは"));
    assert!(told.iter().any(|told| told.contains("実施状況と同じ文です。")));
    assert!(told[4].contains("0から100の間ではありません。"));
    assert!(told[5].contains("まだ記入がありません。"));
}
