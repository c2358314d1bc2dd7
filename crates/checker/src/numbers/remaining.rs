//! What is left to the target against the target and the figure that was reached.

use domain::Offset;
use prose::{Quantity, matching::kind};

use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::{Sense, step},
};

/// It is not what lies between.
pub(super) const RULE: Rule = Rule {
    name: "TARGET_GAP_WRONG",
    title: "目標までの残りの数の誤り",
    family: Family::Numbers,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "目標までの差が、目標値と実績値の差と合いません。どれが正しいでしょうか。",
    instruction: "差を計算し直し、誤っている数を直してください。",
    why: "目標と実績が並んでいるので、読み手は引き算で確かめられます。",
    example: &[&[
        ("field:目標値（％）", "90.0"),
        ("field:実績値（％）", "86.7"),
        ("status", "割合は上昇したが、目標まで2.3ポイントである。"),
    ]],
    controls: &[
        &[&[
            ("field:目標値（％）", "90.0"),
            ("field:実績値（％）", "86.7"),
            ("status", "割合は上昇したが、目標まで3.3ポイントである。"),
        ]],
        &[&[
            ("field:目標値（店）", "40"),
            ("field:実績値（店）", "36"),
            ("status", "・目標40店まで残り4店"),
        ]],
        &[&[
            ("field:目標値（人）", "40"),
            ("field:実績値（人）", "36"),
            ("status", "目標との差は主に欠席によるもので、欠席者は３人です。"),
        ]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| wrong(line, rule)).collect(),
};

fn wrong(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let value = |sense: Sense| {
        let figures = line.cells.values().filter(move |cell| {
            cell.sense == sense && cell.slot.year == Offset::This && cell.figure.is_some()
        });
        let mut figures = figures.filter_map(|cell| cell.quantities.first());
        let (first, None) = (figures.next()?, figures.next()) else { return None };
        Some(first)
    };
    let target = value(Sense::Target)?;
    let actual = value(Sense::Actual).or_else(|| of_year(line))?;
    let cells = line.told().into_iter().filter(|cell| cell.figure.is_none());
    cells.into_iter().find_map(|cell| {
        let gap = cell.quantities.iter().find(|one| is_gap(cell, one, target))?;
        // 目標の9.0gまであと0.9g: what the text says is the target is another rule's
        let lead = cell.text.get(..gap.span.start).unwrap_or_default();
        let stated = cell.quantities.iter().rfind(|one| {
            let near = one.span.end <= gap.span.start && gap.span.start - one.span.end <= 24;
            near && kind(&one.unit) == kind(&target.unit)
                && cell
                    .text
                    .get(..one.span.start)
                    .unwrap_or(lead)
                    .trim_end_matches('の')
                    .ends_with("目標")
        });
        let target = stated.unwrap_or(target);
        let right = (target.value - actual.value).abs();
        let within = step(gap.span.of(cell.text)).max(1e-6);
        ((right - gap.value).abs() >= within - 1e-9).then_some(())?;
        let message = format!(
            "目標{}{}と{}{}の差は{}ですが、{}とあります。",
            shown(target.value),
            target.unit,
            shown(actual.value),
            actual.unit,
            shown((right * 1e3).round() / 1e3),
            quote(gap.span.of(cell.text))
        );
        Some(rule.found(line.row.no, vec![line.words(&cell.slot, gap.span)], message))
    })
}

/// The figure of a column that bears the sheet's year: R6.
fn of_year<'b>(line: &'b ReadRow<'_>) -> Option<&'b Quantity> {
    let figures = line.cells.values().filter(|cell| cell.figure.is_some());
    let mut own = figures.filter(|cell| {
        let asked =
            prose::AskedField { field: &cell.slot.field, year: cell.slot.year.of(line.sheet) };
        let years = prose::relative_years(cell.slot.field.label(), asked);
        let valued =
            !matches!(cell.sense, Sense::Target | Sense::Base | Sense::Money | Sense::Rate);
        valued && years.first().is_some_and(|named| named.year == line.sheet)
    });
    let (first, None) = (own.next()?, own.next()) else { return None };
    first.quantities.first()
}

/// 目標まで3.3ポイント, 目標350gとの差は71g, 目標40店まで残り4店.
fn is_gap(cell: &Read<'_>, one: &Quantity, target: &Quantity) -> bool {
    let points = one.unit == "ポイント" && target.unit == "％";
    let lead = tail(cell.text.get(..one.span.start).unwrap_or_default(), 20);
    let lead = lead.rsplit(['、', '。', '，', '\n', '（', '(']).next().unwrap_or(lead);
    let lead = lead.trim_end_matches([' ', '　', '：', ':']);
    let ends = ["まで", "までは", "まであと", "まで残り", "との差は", "との差", "に対し残り"];
    let said = lead.contains("目標") && ends.iter().any(|word| lead.ends_with(word));
    let after = head(cell.text.get(one.span.end..).unwrap_or_default(), 6);
    let grows = ["増", "引き", "向上"].iter().any(|word| after.contains(word));
    let same = kind(&one.unit) == kind(&target.unit) || points;
    said && same && !one.approximate && !grows
}
