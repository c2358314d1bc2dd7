//! Two rows of one section whose texts are the same throughout, under names of which neither is the
//! other's: one action listed twice.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{Slot, text::fold};
use prose::classes;

use super::{
    refers,
    twice::{headings, is_relisted, item, title},
};
use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// One action under two names.
pub(super) const RULE: Rule = Rule {
    name: "ACTION_TWICE",
    title: "名前の違う同じ取組の二重掲載",
    family: Family::Rows,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "名前の違う二つの行の内容・計画・実績がほとんど同じです。同じ取組が二重に載ったものではないでしょうか。",
    instruction: "同じ取組であれば一方を除くか「再掲」と書き、別の取組であれば写した欄を書き直してください。",
    why: "同じ取組が名前を変えて二度載ると、取組の数も実績も多く見えます。",
    example: &[
        &[
            ("action", "認知症カフェ"),
            ("content", "認知症の方や家族が気軽に集い、相談できる場を設ける。"),
            ("previous_status", "隔月で６回開催し、延べ95人が参加した。"),
            ("plan", "隔月で６回開催し、周知に努める。"),
            ("status", "隔月で６回開催し、延べ108人が参加した。"),
        ],
        &[
            ("action", "認知症の人と家族のつどい（カフェ）"),
            ("content", "認知症の方や家族が気軽に集い、相談できる場を設ける。"),
            ("previous_status", "隔月で６回開催し、延べ95人が参加した。"),
            ("plan", "隔月で６回開催し、周知に努める。"),
            ("status", "偶数月に６回開催し、延べ108人が参加した。"),
        ],
    ],
    controls: &[
        &[
            &[
                ("action", "認知症カフェ"),
                ("content", "認知症の方や家族が気軽に集い、相談できる場を設ける。"),
                ("status", "隔月で６回開催し、延べ108人が参加した。"),
            ],
            &[
                ("action", "認知症サポーター"),
                ("content", "認知症の正しい知識を広める講座を開く。"),
                ("status", "学校で４回開催し、延べ208人が参加した。"),
            ],
        ],
        &[
            &[
                ("action", "乳児健診"),
                ("content", "発育を確認し、保護者の相談に応じる。"),
                ("previous_status", "毎月１回、保健センターで実施した。"),
                ("plan", "毎月１回、保健センターで実施する。"),
            ],
            &[
                ("action", "幼児健診（再掲）"),
                ("content", "発育を確認し、保護者の相談に応じる。"),
                ("previous_status", "毎月１回、保健センターで実施した。"),
                ("plan", "毎月１回、保健センターで実施する。"),
            ],
        ],
    ],
    find,
};

/// Shorter texts are the same by chance.
const SHORT: usize = 10;
/// So many cells must be the same, and so great a share of all in percent.
const CELLS: usize = 3;
const SHARE: usize = 60;

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut seen = HashMap::<(&Slot, String), Vec<usize>>::new();
    let mut contents = HashMap::<String, Vec<usize>>::new();
    for (at, line) in context.lines.iter().enumerate() {
        if is_relisted(line) || line.prose().any(|cell| refers(cell.text)) {
            continue;
        }
        for cell in line.prose().filter(|cell| is_long(&cell.folded)) {
            if !matches!(cell.sense, Sense::Owner | Sense::Indicator | Sense::Unit) {
                seen.entry((&cell.slot, cell.folded.clone())).or_default().push(at);
            }
        }
        let content = fold(&line.row.content.text);
        if is_long(&content) {
            contents.entry(content).or_default().push(at);
        }
    }
    let mut pairs = BTreeMap::<(usize, usize), usize>::new();
    for rows in seen.into_values().chain(contents.into_values()) {
        if let [a, b] = rows.as_slice() {
            *pairs.entry((*a, *b)).or_default() += 1;
        }
    }
    let headings = headings(context);
    let same = pairs.into_iter().filter(|(_, cells)| *cells >= CELLS);
    same.filter_map(|((a, b), cells)| {
        let (first, second) = (context.lines.get(a)?, context.lines.get(b)?);
        twice(rule, (first, second), cells, &headings)
    })
    .collect()
}

fn is_long(folded: &str) -> bool {
    folded.chars().nth(SHORT - 1).is_some()
}

fn twice(
    rule: &Rule,
    (first, second): (&ReadRow<'_>, &ReadRow<'_>),
    cells: usize,
    headings: &BTreeSet<String>,
) -> Option<Finding> {
    let of = |line: &ReadRow<'_>| fold(&line.row.section.text);
    let (there, name) = item(first, headings)?;
    let (here, other) = item(second, headings)?;
    let all = second.prose().filter(|cell| is_long(&cell.folded)).count()
        + usize::from(is_long(&fold(&second.row.content.text)));
    let most = cells * 100 >= all * SHARE;
    let pairs = |text: &str| -> BTreeSet<(char, char)> {
        classes::pairs(&fold(text), classes::is_of_noun).collect()
    };
    let akin = !pairs(name).is_disjoint(&pairs(other));
    (of(first) == of(second) && most && akin && title(name) != title(other)).then_some(())?;
    let message = format!(
        "{}は、No.{}の{}と{cells}つの欄が同じ文です。",
        quote(other),
        first.row.no,
        quote(name)
    );
    let marks = vec![second.spot_mark(&here), first.spot_mark(&there)];
    Some(rule.found(second.row.no, marks, message))
}
