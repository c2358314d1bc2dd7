//! Those who did and those who did not against all.

use prose::{
    Quantity, lexicon,
    matching::{is_percent, kind},
};

use crate::scan::in_counting_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// The rest is another.
pub(super) const RULE: Rule = Rule {
    name: "REST_MISMATCH",
    title: "全体・実施・残りの数の不一致",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "全体の数から、行った（来た）数を引いた数が、残りの数と合いません。どれが正しいでしょうか。",
    instruction: "引き算をし直し、誤っている数を直してください。",
    why: "引き算で確かめられるので、読み手は誤りに気付きます。",
    example: &[&[("status", "委員16名のうち13名が出席し、欠席は４名であった。")]],
    controls: &[
        &[&[("status", "委員16名のうち13名が出席し、欠席は３名であった。")]],
        &[&[("status", "・対象120人のうち96人受診、未受診者20人に再勧奨")]],
        &[&[("status", "委員16名のうち13名が出席しました。うち４名は欠席の委員の代理です。")]],
    ],
    find: |context, rule| in_counting_cells(context, |line, cell| odd(line, cell, rule)),
};

/// Words of those who are the rest.
const REST: &[&str] = &["欠席", "未受診", "未回答", "不参加", "未提出", "未利用", "未実施", "残り"];

fn odd(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    cell.sentences.iter().find_map(|piece| {
        let counted = |one: &&Quantity| {
            !is_percent(&one.unit) && one.per.is_none() && !one.approximate && one.high.is_none()
        };
        let all: Vec<&Quantity> = cell.counts(*piece).filter(counted).collect();
        let [whole, part, rest] = all.as_slice() else { return None };
        let same = [part, rest].iter().all(|one| kind(&one.unit) == kind(&whole.unit));
        let among = cell.between(whole.span, part.span).contains("うち");
        let own = tail(cell.between(part.span, rest.span), 8);
        let own = own.rsplit(['、', '，', '。']).next().unwrap_or(own);
        // 未受診者20人に: some of them may be meant
        let after = head(cell.text.get(rest.span.end..).unwrap_or_default(), 1);
        let some = after.starts_with(['に', 'へ', 'を']);
        let said = lexicon::holds(own, REST) && !own.contains("うち");
        let wrong = (whole.value - part.value - rest.value).abs() > 1e-6;
        (same && among && said && !some && wrong).then_some(())?;
        let message = format!(
            "{}{}から{}{}を引くと{}{}ですが、{}とあります。",
            shown(whole.value),
            whole.unit,
            shown(part.value),
            part.unit,
            shown(whole.value - part.value),
            whole.unit,
            quote(rest.span.of(cell.text))
        );
        let marks = [rest, part, whole].map(|one| line.words(&cell.slot, one.span));
        Some(rule.found(line.row.no, marks.to_vec(), message))
    })
}
