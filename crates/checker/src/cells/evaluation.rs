//! Evaluations that are something else: a plan, a status, a stock phrase, the only evidence.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Field, Offset, text::fold};
use prose::{Tense, lexicon};

use super::{
    tally,
    tense::{ends, this},
};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Mark, Severity},
    limit::Limit,
    rows::refers,
    rule::{Family, Rule, RuleScope},
    scan,
};

/// The evaluations of this year.
fn evaluations<'b, 'a>(
    context: &'b CheckContext<'a>,
) -> impl Iterator<Item = (&'b ReadRow<'a>, &'b Read<'a>)> + use<'b, 'a> {
    context
        .lines
        .iter()
        .filter_map(|line| Some((line, line.given(Field::Evaluation, Offset::This)?)))
}

/// Fewer rows of one section with the same words may be chance.
const EVALUATIONS: Limit = Limit {
    key: "rows",
    label: "一つの課でいくつの取組の評価が同じなら指摘するか",
    unit: "取組",
    usual: 3,
    least: 2,
    most: 30,
};

/// Two rows are no chance when the words are at least so many.
const LONG_EVALUATION: Limit = Limit {
    key: "long",
    label: "何文字以上の評価なら二つの取組で同じでも指摘するか",
    unit: "文字",
    usual: 20,
    least: 5,
    most: 200,
};

pub(super) const PLAN_IN_EVAL: Rule = Rule {
    name: "PLAN_IN_EVAL",
    title: "評価が今後の予定だけ",
    family: Family::Cells,
    scope: RuleScope::Cell,
    severity: Severity::Info,
    limits: &[],
    question: "評価の欄に今後の予定だけが書かれています。この年度の実施をどう評価したか、お知らせください。",
    instruction: "評価には、行った結果がどうであったかを記入してください。予定は計画の欄に記入してください。",
    why: "行った結果の評価が読み取れないため。",
    example: &[&[("evaluation", "来年度も会場を確保するよう努める。")]],
    controls: &[
        &[&[("evaluation", "理解が深まった。引き続き実施していく。")]],
        &[&[("evaluation", "周知が必要である。")]],
    ],
    find: |context, rule| {
        let planned = evaluations(context).filter(|(_, read)| {
            let ends = ends(read);
            let past = read.clauses.iter().any(|clause| clause.tense == Tense::Past);
            !past && !ends.is_empty() && ends.iter().all(|clause| clause.tense == Tense::Future)
        });
        let message = "評価が今後の予定だけで、行った結果の評価がありません。";
        planned
            .map(|(line, read)| {
                rule.found(line.row.no, vec![line.mark(&read.slot)], message.into())
            })
            .collect()
    },
};

pub(super) const STATUS_IN_EVAL: Rule = Rule {
    name: "STATUS_IN_EVAL",
    title: "評価が実施状況の繰り返し",
    family: Family::Cells,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[],
    question: "評価の欄に行ったことだけが書かれています。その結果をどう評価したか、お知らせください。",
    instruction: "評価には、行ったことではなく、その結果や課題を記入してください。",
    why: "実施状況と同じ内容では、評価したことにならないため。",
    example: &[&[
        ("status", "リーフレットを配布した。"),
        ("evaluation", "しおりの配布を行い、伝えた。"),
    ]],
    controls: &[
        &[&[
            ("status", "リーフレットを配布した。"),
            ("evaluation", "相談につながった例があり、効果があった。"),
        ]],
        &[&[("status", "会議を開催した。"), ("evaluation", "予定どおり実施した。")]],
    ],
    find: |context, rule| {
        let found = evaluations(context).filter_map(|(line, read)| {
            let marks = vec![line.mark(&read.slot)];
            let status = line.row.text(&this(Field::Status));
            // No.10のとおり: both refer to another row
            if refers(read.text) && read.folded.chars().count() < 20 {
                return None;
            }
            if fold(status) == read.folded {
                let message = "評価が実施状況と同じ文です。".to_owned();
                let found = rule.found(line.row.no, marks, message);
                let advice = "実施状況と同じ文です。実施してどうだったかを書いてください。";
                return Some(Finding { severity: Severity::Warning, ..found }.advising(advice));
            }
            let past = ends(read).last().is_some_and(|clause| clause.tense == Tense::Past);
            let told = past && !lexicon::holds(read.text, lexicon::JUDGING);
            let words = scan::quote(read.text);
            let message = || format!("評価が{words}と、行ったことだけで終わっています。");
            told.then(|| rule.found(line.row.no, marks, message()))
        });
        found.collect()
    },
};

pub(super) const EVIDENCE_IN_EVAL: Rule = Rule {
    name: "EVIDENCE_IN_EVAL",
    title: "実績の数が評価の欄だけにある",
    family: Family::Cells,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[],
    question: "実績の数が評価の欄にだけあります。実施状況の欄に移してよいか、ご確認ください。",
    instruction: "実績の数は実施状況の欄に記入してください。",
    why: "実施状況だけを集計・比較するときに、実績の数が漏れるため。",
    example: &[&[
        ("status", "動画でも伝えた。"),
        ("evaluation", "配信４回、合計8,300人に届いた。"),
    ]],
    controls: &[
        &[&[
            ("status", "講座を開催し、20人が参加した。"),
            ("evaluation", "参加者は20人で、理解が深まった。"),
        ]],
        &[&[("status", "周知した。"), ("evaluation", "アンケートでは92.3％が役立つと回答した。")]],
        &[&[("status", "周知した。"), ("evaluation", "年２回の周知が必要である。")]],
    ],
    find: evidence,
};

fn evidence(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let found = evaluations(context).filter_map(|(line, read)| {
        let status = line.given(Field::Status, Offset::This)?;
        let counts = tally::counts(read.text);
        let told = tally::counts(status.text);
        let earlier =
            line.get(Field::Status, Offset::Previous).map(|read| tally::counts(read.text));
        let known: BTreeSet<&str> = told
            .iter()
            .chain(earlier.iter().flatten())
            .map(|count| count.figures.as_str())
            .collect();
        let fresh: Vec<_> =
            counts.iter().filter(|count| !known.contains(count.figures.as_str())).collect();
        let first = fresh.first().filter(|_| told.is_empty())?;
        let words = first.span.of(read.text);
        let message = format!("評価の「{words}」が実施状況の欄にありません。");
        let marks = fresh.iter().map(|count| line.words(&read.slot, count.span)).collect();
        Some(rule.found(line.row.no, marks, message))
    });
    found.collect()
}

pub(super) const BOILERPLATE_EVAL: Rule = Rule {
    name: "BOILERPLATE_EVAL",
    title: "同じ評価が並んでいる",
    family: Family::Cells,
    scope: RuleScope::Sheet,
    severity: Severity::Info,
    limits: &[EVALUATIONS, LONG_EVALUATION],
    question: "複数の取組で同じ評価が記入されています。取組ごとの結果や課題をお知らせください。",
    instruction: "評価は取組ごとに、結果や課題を記入してください。",
    why: "同じ文が並ぶと、取組ごとに評価したことが読み手に伝わらないため。",
    example: &[
        &[("evaluation", "概ね順調に推移している。")],
        &[("evaluation", "概ね順調に推移している。")],
        &[("evaluation", "概ね順調に推移している")],
    ],
    controls: &[&[
        &[("evaluation", "概ね順調に推移している。")],
        &[("evaluation", "概ね順調に推移している。")],
        &[("evaluation", "理解が深まった。")],
    ]],
    find: boilerplate,
};

fn boilerplate(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let rows = rule.limit(context, &EVALUATIONS) as usize;
    let long = rule.limit(context, &LONG_EVALUATION) as usize;
    let mut same: BTreeMap<(String, &str), Vec<(&ReadRow<'_>, &Read<'_>)>> = BTreeMap::new();
    for (line, read) in evaluations(context) {
        let words = read.folded.trim_end_matches(['。', '.']);
        let section = fold(&line.row.section.text);
        same.entry((section, words)).or_default().push((line, read));
    }
    let many = same.into_iter().filter(|((_, words), lines)| {
        lines.len() >= rows || lines.len() > 1 && words.chars().count() >= long
    });
    let found = many.filter_map(|(_, lines)| {
        let (first, read) = lines.first()?;
        let section = first.row.sections().join("・");
        let words = scan::quote(read.text);
        let message = format!("{section}の{}つの取組で、評価が同じ{words}です。", lines.len());
        let marks: Vec<Mark> =
            lines.iter().map(|(line, _)| line.mark(&this(Field::Evaluation))).collect();
        Some(scan::placed(rule, marks, message))
    });
    found.collect()
}

pub(super) const LOGIC_REVERSED: Rule = Rule {
    name: "LOGIC_REVERSED",
    title: "原因と結果が逆",
    family: Family::Cells,
    scope: RuleScope::Cell,
    severity: Severity::Info,
    limits: &[],
    question: "「そのため」の前後で、原因と結果が逆に見えます。意図をお知らせください。",
    instruction: "原因を先に、結果を後に書いてください。",
    why: "何が何をもたらしたのか、読み手が取り違えるため。",
    example: &[&[("evaluation", "来所者が増えている。そのため、案内所の認知が高まっている。")]],
    controls: &[
        &[&[("evaluation", "窓口の周知が進んだ。そのため、相談件数が増加した。")]],
        &[&[("evaluation", "相談件数が増加した。そのため、周知を進めていく。")]],
    ],
    find: reversed,
};

fn reversed(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    use lexicon::{ADVANCES, AWARENESS, RISES_AND_FALLS, THUS, holds};

    let found = evaluations(context).filter_map(|(line, read)| {
        let (at, thus) = THUS.iter().find_map(|thus| Some((read.text.find(thus)?, thus)))?;
        let (before, after) = read.text.split_at_checked(at)?;
        let after = after.split('。').next().unwrap_or_default();
        let wrong =
            holds(before, RISES_AND_FALLS) && holds(after, AWARENESS) && holds(after, ADVANCES);
        let span = prose::Span { start: at, end: at + after.len() };
        let message = format!("「{thus}」の前が結果、後が原因のように読めます。");
        wrong.then(|| rule.found(line.row.no, vec![line.words(&read.slot, span)], message))
    });
    found.collect()
}
