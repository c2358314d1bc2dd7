//! Few persons or cases of a delicate kind, before publication.

use domain::{Offset, text::fold};
use prose::matching::{is_people, kind};
use prose::{
    Quantity, QuantityRole,
    lexicon::{self, holds},
};

use super::reports::reports;
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{clause_at, shown, tail},
    limit::Limit,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Counts below this may tell who it is.
const FEW: Limit = Limit {
    key: "few",
    label: "何人（何件）未満を少数とみるか",
    unit: "人・件",
    usual: 10,
    least: 2,
    most: 100,
};

/// A count so small that it may tell of a person.
pub(super) const RULE: Rule = Rule {
    name: "SMALL_CELL",
    title: "少数の公表",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[FEW],
    question: "相談などの件数（人数）が少数です。公表しても個人が特定されるおそれはないでしょうか。",
    instruction: "公表前に、「10未満」のように幅で示す、ほかの区分とまとめるなどの扱いを検討してください。",
    why: "小さな市町村では、少ない件数から個人が特定されることがあります。",
    example: &[&[("action", "こころの相談"), ("status", "相談を受け付けた。相談件数：6件")]],
    controls: &[
        &[&[("action", "こころの相談"), ("status", "相談を受け付けた。相談件数：16件")]],
        &[&[("action", "相談員研修"), ("status", "研修を開催した。参加者：6人")]],
        &[&[("action", "こころの相談"), ("status", "相談会を6回開催した。")]],
        &[&[("action", "就労相談会"), ("status", "・採用に至った者9人")]],
        &[&[("action", "こころの相談"), ("status", "相談員3人で対応しました。")]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let below = rule.limit(context, &FEW);
    context.lines.iter().filter_map(|line| few(line, rule, below)).collect()
}

fn few(line: &ReadRow<'_>, rule: &Rule, below: u32) -> Option<Finding> {
    let title = fold(&line.row.action.text);
    let told: Vec<_> = reports(line)
        .flat_map(|cell| cell.quantities.iter().map(move |one| (cell, one)))
        .filter(|(cell, one)| is_small(one, below) && is_delicate(cell, one, &title))
        .collect();
    let words: Vec<_> = told.iter().take(4).map(|(_, one)| words(one)).collect();
    (!told.is_empty()).then_some(())?;
    // What was told a year ago is known already
    let known = told.iter().all(|(cell, _)| cell.slot.year == Offset::Previous);
    let marks = told.iter().map(|(cell, one)| line.words(&cell.slot, one.span)).collect();
    let message = format!("{}は{below}未満の少ない数です。", words.join("、"));
    // Few who asked or came are told everywhere; few in a grave state are not
    let grave = told.iter().take(4).any(|(cell, one)| {
        let piece = cell.sentence(one.span);
        let words = [piece.of(cell.text), &one.label, &title];
        words.iter().any(|text| holds(text, GRAVE))
    });
    let severity = if known || !grave { Severity::Info } else { rule.severity };
    Some(Finding { severity, ..rule.found(line.row.no, marks, message) })
}

fn words(one: &Quantity) -> String {
    let name = if one.label.is_empty() { String::new() } else { quote(&one.label) };
    format!("{name}{}{}", shown(one.value), one.unit)
}

fn is_small(one: &Quantity, below: u32) -> bool {
    let unit = is_people(&one.unit) || matches!(kind(&one.unit), "件" | "世帯" | "組" | "ケース");
    unit && one.role == QuantityRole::Actual
        && one.per.is_none()
        // An average (3.5人) is of no persons
        && one.value.fract() == 0.0
        && (1.0..f64::from(below)).contains(&one.value)
}

/// By the label and its clause; by the title where these say nothing else.
fn is_delicate(cell: &Read<'_>, one: &Quantity, title: &str) -> bool {
    let clause = clause_at(cell, one.span);
    let label = fold(&one.label);
    let near =
        clause.map_or(label.clone(), |clause| near(cell.text, clause.span.start, one.span.start));
    let audience = |text: &str| holds(text, lexicon::AUDIENCE);
    let open = audience(&label) || audience(title) && !label.contains("相談") || audience(&near);
    let report = cell.sense.is_told();
    // A state of few people is one, whoever else came
    let state = [&label, &near].iter().any(|text| holds(text, lexicon::STATES));
    // By its title alone an action counts those who came for it, not what else became of them
    let own = label.is_empty() || holds(&label, SERVED);
    let titled = holds(title, lexicon::DELICATE) && own;
    report
        && (state
            || !open && (titled || [&label, &near].iter().any(|t| holds(t, lexicon::DELICATE))))
}

/// States of which few would be known to those around them.
const GRAVE: &[&str] = &[
    "自殺",
    "自死",
    "未遂",
    "自傷",
    "死にたい",
    "念慮",
    "虐待",
    "暴力",
    "ＤＶ",
    "DV",
    "性被害",
    "性的",
    "妊娠",
    "依存",
    "難病",
    "精神",
    "遺族",
    "こころの",
    "逮捕",
    "失踪",
];

/// Words of those for whom a delicate action is.
const SERVED: &[&str] =
    &["相談", "件数", "人数", "来所", "利用", "対応", "支援", "延べ", "実人", "ケース"];

/// The last words of a clause before a quantity.
fn near(text: &str, from: usize, to: usize) -> String {
    fold(tail(text.get(from..to).unwrap_or_default(), 16))
}
