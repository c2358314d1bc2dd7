//! A result of which nobody made use, with an achievement of 100.

use domain::Field;
use prose::Quantity;
use prose::matching::{actual, kind};

use super::result::{YearResult, results};
use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// No use at all, and an achievement of 100.
pub(super) const RULE: Rule = Rule {
    name: "ZERO_UPTAKE_100",
    title: "利用０で達成度100",
    family: Family::Grade,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "利用（相談・参加）が０と記載されていますが、達成度は100です。達成度の考え方をお知らせください。",
    instruction: "体制を整えたことをもって100とする場合は、その旨を評価に書いてください。",
    why: "利用がなかった事業の達成度100は、会議で必ず尋ねられます。",
    example: &[&[("status", "・保健師相談　0件\n　月2回"), ("achievement", "100")]],
    controls: &[
        &[&[("status", "・保健師相談　3件\n　月2回"), ("achievement", "100")]],
        &[&[("status", "・保健師相談　0件\n　月2回"), ("achievement", "0")]],
        &[&[("status", "通学路の見守りを行った。事故件数：0件"), ("achievement", "100")]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    context.lines.iter().filter_map(|line| none(context, line, rule)).collect()
}

fn none(context: &CheckContext<'_>, line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    // 待機児童の解消: nobody is what was hoped for
    if context.is_hoped_absent(&line.row.action.text) {
        return None;
    }
    let found: Vec<_> = results(line)
        .filter(|result| result.percent.is_some_and(|percent| percent >= 100.0))
        .filter_map(|result| Some((zero(context, &result)?.clone(), result)))
        .collect();
    let (first, result) = found.first()?;
    let mut marks: Vec<_> =
        found.iter().map(|(one, result)| line.words(&result.status.slot, one.span)).collect();
    marks.extend(line.get(Field::Achievement, result.year).map(|cell| line.mark(&cell.slot)));
    let name = if first.label.is_empty() { line.row.action.text.as_str() } else { &first.label };
    let message = format!(
        "{}は{}{}ですが、達成度は{}です。",
        quote(name),
        shown(first.value),
        first.unit,
        shown(result.percent.unwrap_or(100.0))
    );
    Some(rule.found(line.row.no, marks, message))
}

fn zero<'b>(context: &CheckContext<'_>, result: &YearResult<'_, 'b>) -> Option<&'b Quantity> {
    let counts = |one: &&Quantity| matches!(kind(&one.unit), "人" | "件" | "回" | "組" | "世帯");
    let hoped = |one: &&Quantity| !context.is_hoped_absent(&one.label);
    actual(&result.status.quantities).filter(|one| one.value == 0.0).filter(counts).find(hoped)
}
