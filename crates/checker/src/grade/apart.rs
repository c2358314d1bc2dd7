//! Planned and actual figures that are apart, and 100.

use domain::{Field, Offset};
use prose::{Quantity, Role};

use super::super::{
    Book, Family, Finding, Line, Read, Rule, Severity,
    likeness::{quote, shown},
    limits::REACHED,
    matching::{actual, is_percent, matched},
};

/// The share of the plan up to which 100 must be answered before publication.
const FAR: f64 = 0.6;

/// The rule.
pub(super) const PLAN_ACTUAL: Rule = Rule {
    name: "PLAN_ACTUAL_GAP_100",
    title: "計画の数に届かず達成度100",
    family: Family::Grade,
    severity: Severity::Error,
    question: "計画の数に実績が届いていませんが、達成度は100です。達成度の考え方、または数値をご確認ください。",
    instruction: "達成度を計画と実績の数から見直すか、100とした理由を評価に書いてください。",
    why: "計画と実績の数が並んでいるので、読み手は達成度を自分で計算できます。",
    example: &[&[
        ("plan", "地域ケア会議：８５回"),
        ("status", "地域ケア会議：４５回"),
        ("achievement", "100"),
    ]],
    controls: &[
        &[&[
            ("plan", "地域ケア会議：４回"),
            ("status", "地域ケア会議：４回"),
            ("achievement", "100"),
        ]],
        &[&[
            ("plan", "地域ケア会議：８５回"),
            ("status", "地域ケア会議：４５回"),
            ("achievement", "53"),
        ]],
    ],
    find,
};

fn find(book: &Book<'_>, rule: &Rule) -> Vec<Finding> {
    let reached = book.share(rule, &REACHED);
    book.lines.iter().filter_map(|line| gap(line, rule, reached)).collect()
}

fn gap(line: &Line<'_>, rule: &Rule, reached: f64) -> Option<Finding> {
    line.percent(Offset::This).filter(|percent| *percent >= 100.0)?;
    let plan = line.given(Field::Plan, Offset::This)?;
    let status = line.given(Field::Status, Offset::This)?;
    let short = short(plan, status, reached);
    let worst =
        short.iter().map(|(plan, actual)| actual.value / plan.value).fold(f64::NAN, f64::min);
    let (first, _) = short.first()?;
    let mut marks = vec![line.words(&plan.slot, first.span)];
    marks.extend(short.iter().map(|(_, actual)| line.words(&status.slot, actual.span)));
    marks.extend(short.iter().skip(1).map(|(one, _)| line.words(&plan.slot, one.span)));
    marks.extend(line.get(Field::Achievement, Offset::This).map(|cell| line.mark(&cell.slot)));
    let told: Vec<_> = short.iter().take(3).map(|(plan, actual)| told(plan, actual)).collect();
    let message = format!("{}ですが、達成度は100です。", told.join("、"));
    let severity = if worst <= FAR { rule.severity } else { Severity::Warning };
    Some(Finding { severity, ..rule.found(line.row.no, marks, message) })
}

/// The figures of the plan of which the status has less than the share that counts as reached.
fn short<'b>(
    plan: &'b Read<'_>,
    status: &'b Read<'_>,
    reached: f64,
) -> Vec<(&'b Quantity, &'b Quantity)> {
    let planned = plan.quantities.iter().filter(|one| one.role == Role::Target);
    let planned = planned.filter(|one| !is_percent(&one.unit) && one.value > 0.0);
    let pairs = matched(planned, actual(&status.quantities));
    let rates = |a: &Quantity, b: &Quantity| a.per == b.per || a.per.is_none() || b.per.is_none();
    let short = |plan: &Quantity, actual: &Quantity| {
        actual.high.unwrap_or(actual.value) < plan.value * reached && actual.value > 0.0
    };
    pairs.into_iter().filter(|(a, b)| rates(a, b) && short(a, b)).collect()
}

fn told(plan: &Quantity, actual: &Quantity) -> String {
    let share = (actual.value / plan.value * 100.0).round();
    let name = if plan.label.is_empty() { String::new() } else { quote(&plan.label) };
    format!(
        "{name}計画{}{}に対し実績{}{}（{share}％）",
        shown(plan.value),
        plan.unit,
        shown(actual.value),
        actual.unit
    )
}
