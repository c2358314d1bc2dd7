//! What is past and of which nobody has said what came of it.

use ::registers::{CountedRecords, Evidence, RegisterRecord};
use domain::Day;

use super::telling::{days, marks, register};
use crate::{
    context::CheckContext,
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
};

/// Results that are still to be recorded.
pub(super) const RULE: Rule = Rule {
    name: "REGISTER_UNRESOLVED",
    title: "結果が未入力の記録",
    family: Family::Registers,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "日を過ぎた予定の結果が、台帳に入っていません。実施しましたか。",
    instruction: "台帳で、実施・中止・延期のどれかを入れてください。",
    why: "結果が入るまで、回数や人数は決まりません。",
    example: &[&[
        ("status", "講座を１回開催した。"),
        ("record:講座・研修・講演会", r#""date":"2025-05-20""#),
        ("record:講座・研修・講演会", r#""date":"2025-06-10","state":"planned""#),
    ]],
    controls: &[&[&[
        ("status", "講座を１回開催した。"),
        ("record:講座・研修・講演会", r#""date":"2025-05-20""#),
        (
            "record:講座・研修・講演会",
            r#""date":"2025-06-10","state":"cancelled","reason":"台風のため""#,
        ),
    ]]],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let known = context.records();
    known.registers.iter().filter_map(|one| waiting(context, one, rule)).collect()
}

fn waiting(
    context: &CheckContext<'_>,
    records: &CountedRecords<'_>,
    rule: &Rule,
) -> Option<Finding> {
    let own: Vec<&RegisterRecord> = records.unresolved().collect();
    (!own.is_empty()).then_some(())?;
    let mut all: Vec<Day> = own.iter().map(|record| record.period().from).collect();
    all.dedup();
    let message = format!(
        "{}に、日を過ぎても結果が未入力の記録が{}件あります（{}）。",
        register(&records.register().name),
        own.len(),
        days(&all)
    );
    let evidence = own.into_iter().map(Evidence::of).collect();
    Some(rule.found(0, marks(context, &records.actions()), message).resting_on(evidence))
}
