//! What was answered to findings, and how rules are set.

use domain::{Id, finding_answer::AnswerKind};
use store::{AnsweredCell, FindingAnswer};

use crate::{city, world::World};

on_both!(
    an_answer_to_a_finding_takes_the_place_of_the_one_before,
    a_rule_is_set_for_a_plan_and_set_free_again,
    a_line_is_drawn_for_a_plan_and_taken_back,
);

fn answer(mark: &str, kind: AnswerKind, at: &str) -> FindingAnswer {
    FindingAnswer {
        rule: "COPY_PREV_YEAR".into(),
        action: Some(Id::new("a1")),
        mark: mark.into(),
        kind,
        reason: "毎年同じ".into(),
        told: "前年度と同じ文です。".into(),
        cell: Some(AnsweredCell {
            year: city::year("R3"),
            key: "status".into(),
            was: "窓口で相談を受けた。".into(),
        }),
        by: "事務局".into(),
        at: at.into(),
    }
}

async fn an_answer_to_a_finding_takes_the_place_of_the_one_before(world: &World) {
    city::found(&world.store).await;
    let (plan, year) = (city::plan().id, city::year("R3"));
    let mut tx = world.store.begin().await.unwrap();
    let first = answer("m1", AnswerKind::Right, "2026-04-01");
    let whole =
        FindingAnswer { action: None, cell: None, ..answer("m1", AnswerKind::Left, "2026-04-02") };
    let again = answer("m1", AnswerKind::Corrected, "2026-04-03");
    for answer in [&first, &whole] {
        tx.answer_finding(&plan, year, answer).await.unwrap();
    }
    assert_eq!(tx.finding_answers(&plan, year).await.unwrap(), [first.clone(), whole.clone()]);
    tx.answer_finding(&plan, year, &again).await.unwrap();
    assert_eq!(tx.finding_answers(&plan, year).await.unwrap(), [whole.clone(), again]);
    assert!(tx.finding_answers(&plan, year.plus(1)).await.unwrap().is_empty());
    let key = ("COPY_PREV_YEAR", first.action.as_ref(), "m1");
    assert!(tx.reopen_finding(&plan, year, key).await.unwrap());
    assert!(!tx.reopen_finding(&plan, year, key).await.unwrap());
    assert_eq!(tx.finding_answers(&plan, year).await.unwrap(), [whole]);
}

async fn a_rule_is_set_for_a_plan_and_set_free_again(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    for (rule, weight) in [("TYPO", "off"), ("NO_FINAL_STOP", "error"), ("TYPO", "info")] {
        tx.set_rule(&plan, rule, Some(weight)).await.unwrap();
    }
    let set = |rule: &str, weight: &str| (rule.to_owned(), weight.to_owned());
    let both = [set("NO_FINAL_STOP", "error"), set("TYPO", "info")];
    assert_eq!(tx.rule_settings(&plan).await.unwrap(), both);
    tx.set_rule(&plan, "TYPO", None).await.unwrap();
    assert_eq!(tx.rule_settings(&plan).await.unwrap(), both[..1]);
}

async fn a_line_is_drawn_for_a_plan_and_taken_back(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    for (name, value) in [("grown", 300), ("fallen", 0), ("grown", 250)] {
        tx.set_limit(&plan, ("BIG_CHANGE", name), Some(value)).await.unwrap();
    }
    let drawn = |name: &str, value| ("BIG_CHANGE".to_owned(), name.to_owned(), value);
    let both = [drawn("fallen", 0), drawn("grown", 250)];
    assert_eq!(tx.rule_limits(&plan).await.unwrap(), both);
    tx.set_limit(&plan, ("BIG_CHANGE", "grown"), None).await.unwrap();
    assert_eq!(tx.rule_limits(&plan).await.unwrap(), both[..1]);
}
