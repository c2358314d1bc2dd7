//! A rate of a column against the two numbers of the text that it is made of.

use domain::{Offset, text::fold};
use prose::matching::kind;

use super::reached::result;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{self, head, shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::{Sense, step},
};

/// The rate is another one.
pub(super) const RULE: Rule = Rule {
    name: "RATE_OF_PARTS",
    title: "率の列と文中の人数の不一致",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "文中の対象数と実数から計算した率が、率の列と合いません。どれが正しいでしょうか。",
    instruction: "対象数と実数を確認して率を計算し直し、誤っている数を直してください。",
    why: "率のもとになる数が書かれているので、読み手は自分で計算できます。",
    example: &[&[
        ("field:指標", "受診率（％）"),
        ("field:実績値", "25.8"),
        ("status", "・対象9,320人、受診2,212人"),
    ]],
    controls: &[
        &[&[
            ("field:指標", "受診率（％）"),
            ("field:実績値", "23.7"),
            ("status", "・対象9,320人、受診2,212人"),
        ]],
        &[&[
            ("field:指標", "受診率（％）"),
            ("field:実績値", "25.8"),
            ("status", "対象9,320人に通知し、講座に212人が参加した。"),
        ]],
        &[&[
            ("field:指標", "訪問率（％）"),
            ("field:実績値", "98"),
            ("status", "対象は50家庭、49家庭を訪問した。"),
        ]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| apart(line, rule)).collect(),
};

/// What the whole of a rate is called.
const WHOLES: [&str; 7] = ["対象者数", "対象者", "対象数", "対象", "母数", "該当者", "受診対象者"];

/// What a rate is of: 受診 of 特定健診の受診率（％）.
fn part(name: &str) -> Option<String> {
    let bare = name.split('(').next()?.trim();
    let stem = bare.strip_suffix('率')?;
    let end: String = tail(stem, 2).to_owned();
    end.chars().all(prose::classes::is_han).then_some(end)
}

fn apart(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let result = result(line)?;
    let rate = result.figure.as_ref()?.value;
    let indicator = line.of_sense(Sense::Indicator, Offset::This).next();
    let noun = part(&fold(indicator.map_or(line.row.action.text.as_str(), |cell| cell.text)))?;
    let near = step(result.text) * 0.6;
    let cells = line.told();
    let mut now = cells
        .iter()
        .copied()
        .filter(|cell| cell.slot.year == Offset::This && cell.figure.is_none());
    now.find_map(|cell: &Read<'_>| {
        let own = || cell.quantities.iter().filter(|one| one.year == line.sheet);
        let before = |one: &prose::Quantity| {
            let text = cell.text.get(..one.span.start).unwrap_or_default();
            tail(
                text.trim_end_matches(['は', '：', ':', ' ', '　', 'が', '延', 'べ', '者', '数']),
                6,
            )
        };
        let mut wholes = own().filter(|one| {
            let lead = before(one);
            WHOLES.iter().any(|word| lead.ends_with(word.trim_end_matches(['者', '数'])))
        });
        let whole = wholes.next().filter(|_| wholes.next().is_none())?;
        let mut parts = own().filter(|one| {
            let after = head(cell.text.get(one.span.end..).unwrap_or_default(), 4);
            let follows = after.trim_start_matches(['が', 'を', 'に']).starts_with(&noun);
            let same = kind(&one.unit) == kind(&whole.unit) && one.span != whole.span;
            same && one.span.start > whole.span.end && (before(one).ends_with(&noun) || follows)
        });
        let counted = parts.next().filter(|_| parts.next().is_none())?;
        (whole.value > 0.0 && counted.value <= whole.value).then_some(())?;
        let right = counted.value / whole.value * 100.0;
        ((right - rate).abs() > near && (right - rate).abs() < 20.0).then_some(())?;
        let message = format!(
            "{}のうち{}なら{}％ですが、{}は「{}」です。",
            quote(whole.span.of(cell.text)),
            quote(counted.span.of(cell.text)),
            shown((right * 10.0).round() / 10.0),
            result.slot.field,
            likeness::told(result.figure.as_ref()?)
        );
        let marks = vec![
            line.words(&cell.slot, counted.span),
            line.words(&cell.slot, whole.span),
            line.mark(&result.slot),
        ];
        Some(rule.found(line.row.no, marks, message))
    })
}
