//! Events told again give the plan as it was; what they do not tell is named.

use std::collections::BTreeSet;

use super::{plan::is_folded, *};
use crate::{
    Day, Field, FiscalYear, Id, Offset, Place, Slot,
    event::{
        EntryWritten, Event, GradeExplained, GradesExplained, ImportBooked, IndicatorAdded,
        IndicatorFigure, IndicatorRemoved, PublicationSet, ReplyMoved, RevisedList, RoundChanged,
        RoundOpened, RoundRevised, RoundSettings,
    },
    indicator::{FigureKind, Indicator},
    layout::Layout,
    revision::Revision,
    round::Question,
    scale::{GradeClass, Scale},
    section::Section,
    sheet::{Cell, Row, Sheet, SheetFiling},
    stage::Stage,
};

const STATUS: Slot = Slot::new(Field::Status, Offset::This);

fn year() -> FiscalYear {
    FiscalYear::parse("R8").unwrap()
}

/// A sheet of one action that two sections own.
fn sheet() -> Sheet {
    let mut row = Row::blank(1, Place::File);
    row.answers.insert(STATUS, Cell::empty());
    let layout = Layout::standard(year(), Scale::default());
    Sheet { year: year(), layout, measures: Vec::new(), rows: vec![row] }
}

fn filed() -> SheetFiling {
    let owners = [("s1", "健康課"), ("s2", "こども課")];
    let owners = owners.map(|(id, name)| (Id::new(id), name.to_owned()));
    SheetFiling { actions: vec![Id::new("a")], owners: vec![owners.to_vec()] }
}

fn settings(questions: &[Slot]) -> RoundSettings {
    let day = |text| Day::parse(text).unwrap();
    let question = |slot: &Slot| Question {
        slot: slot.clone(),
        required: true,
        guidance: String::new(),
        limit: None,
    };
    RoundSettings {
        opens_on: day("2026-04-01"),
        due_on: day("2026-05-31"),
        approval: true,
        questions: questions.iter().map(question).collect(),
    }
}

fn opened() -> Event {
    Event::RoundOpened(RoundOpened {
        fiscal_year: year(),
        settings: settings(&[STATUS]),
        asked: 2,
        sheet: Some("d1".to_owned()),
        filed: Some(filed()),
    })
}

fn written(text: &str) -> Event {
    Event::EntryWritten(EntryWritten {
        field: "status".to_owned(),
        before: String::new(),
        after: text.to_owned(),
        version: 1,
        same_as_last_year: None,
        file: None,
    })
}

fn accepted() -> Event {
    Event::ReplyAccept(ReplyMoved {
        before: Stage::Approved,
        after: Stage::Accepted,
        reason: String::new(),
        submitted_on: None,
    })
}

/// Tells events of the round, each with the section that it concerns.
fn told(events: &[(&str, Event)]) -> PlanReplay {
    let action = Id::new("a");
    let sections: Vec<Id<Section>> = events.iter().map(|(section, _)| Id::new(*section)).collect();
    let all = events.iter().zip(&sections).zip(1..).map(|(((_, event), section), seq)| ToldEvent {
        seq,
        at: "2026-04-01T00:00:00Z",
        action: Some(&action),
        section: Some(section),
        subject: "r",
        event,
    });
    replay(&Id::new("p"), all)
}

fn shown(of: &PlanReplay) -> String {
    of.accepted(year(), sheet()).unwrap().rows[0].text(&STATUS).to_owned()
}

#[test]
fn a_draft_is_not_shown_and_what_was_accepted_stays_until_the_next_is_accepted() {
    let mut events = vec![("", opened()), ("s1", written("2回")), ("s2", written("3回"))];
    assert_eq!(shown(&told(&events)), "");
    events.extend([("s1", accepted()), ("s2", accepted())]);
    assert_eq!(shown(&told(&events)), "2回（健康課）\n3回（こども課）");
    events.push(("s1", written("4回")));
    assert_eq!(shown(&told(&events)), "2回（健康課）\n3回（こども課）");
    events.push(("s1", accepted()));
    assert_eq!(shown(&told(&events)), "4回（健康課）\n3回（こども課）");
}

#[test]
fn a_question_that_was_dropped_stays_covered() {
    let plan = Slot::new(Field::Plan, Offset::Next);
    let changed =
        Event::RoundChanged(RoundChanged { before: settings(&[STATUS]), after: settings(&[plan]) });
    let of = told(&[("", opened()), ("s1", written("案")), ("", changed)]);
    let mut kept = sheet();
    kept.rows[0].answers.insert(STATUS, Cell { text: "案".to_owned(), place: None });
    assert_eq!(of.accepted(year(), kept).unwrap().rows[0].text(&STATUS), "");
}

#[test]
fn what_a_revision_and_a_form_say_since_stands() {
    let after = RevisedList {
        sheet: "d2".to_owned(),
        filed: SheetFiling { actions: vec![Id::new("b")], ..filed() },
        links: vec![(Id::new("a"), Id::new("b"))],
    };
    let revision = Revision::Become { from: vec!["会議".into()], to: vec!["連絡会".into()] };
    let revised =
        Event::RoundRevised(RoundRevised { fiscal_year: year(), revision, after: Some(after) });
    let layout = Layout { name: "新しい様式".to_owned(), ..sheet().layout };
    let explained = Event::GradesExplained(GradesExplained {
        grades: vec![GradeExplained {
            grade: "ア".to_owned(),
            before: GradeClass::Unknown,
            after: GradeClass::Done,
        }],
        layouts: Some(vec![(year(), layout)]),
    });
    let of = told(&[("", opened()), ("", revised), ("", explained)]);
    assert_eq!(of.sheet(year()).unwrap().digest, "d2");
    assert_eq!(of.links(), [(Id::new("a"), Id::new("b"), year())]);
    assert_eq!(of.accepted(year(), sheet()).unwrap().layout.name, "新しい様式");
    assert_eq!(of.gap([year()]), None);
}

#[test]
fn figures_come_and_go_with_their_indicator() {
    let id: Id<Indicator> = Id::new("i");
    let one = Indicator {
        id: id.clone(),
        action: None,
        name: "自殺死亡率".to_owned(),
        unit: String::new(),
        counted: String::new(),
    };
    let (counted, after) = (String::new(), Some(one));
    let added = IndicatorAdded { counted, id: Some(id.clone()), after };
    let figure = |dropped| {
        Event::IndicatorFigure(IndicatorFigure {
            id: Some(id.clone()),
            year: year(),
            kind: FigureKind::Actual,
            before: None,
            value: Some(18.5),
            dropped,
        })
    };
    let mut events = vec![("", Event::IndicatorAdded(added)), ("", figure(false))];
    assert_eq!(told(&events).figures().count(), 1);
    events.push(("", figure(true)));
    assert_eq!(told(&events).figures().count(), 0);
    events.push(("", figure(false)));
    let (counted, given) = (String::new(), Vec::new());
    let removed = IndicatorRemoved { counted, given, id: Some(id.clone()) };
    events.push(("", Event::IndicatorRemoved(removed)));
    let of = told(&events);
    assert_eq!((of.indicators().len(), of.figures().count()), (0, 0));
}

#[test]
fn an_event_of_an_earlier_version_is_a_gap_until_the_sheet_is_saved_again() {
    let booked = |filed| {
        Event::ImportBooked(ImportBooked {
            fiscal_year: year(),
            rows: 1,
            file: None,
            sheet: Some("d".to_owned()),
            filed,
            changes: None,
            other_readings: Vec::new(),
        })
    };
    let mut events = vec![("", booked(None))];
    let gap = told(&events).gap([year()]).cloned().expect("the rows' actions are not told");
    assert_eq!((gap.seq, gap.erased), (1, false));
    assert!(gap.to_string().contains("履歴の1件目（シートの登録）"), "{gap}");
    assert_eq!(told(&events).gap([year().plus(1)]), None, "another year is not touched");
    assert_eq!(told(&events).years(), [year()]);
    events.push(("", booked(Some(filed()))));
    assert_eq!(told(&events).gap([year()]), None);
}

#[test]
fn an_event_whose_detail_was_erased_is_a_gap_and_others_are_none() {
    let erased = |kind: &str| told(&[("", Event::Unreadable(kind.to_owned()))]);
    let gap = erased("entry.written").gap([]).cloned().expect("a text is not told");
    assert!(gap.erased && gap.to_string().contains("消去"), "{gap}");
    assert_eq!(erased("comment.asked").gap([]), None);
}

#[test]
fn an_entry_outside_of_a_round_is_a_gap() {
    assert!(told(&[("s1", written("2回"))]).gap([]).is_some());
}

#[test]
fn what_is_said_wherever_a_plan_is_published_stands_as_it_was_said_last() {
    let set = |after: &str| {
        ("", Event::PublicationSet(PublicationSet { before: None, after: after.to_owned() }))
    };
    assert_eq!(told(&[set("{}"), set("{\"help\":[]}")]).settings(), Some("{\"help\":[]}"));
}

#[test]
fn every_kind_that_is_folded_is_a_kind() {
    let known: BTreeSet<&str> = Event::KINDS.iter().map(|(kind, _)| *kind).collect();
    let folded = known.iter().filter(|kind| is_folded(kind)).count();
    assert_eq!(folded, 22, "each name of the list is a stored kind");
}
