//! Times and stretches of days that end before they begin.

use prose::{Span, hours};

use crate::scan::in_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// It ends before it begins.
pub(super) const REVERSED: Rule = Rule {
    name: "TIME_REVERSED",
    title: "始まりと終わりの逆転",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "終わりの時刻（日付）が始まりより前です。正しい時刻（日付）をお知らせください。",
    instruction: "始まりと終わりの時刻（日付）を確認し、直してください。",
    why: "読み手は一目で誤りと気付きます。",
    example: &[&[("status", "日時：令和７年６月３日　13時30分～11時30分")]],
    controls: &[
        &[&[("status", "日時：令和７年６月３日　午後１時30分～３時")]],
        &[&[("plan", "夜間の電話相談を22時から翌５時まで行う。")]],
        &[&[("status", "９月10日～16日、12月25日～１月５日に掲示した。")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| reversed(line, cell, rule)),
};

fn reversed(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let time = hours(cell.text).into_iter().find(|hours| hours.to <= hours.from);
    let span = time.map(|hours| hours.span).or_else(|| days(cell))?;
    let message = format!("{}は、終わりが始まりより前です。", quote(span.of(cell.text)));
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, span)], message))
}

/// Two days between which only a mark of a stretch stands, the later one first.
fn days(cell: &Read<'_>) -> Option<Span> {
    let pairs = cell.dates.windows(2);
    let odd = pairs.filter_map(|pair| {
        let [a, b] = pair else { return None };
        let from = a.end();
        let between = cell.text.get(from..b.span.start)?.trim();
        let stretch = matches!(between, "～" | "~" | "〜" | "から" | "－" | "-" | "―");
        let (first, last) = (a.calendar()?, b.calendar()?);
        // 12月25日～1月5日: what leaves out its year may be of the next
        let known = b.year_written || a.month == b.month || (4..=12).contains(&b.month);
        (stretch && known && last < first).then_some(Span { start: a.span.start, end: b.span.end })
    });
    odd.into_iter().next()
}
