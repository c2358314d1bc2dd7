//! All rules, and the two ways to ask them: of a sheet, and of a reply that is being written.

use crate::{
    calendar, causes, cells, columns,
    context::CheckContext,
    finding::{Finding, Spot},
    form, grade, names, numbers, people, registers, rows,
    rule::{Rule, RuleScope},
    years,
};

/// All rules, family by family.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        form::RULES,
        years::RULES,
        cells::RULES,
        grade::RULES,
        calendar::RULES,
        numbers::RULES,
        columns::RULES,
        rows::RULES,
        names::RULES,
        people::RULES,
        registers::RULES,
    ]
    .into_iter()
    .flatten()
}

/// What rules were called once: what was stored under the name is still found.
const FORMER: [(&str, &str); 2] = [
    ("R2_PCT_MISSING", "PREVIOUS_PCT_MISSING"),
    ("R2_ABSENT_NEW_ITEM", "PREVIOUS_ABSENT_NEW_ITEM"),
];

/// The rule of a name, or of the name that it once had.
pub fn rule(name: &str) -> Option<&'static Rule> {
    let former = FORMER.iter().find(|(former, _)| *former == name);
    let name = former.map_or(name, |(_, now)| *now);
    rules().find(|rule| rule.name == name)
}

/// All findings of the sheet that the context is opened at, row by row, graver ones first.
pub fn check(context: &CheckContext<'_>) -> Vec<Finding> {
    let found = rules().flat_map(|rule| (rule.find)(context, rule)).collect();
    let mut found = causes::one_each(found);
    found.sort_by(|a, b| (a.no, a.severity, a.rule).cmp(&(b.no, b.severity, b.rule)));
    found
}

/// What the writer of a reply is told: what rules of one cell or row find in the fields that are
/// asked, in the order of the questions, what one cell tells before what its row does.
pub fn check_reply(context: &CheckContext<'_>) -> Vec<Finding> {
    let scoped = rules().filter(|rule| rule.scope != RuleScope::Sheet);
    let found = scoped.flat_map(|rule| {
        let found = (rule.find)(context, rule).into_iter();
        found.filter_map(|found| Some((question(context, &found)?, rule.scope, found)))
    });
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(question, scope, found)| (*question, *scope, found.severity, found.rule));
    found.into_iter().map(|(_, _, found)| found).collect()
}

/// The place of the question in whose field a finding leads.
fn question(context: &CheckContext<'_>, found: &Finding) -> Option<usize> {
    let Spot::Answer(slot) = &found.marks.first()?.spot else { return None };
    context.asked.iter().position(|(asked, _)| asked == slot)
}
