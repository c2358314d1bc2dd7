//! A figure of standing text that changed by a little while its siblings stayed.

use domain::{Field, Offset};
use prose::{FigureInText, figures, lexicon};

use super::pair;
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, tail},
    limit::Limit,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// How many characters about the figure make it the same figure in two texts.
const ABOUT: usize = 3;

/// A figure dragged or mistyped is off by no more than this.
const SLIP: Limit = Limit {
    key: "slip",
    label: "数字の違いがいくつまでなら写し誤りとみるか（65歳と66歳の違いは1）",
    unit: "まで",
    usual: 2,
    least: 1,
    most: 20,
};

/// A number of a standing phrase that drifted from the other years'.
pub(super) const RULE: Rule = Rule {
    name: "FIGURE_DRIFT",
    title: "定型の数字のずれ",
    family: Family::Years,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[SLIP],
    question: "対象年齢・法令番号など、毎年同じはずの数字がこの欄だけ違っています。どちらが正しいでしょうか。",
    instruction: "数字を確認し、誤りであれば直してください。対象などが実際に変わった場合は、その旨を書いてください。",
    why: "表計算ソフトで欄を引き伸ばして写すと、文中の数字が一つずつ増えることがあります。",
    example: &[&[
        ("previous_status", "65歳以上の方に健診を勧めました。"),
        ("plan", "65歳以上の方に健診を勧めます。"),
        ("status", "66歳以上の方に健診を勧めました。"),
        ("next_plan", "65歳以上の方に健診を勧めます。"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "65歳以上の方に健診を勧めました。"),
            ("plan", "65歳以上の方に健診を勧めます。"),
            ("status", "65歳以上の方に健診を勧めました。"),
            ("next_plan", "65歳以上の方に健診を勧めます。"),
        ]],
        &[&[
            ("previous_status", "講座を年10回開催した。"),
            ("plan", "講座を年10回開催する。"),
            ("status", "講座を年9回開催した。"),
            ("next_plan", "講座を年10回開催する。"),
        ]],
    ],
    find,
};

/// A standing figure in one of a row's texts.
struct Standing<'a, 'b> {
    cell: &'b Read<'a>,
    figure: FigureInText<'b>,
    value: u64,
    suffix: &'static str,
}

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let slip = u64::from(rule.limit(context, &SLIP));
    context.lines.iter().flat_map(|line| drifts(line, rule, slip)).collect()
}

fn drifts(line: &ReadRow<'_>, rule: &Rule, slip: u64) -> Vec<Finding> {
    let texts = pair::texts(line);
    let all: Vec<_> = texts.iter().flat_map(|cell| standing(cell)).collect();
    let now = all.iter().filter(|one| one.cell.slot.field != Field::Evaluation);
    let now = now.filter(|one| one.cell.slot.year != Offset::Previous);
    now.filter_map(|odd| drift(line, rule, (odd, slip), &all)).take(1).collect()
}

/// No more standing figures of one text are looked at: an ordinary cell has one or two.
const MOST: usize = 8;

fn standing<'a, 'b>(cell: &'b Read<'a>) -> Vec<Standing<'a, 'b>> {
    let found = figures(cell.text).filter_map(|figure| {
        let (value, after) = (figure.whole()?, figure.after.trim_start());
        let suffix =
            lexicon::STANDING_COUNTERS.iter().find(|suffix| after.starts_with(**suffix))?;
        Some(Standing { cell, figure, value, suffix })
    });
    found.take(MOST).collect()
}

/// A figure that its siblings have otherwise by no more than a slip, an older one among them.
fn drift(
    line: &ReadRow<'_>,
    rule: &Rule,
    (odd, slip): (&Standing<'_, '_>, u64),
    all: &[Standing<'_, '_>],
) -> Option<Finding> {
    let others: Vec<_> = all
        .iter()
        .filter(|other| other.cell.slot != odd.cell.slot && is_same_figure(odd, other))
        .collect();
    let value = others.iter().find(|other| is_older(odd, other))?.value;
    let slipped = (1..=slip).contains(&value.abs_diff(odd.value));
    let stay = others.iter().all(|other| other.value == value);
    (slipped && stay).then_some(())?;
    let severity = weight(odd, others.len())?;
    let marks = std::iter::once(odd).chain(others.iter().copied());
    let marks = marks.map(|one| line.words(&one.cell.slot, one.figure.span)).collect();
    let around = format!("{}{}", odd.figure.span.of(odd.cell.text), head(odd.figure.after, 6));
    let message = format!(
        "{}の{}は、ほかの{}か所では{value}です。",
        odd.cell.slot.heading(line.sheet),
        quote(&around),
        others.len()
    );
    Some(Finding { severity, ..rule.found(line.row.no, marks, message) })
}

/// How much a slip weighs: one sibling alone tells only of ages and laws, and the next plan may
/// mean the change.
fn weight(odd: &Standing<'_, '_>, siblings: usize) -> Option<Severity> {
    let aged = matches!(odd.suffix, "歳" | "才" | "条" | "号" | "年法律");
    match (siblings, odd.cell.slot.year == Offset::Next) {
        (0 | 1, true) | (0, _) => None,
        (1, false) => aged.then_some(Severity::Warning),
        (_, true) => Some(Severity::Warning),
        (_, false) => Some(Severity::Error),
    }
}

fn is_older(odd: &Standing<'_, '_>, other: &Standing<'_, '_>) -> bool {
    other.cell.slot.year <= Offset::This && other.cell.slot != odd.cell.slot
}

/// Whether two figures stand between the same words.
fn is_same_figure(a: &Standing<'_, '_>, b: &Standing<'_, '_>) -> bool {
    let (x, y) = (a.figure.after.trim_start(), b.figure.after.trim_start());
    let same_before = tail(a.figure.before, ABOUT) == tail(b.figure.before, ABOUT);
    let same_after = head(x, ABOUT + 2) == head(y, ABOUT + 2);
    a.suffix == b.suffix && (same_after || same_before && head(x, 2) == head(y, 2))
}
