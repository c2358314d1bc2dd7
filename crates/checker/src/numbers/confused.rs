//! Units that do not count what the words beside them name.

use prose::{Quantity, matching::kind};

use crate::scan::in_counting_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::head,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Counted in what it is not.
pub(super) const RULE: Rule = Rule {
    name: "UNIT_CONFUSED",
    title: "単位の取り違え",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "数えているものと単位が合いません。正しい単位をお知らせください。",
    instruction: "単位を確認し、直してください。",
    why: "単位が違うと、集計やほかの年度との比較ができません。",
    example: &[&[("status", "講座を開催した。参加者数：25回")]],
    controls: &[
        &[&[("status", "講座を開催した。参加者数：25人、開催回数：３回、配布部数：200部")]],
        &[&[("status", "参加団体数：12団体、参加世帯数：30世帯")]],
        &[&[("status", "相談件数は35件（実人数20人）であった。")]],
    ],
    find: |context, rule| in_counting_cells(context, |line, cell| confused(line, cell, rule)),
};

/// What a label counts, and the kinds of unit that count it.
const LABELS: [(&str, &[&str]); 13] = [
    ("参加者数", &["人", "組", "世帯", "％"]),
    ("受講者数", &["人", "％"]),
    ("利用者数", &["人", "組", "世帯", "％"]),
    ("相談者数", &["人", "組", "世帯", "％"]),
    ("来場者数", &["人", "組", "世帯", "％"]),
    ("出席者数", &["人", "％"]),
    ("参加人数", &["人"]),
    ("利用人数", &["人"]),
    ("開催回数", &["回"]),
    ("実施回数", &["回"]),
    ("相談件数", &["件", "人", "％", "回"]),
    ("配布部数", &["部"]),
    ("配布枚数", &["部"]),
];

/// What is done by people and by things, straight behind a number: 25回が参加した.
const DEEDS: [(&str, &[&str]); 6] = [
    ("が参加", &["回", "件", "部", "円"]),
    ("が受講", &["回", "件", "部", "円", "か所"]),
    ("が出席", &["回", "件", "部", "円"]),
    ("が来場", &["回", "件", "部", "円"]),
    ("を配布", &["人", "回", "件", "世帯"]),
    ("開催した", &["人", "件", "部", "世帯"]),
];

fn confused(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let (one, why) = cell.quantities.iter().find_map(|one| Some((one, why(cell, one)?)))?;
    let message = format!("{why}を数える単位が{}となっています。", quote(one.span.of(cell.text)));
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, one.span)], message))
}

fn why(cell: &Read<'_>, one: &Quantity) -> Option<String> {
    let unit = kind(&one.unit);
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let lead = before.trim_end_matches(['は', '：', ':', '　', ' ', '計', '合', '延', 'べ', '約']);
    let named = LABELS.iter().find(|(label, _)| lead.ends_with(label));
    if let Some((label, units)) = named {
        let counted = ["人", "回", "件", "部", "世帯", "円", "か所"].contains(&unit);
        return (counted && !units.contains(&unit) && one.per.is_none()).then(|| quote(label));
    }
    let after = cell.text.get(one.span.end..).unwrap_or_default();
    let odd = DEEDS.iter().find(|(deed, units)| after.starts_with(deed) && units.contains(&unit));
    odd.map(|(deed, _)| quote(&format!("{}{}", one.span.of(cell.text), head(deed, 3))))
}
