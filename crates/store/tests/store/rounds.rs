use domain::{
    Day, Field, Id, Offset, Slot,
    action::Action,
    round::{Exception, Round, questions},
    section::Section,
    stage::Stage,
};
use store::{Comment, Error, GivenException, NewComment, NewEntry, Saved, Tx};

use crate::{city, world::World};

on_both!(
    a_plan_has_one_round_a_year,
    an_entry_changes_only_from_the_version_that_was_seen,
    two_owners_write_two_parts_of_one_cell,
    a_stage_changes_only_from_the_version_that_was_seen,
    what_was_approved_and_accepted_is_kept,
    the_board_counts_the_replies_behind_it,
    exceptions_and_comments_come_back,
    what_came_from_what_is_kept_and_a_question_is_taken_back,
    a_reply_is_opened_with_its_round_and_what_is_written_there,
    a_section_is_shown_its_own_rows_of_a_sheet,
    what_is_not_accepted_is_told_with_its_stage,
);

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn status() -> Slot {
    Slot::new(Field::Status, Offset::This)
}

fn round() -> Round {
    let sheet = city::three();
    Round {
        id: Id::new("round-1"),
        plan: city::plan().id,
        year: sheet.year,
        opens_on: day("2026-04-01"),
        due_on: day("2026-05-31"),
        approval: true,
        questions: questions(&sheet.layout),
        closed: false,
    }
}

/// A round of the three rows: 連絡会議 is asked of 健康課 and 長寿課.
async fn opened(world: &World) -> (Tx, Round, Id<Action>, [Id<Section>; 2]) {
    city::found(&world.store).await;
    city::book(&world.store, "i1", &city::three()).await;
    let round = round();
    let mut tx = world.store.begin().await.unwrap();
    tx.create_round(&round, "2026-04-01T00:00:00Z").await.unwrap();
    let stored = tx.sheet(&round.plan, round.year).await.unwrap().unwrap();
    let sections = tx.sections(&round.plan).await.unwrap();
    let named = |name: &str| sections.iter().find(|s| s.name == name).unwrap().id.clone();
    let owned = tx.owned(&round.plan, round.year).await.unwrap();
    assert_eq!(owned[0], (stored.actions[0].clone(), named("健康課")));
    assert_eq!(owned.len(), 4, "of the third row it is the bureau");
    let owners = [named("健康課"), named("長寿課")];
    let action = stored.actions[0].clone();
    let asked = owners.clone().map(|owner| (action.clone(), owner));
    tx.add_replies(&round.id, &asked, 4).await.unwrap();
    tx.add_replies(&round.id, &asked, 9).await.unwrap();
    (tx, round, action, owners)
}

fn new<'a>(slot: &'a Slot, text: &'a str, base: u32) -> NewEntry<'a> {
    NewEntry { slot, text, same: None, base, by: "健康課 担当者", at: "2026-05-01T00:00:00Z" }
}

async fn a_plan_has_one_round_a_year(world: &World) {
    let (mut tx, mut round, _, _) = opened(world).await;
    let again = tx.round(&round.plan, round.year).await.unwrap();
    assert_eq!(again.as_ref(), Some(&round));
    round.due_on = day("2026-06-15");
    round.approval = false;
    round.questions[0].guidance = "いつ・何を".into();
    tx.change_round(&round).await.unwrap();
    tx.close_round(&round.id, Some("2026-07-01T00:00:00Z")).await.unwrap();
    round.closed = true;
    assert_eq!(tx.rounds(&round.plan).await.unwrap(), [round.clone()]);
    tx.close_round(&round.id, None).await.unwrap();
    assert!(!tx.rounds(&round.plan).await.unwrap()[0].closed);
    assert_eq!(tx.round(&round.plan, city::year("R9")).await.unwrap(), None);
    let twice = tx.create_round(&Round { id: Id::new("other"), ..round }, "2026").await;
    assert!(matches!(twice, Err(Error::Conflict("年度調査"))));
}

async fn an_entry_changes_only_from_the_version_that_was_seen(world: &World) {
    let (mut tx, round, action, [own, _]) = opened(world).await;
    let slot = status();
    let mut write = async |text: &str, base| {
        tx.write_entry(&round.id, &own, &action, &new(&slot, text, base)).await.unwrap()
    };
    assert_eq!(write("初回", 0).await, Saved::As(1));
    assert_eq!(write("同時に開いた人", 0).await, Saved::Stale);
    assert_eq!(write("続き", 1).await, Saved::As(2));
    assert_eq!(write("古い画面", 1).await, Saved::Stale);
    let reply = tx.reply(&round.id, &own, &action).await.unwrap();
    let entry = &reply.entries[&slot];
    assert_eq!((entry.text.as_str(), entry.version), ("続き", 2));
    assert_eq!((entry.by.as_str(), entry.same.as_deref()), ("健康課 担当者", None));
    assert_eq!(tx.replies_of(&round.id, &own).await.unwrap(), [reply]);
}

async fn two_owners_write_two_parts_of_one_cell(world: &World) {
    let (mut tx, round, action, owners) = opened(world).await;
    let slot = status();
    for (owner, text) in owners.iter().zip(["会議 2回", "訪問 3件"]) {
        let written = tx.write_entry(&round.id, owner, &action, &new(&slot, text, 0)).await;
        assert_eq!(written.unwrap(), Saved::As(1));
        tx.show_entries(&round, &action, &slot).await.unwrap();
    }
    let sheet = tx.sheet(&round.plan, round.year).await.unwrap().unwrap().sheet;
    assert_eq!(sheet.rows[0].text(&slot), "会議 2回（健康課）\n訪問 3件（長寿課）");
    assert_eq!(sheet.rows[1].text(&slot), "100%の件数に対応。", "another action stays");
    // The third row is the same action under its bureau, which was not asked
    assert_eq!(sheet.rows[2].text(&slot), "");
    let found = tx.search(&round.plan, &["訪問3件".into()], 10, &[]).await.unwrap();
    assert_eq!(found.1, 1, "what is written is found");
}

async fn a_stage_changes_only_from_the_version_that_was_seen(world: &World) {
    let (mut tx, round, action, [own, _]) = opened(world).await;
    let seen = tx.reply(&round.id, &own, &action).await.unwrap();
    assert_eq!((seen.stage, seen.version), (Stage::NotStarted, 0));
    let on = Some(day("2026-05-20"));
    tx.move_reply(&round.id, &seen, Stage::Submitted, "", on).await.unwrap();
    let late = tx.move_reply(&round.id, &seen, Stage::Returned, "数字を", on).await;
    assert!(matches!(late, Err(Error::Conflict("回答の段階"))));
    let reply = tx.reply(&round.id, &own, &action).await.unwrap();
    assert_eq!((reply.stage, reply.version, reply.submitted_on), (Stage::Submitted, 1, on));
    let nobody = tx.reply(&round.id, &Id::new("none"), &action).await;
    assert!(matches!(nobody, Err(Error::NotFound(_))));
}

async fn what_was_approved_and_accepted_is_kept(world: &World) {
    let (mut tx, round, action, [own, _]) = opened(world).await;
    let slot = status();
    tx.write_entry(&round.id, &own, &action, &new(&slot, "2回", 0)).await.unwrap();
    tx.keep_approved(&round.id, &own, &action).await.unwrap();
    tx.keep_accepted(&round.id, &own, &action).await.unwrap();
    tx.write_entry(&round.id, &own, &action, &new(&slot, "3回", 1)).await.unwrap();
    let reply = tx.reply(&round.id, &own, &action).await.unwrap();
    let entry = &reply.entries[&slot];
    assert_eq!((entry.approved.as_deref(), entry.accepted.as_deref()), (Some("2回"), Some("2回")));
    assert_eq!((entry.text.as_str(), reply.changed_since_approval()), ("3回", vec![&slot]));
}

async fn the_board_counts_the_replies_behind_it(world: &World) {
    let (mut tx, round, action, [own, other]) = opened(world).await;
    let reply = tx.reply(&round.id, &own, &action).await.unwrap();
    let late = Some(day("2026-06-01"));
    tx.move_reply(&round.id, &reply, Stage::Submitted, "", late).await.unwrap();
    tx.count_missing(&round.id, &own, &action, 0).await.unwrap();
    let tallies = tx.tallies(&round).await.unwrap();
    let of = |section: &Id<Section>| tallies.iter().find(|t| t.section == *section).unwrap();
    let (first, second) = (of(&own), of(&other));
    assert_eq!(
        (first.stage, first.replies, first.complete, first.late),
        (Stage::Submitted, 1, 1, 1)
    );
    assert_eq!((second.stage, second.complete, second.late), (Stage::NotStarted, 0, 0));
    let heads = tx.reply_heads(&round.id).await.unwrap();
    let sum: usize = tallies.iter().map(|t| t.replies).sum();
    assert_eq!((heads.len(), sum, tx.replies(&round.id).await.unwrap().len()), (2, 2, 2));
    assert_eq!(heads.iter().find(|h| h.section == other).unwrap().missing, 4);
}

async fn exceptions_and_comments_come_back(world: &World) {
    let (mut tx, round, action, [own, other]) = opened(world).await;
    let exception =
        Exception { section: own.clone(), until: day("2026-07-10"), reason: "担当交代".into() };
    let given = GivenException { exception, by: "事務局".into(), at: "2026-07-01".into() };
    tx.add_exception("e1", &round.id, &given).await.unwrap();
    assert_eq!(tx.exceptions(&round.id).await.unwrap(), [given]);
    let asked = NewComment {
        id: Id::new("c1"),
        action,
        section: own.clone(),
        slot: status(),
        text: "人数は延べですか。".into(),
        by: "事務局".into(),
        at: "2026-05-10".into(),
    };
    tx.add_comment(&round.id, &asked).await.unwrap();
    let open = Comment { asked: asked.clone(), answer: None };
    assert_eq!(tx.comments(&round.id, Some(&own)).await.unwrap(), [open]);
    assert_eq!(tx.comments(&round.id, Some(&other)).await.unwrap(), []);
    let answer = ("延べです。", "健康課 担当者", "2026-05-11");
    let strange = tx.answer_comment(&round.id, &other, &asked.id, answer).await;
    assert!(matches!(strange, Err(Error::Conflict(_))), "another section's");
    tx.answer_comment(&round.id, &own, &asked.id, answer).await.unwrap();
    let twice = tx.answer_comment(&round.id, &own, &asked.id, answer).await;
    assert!(matches!(twice, Err(Error::Conflict(_))));
    let comments = tx.comments(&round.id, None).await.unwrap();
    assert_eq!(comments[0].answer.as_ref().unwrap().0, "延べです。");
}

async fn what_came_from_what_is_kept_and_a_question_is_taken_back(world: &World) {
    let (mut tx, round, action, [own, other]) = opened(world).await;
    let stored = tx.sheet(&round.plan, round.year).await.unwrap().unwrap();
    let new = stored.actions[1].clone();
    for _ in 0..2 {
        tx.link_actions(&round.plan, round.year, &action, &new).await.unwrap();
        tx.link_sections(&round.plan, day("2026-04-01"), &own, &other).await.unwrap();
    }
    let links = tx.action_links(&round.plan).await.unwrap();
    assert_eq!(links, [(action.clone(), new, round.year)]);
    assert_eq!(tx.section_links(&round.plan).await.unwrap(), [(own.clone(), other.clone())]);
    assert!(tx.delete_untouched_reply(&round.id, &other, &action).await.unwrap());
    assert!(!tx.delete_untouched_reply(&round.id, &other, &action).await.unwrap());
    let reply = tx.reply(&round.id, &own, &action).await.unwrap();
    tx.move_reply(&round.id, &reply, Stage::Draft, "", None).await.unwrap();
    assert!(!tx.delete_untouched_reply(&round.id, &own, &action).await.unwrap(), "it was begun");
    let accepted = tx.accepted(&round).await.unwrap();
    assert!(accepted.texts().is_empty(), "nothing was accepted");
}

async fn a_reply_is_opened_with_its_round_and_what_is_written_there(world: &World) {
    let (mut tx, round, action, [own, other]) = opened(world).await;
    let slot = status();
    tx.write_entry(&round.id, &own, &action, &new(&slot, "2回", 0)).await.unwrap();
    let (found, reply) = tx.reply_for_update(&round.plan, round.year, &own, &action).await.unwrap();
    assert_eq!((&found, reply.entries[&slot].text.as_str()), (&round, "2回"));
    assert_eq!(reply, tx.reply(&round.id, &own, &action).await.unwrap());
    let (_, reply) = tx.reply_for_update(&round.plan, round.year, &other, &action).await.unwrap();
    assert!(reply.entries.is_empty());
    let none = tx.reply_for_update(&round.plan, round.year.plus(1), &own, &action).await;
    assert!(matches!(none, Err(Error::NotFound("この年度の調査"))));
    let none = tx.reply_for_update(&round.plan, round.year, &Id::new("none"), &action).await;
    assert!(matches!(none, Err(Error::NotFound("この課の回答"))));
}

async fn a_section_is_shown_its_own_rows_of_a_sheet(world: &World) {
    let (mut tx, round, action, [own, _]) = opened(world).await;
    let whole = tx.sheet(&round.plan, round.year).await.unwrap().unwrap();
    let mut part =
        async |section| tx.sheet_for(&round.plan, round.year, (&round.id, section)).await.unwrap();
    let shown = part(&own).await.unwrap();
    let pairs = whole.sheet.rows.iter().zip(&whole.actions);
    let rows: Vec<_> = pairs.filter(|(_, of)| **of == action).map(|(row, _)| row.clone()).collect();
    assert!(!rows.is_empty() && rows.len() < whole.sheet.rows.len());
    assert_eq!((shown.sheet.rows, shown.sheet.layout), (rows, whole.sheet.layout));
    assert!(part(&Id::new("none")).await.unwrap().sheet.rows.is_empty());
    let came = whole.actions.iter().find(|other| **other != action).unwrap();
    tx.link_actions(&round.plan, round.year, came, &action).await.unwrap();
    let shown = tx.sheet_for(&round.plan, round.year, (&round.id, &own)).await.unwrap().unwrap();
    assert!(shown.actions.contains(came), "what it came from is shown as well");
}

async fn what_is_not_accepted_is_told_with_its_stage(world: &World) {
    let (mut tx, round, action, [own, other]) = opened(world).await;
    let (slot, no) = (status(), 1);
    assert!(tx.unaccepted(&round).await.unwrap().is_empty(), "nothing was written");
    for (owner, text) in [(&own, "会議 2回"), (&other, "訪問 3件")] {
        tx.write_entry(&round.id, owner, &action, &new(&slot, text, 0)).await.unwrap();
    }
    for (owner, to) in [(&own, Stage::Submitted), (&other, Stage::Draft)] {
        let reply = tx.reply(&round.id, owner, &action).await.unwrap();
        tx.move_reply(&round.id, &reply, to, "", None).await.unwrap();
    }
    let open = tx.unaccepted(&round).await.unwrap();
    assert_eq!(open.cell(no, &slot), Some(Stage::Draft), "as far as the one behind");
    assert_eq!(open.row(2), None);
    for owner in [&own, &other] {
        let reply = tx.reply(&round.id, owner, &action).await.unwrap();
        tx.keep_accepted(&round.id, owner, &action).await.unwrap();
        tx.move_reply(&round.id, &reply, Stage::Accepted, "", None).await.unwrap();
    }
    assert!(tx.unaccepted(&round).await.unwrap().is_empty());
    let reply = tx.reply(&round.id, &own, &action).await.unwrap();
    tx.move_reply(&round.id, &reply, Stage::Returned, "数を確かめてください", None).await.unwrap();
    assert!(tx.unaccepted(&round).await.unwrap().is_empty(), "it still says what was accepted");
    tx.write_entry(&round.id, &own, &action, &new(&slot, "会議 3回", 1)).await.unwrap();
    assert_eq!(tx.unaccepted(&round).await.unwrap().cell(no, &slot), Some(Stage::Returned));
}
