//! Quantities of last year and this: large changes, and counts that are gone.

use domain::{Field, Offset};
use prose::{Quantity, Share};
use prose::{
    lexicon,
    matching::{actual, akin, is_percent, kind, label, matched},
};

use super::pair;
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    limit::Limit,
    outcome::TextOutcome,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// A quantity that grew to more than this share of last year's has changed much.
const GROWN: Limit = Limit {
    key: "grown",
    label: "前年度の何％を超えたら大きな増加とみるか",
    unit: "％",
    usual: 200,
    least: 105,
    most: 1000,
};

/// A quantity that fell to this share or less has changed much.
const FALLEN: Limit = Limit {
    key: "fallen",
    label: "前年度の何％以下に減ったら大きな減少とみるか",
    unit: "％",
    usual: 60,
    least: 5,
    most: 95,
};

/// A quantity that was and is below this may change as it likes.
const SMALL: Limit = Limit {
    key: "small",
    label: "前年度・今年度ともにいくつ未満なら増減をみないか",
    unit: "人・件・回など",
    usual: 10,
    least: 1,
    most: 1000,
};

/// Much changed, and said why.
pub(super) const EXPLAINED: Rule = Rule {
    name: "BIG_CHANGE",
    title: "大きな増減（説明あり）",
    family: Family::Years,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[GROWN, FALLEN, SMALL],
    question: "実績が前年度から大きく増減しています。説明の記載がありますので、内容をご確認ください。",
    instruction: "増減の理由が読み手に伝わるか確認してください。",
    why: "大きな増減は会議で理由を尋ねられます。",
    example: &[&[
        ("previous_status", "年間アクセス件数：31,460件"),
        ("status", "年間アクセス件数：12,905件"),
        ("evaluation", "報道の影響があった前年度に比べ、閲覧は減少している。"),
    ]],
    controls: &[
        &[&[("previous_status", "相談件数：864件"), ("status", "相談件数：733件")]],
        &[&[("previous_status", "相談件数：2件"), ("status", "相談件数：6件")]],
    ],
    find: |context, rule| changes(context, rule, true),
};

/// Much changed without a word.
pub(super) const UNEXPLAINED: Rule = Rule {
    name: "BIG_CHANGE_UNEXPLAINED",
    title: "大きな増減（説明なし）",
    family: Family::Years,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[GROWN, FALLEN, SMALL],
    question: "実績が前年度から大きく増減していますが、理由の記載がありません。数値に誤りがないか、また増減の理由をお知らせください。",
    instruction: "数値を確認し、増減の理由を実施状況か評価に一文で書いてください。",
    why: "大きな増減は入力の誤りのこともあり、理由がなければ会議で説明できません。",
    example: &[&[
        ("previous_status", "弁護士による相談を行った。相談件数：40件"),
        ("status", "弁護士による相談を行った。相談件数：8件"),
        ("evaluation", "相談者の悩みに丁寧に対応した。"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "年間アクセス件数：31,460件"),
            ("status", "年間アクセス件数：12,905件"),
            ("evaluation", "報道の影響があった前年度に比べ、閲覧は減少している。"),
        ]],
        &[&[("previous_status", "参加者は30人であった。"), ("status", "参加者は35人であった。")]],
    ],
    find: |context, rule| changes(context, rule, false),
};

/// No more counts of last year are looked for.
const MOST: usize = 40;

/// A count of last year is not told.
pub(super) const VANISHED: Rule = Rule {
    name: "COUNT_VANISHED",
    title: "前年度にあった数値がない",
    family: Family::Years,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "前年度は実績の数値がありましたが、今年度は記載がありません。今年度の数値をお知らせください。",
    instruction: "前年度と同じ数え方の今年度の数値を書いてください。数えていない場合は、その旨を書いてください。",
    why: "数値が途切れると、経年の比較ができなくなります。",
    example: &[&[
        ("previous_status", "市民向けの講演会を開催した。参加者数：84人"),
        ("status", "市民向けの講演会を開催し、理解を深めた。"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "市民向けの講演会を開催した。参加者数：84人"),
            ("status", "感染症の影響により、講演会は中止した。"),
        ]],
        &[&[
            ("previous_status", "講演会を開催した。参加者数：84人"),
            ("status", "講演会を開催した。"),
            ("evaluation", "92名が参加し、理解を深めた。"),
        ]],
    ],
    find: vanished,
};

fn changes(context: &CheckContext<'_>, rule: &Rule, explained: bool) -> Vec<Finding> {
    let small = f64::from(rule.limit(context, &SMALL));
    let (grown, fallen) = (rule.share(context, &GROWN), rule.share(context, &FALLEN));
    let big = |old: f64, new: f64| {
        let large = old.max(new) >= small && old > 0.0;
        large && (new > old * grown || new <= old * fallen)
    };
    context.lines.iter().filter_map(|line| change(line, rule, explained, big)).collect()
}

fn change(
    line: &ReadRow<'_>,
    rule: &Rule,
    explained: bool,
    is_big: impl Fn(f64, f64) -> bool,
) -> Option<Finding> {
    let (before, now) = pair::status(line)?;
    let pairs = matched(comparable(before), comparable(now));
    // Figures that only their unit joins may count two things
    let pairs = pairs.into_iter().filter(|(old, new)| akin(old, new));
    let big = pairs.filter(|(old, new)| is_big(old.value, new.value));
    let told = big.filter(|(old, new)| is_explained(line, old, new) == explained);
    let told: Vec<_> = told.collect();
    (!told.is_empty()).then_some(())?;
    let marks = told.iter().flat_map(|(old, new)| {
        [line.words(&before.slot, old.span), line.words(&now.slot, new.span)]
    });
    let words: Vec<_> = told.iter().take(3).map(|(old, new)| told_change(old, new)).collect();
    let end = if explained {
        "変わり、説明があります"
    } else {
        "変わりましたが、理由の記載がありません"
    };
    let message = format!("{}と大きく{end}。", words.join("、"));
    Some(rule.found(line.row.no, marks.collect(), message))
}

fn comparable<'b>(cell: &'b Read<'_>) -> impl Iterator<Item = &'b Quantity> {
    actual(&cell.quantities).filter(|one| one.per.is_none() && !is_percent(&one.unit))
}

fn told_change(old: &Quantity, new: &Quantity) -> String {
    let share = (new.value / old.value * 100.0 - 100.0).round();
    let name =
        if new.label.is_empty() { String::new() } else { format!("{}が", new.label.trim()) };
    format!(
        "{name}{}{}から{}{}（{share:+}％）へ",
        shown(old.value),
        old.unit,
        shown(new.value),
        new.unit
    )
}

fn is_explained(line: &ReadRow<'_>, old: &Quantity, new: &Quantity) -> bool {
    let words = if new.value > old.value { lexicon::RISE_REASONS } else { lexicon::FALL_REASONS };
    let texts = [Field::Status, Field::Evaluation];
    let mut texts: Vec<_> =
        texts.into_iter().filter_map(|field| line.given(field, Offset::This)).collect();
    // What fell out needs no other reason, wherever it is told
    let mut own = line.told();
    own.retain(|cell| cell.slot.year == Offset::This);
    if new.value == 0.0 && own.iter().any(|cell| TextOutcome::of(cell).undone.is_some()) {
        return true;
    }
    texts.retain(|cell| cell.figure.is_none());
    let says = |cell: &&Read<'_>| {
        lexicon::holds(cell.text, words) || lexicon::holds(cell.text, lexicon::CHANGE_REASONS)
    };
    let name = label(new);
    let named = |cell: &&Read<'_>| {
        cell.slot.field == Field::Evaluation
            && name.chars().count() >= 3
            && cell.folded.contains(&name)
            && cell.text.contains(['増', '減', '多', '少'])
    };
    texts.iter().any(|cell| says(cell) || named(cell))
}

fn vanished(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    context.lines.iter().filter_map(|line| gone(line, rule)).collect()
}

fn gone(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let (before, now) = pair::status(line)?;
    let outcome = TextOutcome::of(now);
    let silent =
        outcome.undone.is_some() || outcome.no_case.is_some() || before.folded == now.folded;
    (!silent).then_some(())?;
    // A form may have several columns for what was done: 確保実績 beside 利用実績
    let mut here = line.told();
    here.retain(|cell| cell.slot.year == Offset::This);
    let told = |one: &Quantity| is_told(one, &here);
    let counts = comparable(before).filter(|one| one.share != Share::Part && one.value > 0.0);
    let gone: Vec<_> = counts.take(MOST).filter(|one| !told(one)).collect();
    (!gone.is_empty()).then_some(())?;
    let severity =
        if gone.iter().any(|one| is_output(one)) { rule.severity } else { Severity::Info };
    let mut marks = vec![line.mark(&now.slot)];
    marks.extend(gone.iter().map(|one| line.words(&before.slot, one.span)));
    let words: Vec<_> = gone.iter().take(3).map(|one| quote(one.span.of(before.text))).collect();
    let message =
        format!("前年度は{}と記載がありましたが、今年度はその数値がありません。", words.join(""));
    Some(Finding { severity, ..rule.found(line.row.no, marks, message) })
}

/// Whether this year's texts count in the same unit; sessions are also told by their days.
fn is_told(one: &Quantity, here: &[&Read<'_>]) -> bool {
    let unit = kind(&one.unit);
    let name = label(one);
    let same =
        |other: &Quantity| kind(&other.unit) == unit || !name.is_empty() && label(other) == name;
    let counted = |cell: &&Read<'_>| cell.quantities.iter().any(same);
    let days = |cell: &&Read<'_>| cell.text.contains('回') || !cell.dates.is_empty();
    here.iter().any(counted) || unit == "回" && here.iter().any(days)
}

/// What an action puts out, by its unit: people, cases, sessions, copies.
fn is_output(quantity: &Quantity) -> bool {
    matches!(kind(&quantity.unit), "人" | "件" | "回" | "部" | "世帯" | "組")
}
