//! A result far from the figure that was planned, with an achievement of 100.

use domain::{Field, Offset};
use prose::matching::{actual, is_percent, matched};
use prose::{Quantity, QuantityRole};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    limit::Limit,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// The share of the plan up to which 100 must be answered before publication.
const FAR: f64 = 0.6;

/// From this share on, a figure is as planned: figures are rounded, plans are round.
const REACHED: Limit = Limit {
    key: "reached",
    label: "実績が計画の数の何％以上なら計画どおりとみるか",
    unit: "％",
    usual: 95,
    least: 30,
    most: 100,
};

/// Far from the planned figure, and an achievement of 100.
pub(super) const PLAN_ACTUAL: Rule = Rule {
    name: "PLAN_ACTUAL_GAP_100",
    title: "計画の数に届かず達成度100",
    family: Family::Grade,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[REACHED],
    question: "計画の数に実績が届いていませんが、達成度は100です。達成度の考え方、または数値をご確認ください。",
    instruction: "達成度を計画と実績の数から見直すか、100とした理由を評価に書いてください。",
    why: "計画と実績の数が並んでいるので、読み手は達成度を自分で計算できます。",
    example: &[&[
        ("plan", "見守り連絡会：９６回"),
        ("status", "見守り連絡会：５２回"),
        ("achievement", "100"),
    ]],
    controls: &[
        &[&[
            ("plan", "見守り連絡会：４回"),
            ("status", "見守り連絡会：４回"),
            ("achievement", "100"),
        ]],
        &[&[
            ("plan", "見守り連絡会：９６回"),
            ("status", "見守り連絡会：５２回"),
            ("achievement", "54"),
        ]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let reached = rule.share(context, &REACHED);
    context.lines.iter().filter_map(|line| gap(line, rule, reached)).collect()
}

fn gap(line: &ReadRow<'_>, rule: &Rule, reached: f64) -> Option<Finding> {
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
    let told: Vec<_> = short.iter().take(3).map(|(plan, actual)| sentence(plan, actual)).collect();
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
    let planned = plan.quantities.iter().filter(|one| one.role == QuantityRole::Target);
    let planned = planned.filter(|one| !is_percent(&one.unit) && one.value > 0.0);
    let pairs = matched(planned, actual(&status.quantities));
    let rates = |a: &Quantity, b: &Quantity| a.per == b.per || a.per.is_none() || b.per.is_none();
    let short = |plan: &Quantity, actual: &Quantity| {
        actual.high.unwrap_or(actual.value) < plan.value * reached && actual.value > 0.0
    };
    pairs.into_iter().filter(|(a, b)| rates(a, b) && short(a, b)).collect()
}

fn sentence(plan: &Quantity, actual: &Quantity) -> String {
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
