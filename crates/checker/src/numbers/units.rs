//! Units that change between the years, and numbers that are not exact.

use domain::{Field, Offset};
use prose::matching::{actual, is_percent, kind, label};
use prose::{Quantity, QuantityRole};

use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// The unit of the same count.
pub(super) const CHANGED: Rule = Rule {
    name: "UNIT_CHANGED",
    title: "単位の変更",
    family: Family::Numbers,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[],
    question: "同じ数え方と思われる数値の単位が、前年度と違っています。数え方が変わったのでしょうか。",
    instruction: "数え方が同じであれば単位をそろえ、変わった場合はその旨を書いてください。",
    why: "単位が変わると、前年度と比べられる数かどうかが分かりません。",
    example: &[&[("previous_status", "相談件数　120件"), ("status", "相談件数　206回")]],
    controls: &[
        &[&[("previous_status", "相談件数　120件"), ("status", "相談件数　206件")]],
        &[&[("previous_status", "相談者数　120名"), ("status", "相談者数　206人")]],
    ],
    find: changed,
};

/// About so many.
pub(super) const APPROX: Rule = Rule {
    name: "APPROX_NUMBER",
    title: "概数",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Info,
    limits: &[],
    question: "「約」「程度」とある数値について、正確な数が分かればお知らせください。",
    instruction: "正確な数が分かる場合は、その数を書いてください。",
    why: "概数は、集計や前年度との比較に使えません。",
    example: &[&[("status", "駅前で啓発の袋を約８０個配布した。")]],
    controls: &[
        &[&[("status", "街頭でリーフレットを１００部配布した。")]],
        &[&[("plan", "駅前で啓発の袋を約８０個配布する。")]],
    ],
    find: approximate,
};

fn changed(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    context.lines.iter().filter_map(|line| change(line, rule)).collect()
}

fn change(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let before = line.given(Field::Status, Offset::Previous)?;
    let now = line.given(Field::Status, Offset::This)?;
    let counts =
        |one: &&Quantity| one.per.is_none() && !is_percent(&one.unit) && !one.label.is_empty();
    let old: Vec<_> = actual(&before.quantities).filter(counts).take(60).collect();
    let new: Vec<_> = actual(&now.quantities).filter(counts).take(60).collect();
    // A label counted in two units (120件 206回) is a pair of measures in either year.
    let one_of =
        |all: &[&Quantity], name: &str| all.iter().filter(|o| label(o) == name).count() == 1;
    // 名 and 人 count the same: that is a variation of words, not of what is counted.
    let (was, is) = new.iter().find_map(|is| {
        let name = label(is);
        let was = old.iter().find(|was| label(was) == name)?;
        let other = kind(&was.unit) != kind(&is.unit);
        (other && one_of(&new, &name) && one_of(&old, &name)).then_some((was, is))
    })?;
    let message = format!(
        "{}の単位が、前年度は「{}」、今年度は「{}」です。",
        quote(&is.label),
        was.unit,
        is.unit
    );
    let marks = vec![line.words(&now.slot, is.span), line.words(&before.slot, was.span)];
    Some(rule.found(line.row.no, marks, message))
}

fn approximate(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = Vec::new();
    for line in &context.lines {
        let about = |one: &&Quantity| one.approximate && one.role == QuantityRole::Actual;
        for field in [Field::Status, Field::Evaluation] {
            let Some(cell) = line.given(field, Offset::This) else { continue };
            let spans: Vec<_> = cell.quantities.iter().filter(about).map(|one| one.span).collect();
            let Some(first) = spans.first() else { continue };
            let message = format!("{}は概数です。", quote(first.of(cell.text)));
            let marks = spans.iter().map(|span| line.words(&cell.slot, *span)).collect();
            found.push(rule.found(line.row.no, marks, message));
        }
    }
    found
}
