//! A year that is written twice, in the era's count and in the western one.

use prose::{Named, Span, classes::is_digit};

use crate::scan::in_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// The two are not the same year.
pub(super) const MISMATCH: Rule = Rule {
    name: "ERA_MISMATCH",
    title: "和暦と西暦の不一致",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "和暦と西暦の年が合いません。どちらが正しいでしょうか。",
    instruction: "和暦か西暦を直してください。",
    why: "並べて書かれた年が食い違うと、いつのことか分かりません。",
    example: &[&[("status", "令和７年度（2024年度）の講座を３回開催した。")]],
    controls: &[
        &[&[("status", "令和７年度（2025年度）の講座を３回開催した。")]],
        &[&[("status", "令和７年度（2024年度から継続）の講座を３回開催した。")]],
        &[&[("status", "・利用者 令和７年度／令和６年度比５％増")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| twice(line, cell, rule)),
};

fn twice(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let western = |year: &Named| {
        let digits: Vec<char> = year.span.of(cell.text).chars().take(4).collect();
        digits.len() == 4 && digits.iter().all(|c| is_digit(*c))
    };
    let odd = cell.years.windows(2).find_map(|pair| {
        let [a, b] = pair else { return None };
        let bracket = cell.between(a.span, b.span).trim_start_matches(['度', '年']).trim();
        let close = cell.text.get(b.span.end..)?.trim_start_matches(['度', '年']);
        let beside = matches!(bracket, "（" | "(") && close.starts_with(['）', ')']);
        let both = !a.relative && !b.relative && western(a) != western(b);
        (beside && both && a.year != b.year).then_some((a, b))
    });
    let (a, b) = odd?;
    let span = Span { start: a.span.start, end: b.span.end };
    let message = format!(
        "{}とありますが、{}は{}です。",
        quote(span.of(cell.text)),
        quote(b.span.of(cell.text)),
        b.year.official()
    );
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, span)], message))
}
