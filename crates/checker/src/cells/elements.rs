//! What the plan promised and the status does not tell; events without their figures.

use domain::{Field, Offset, text::fold};
use prose::{Completion, Span, Tense, lexicon};

use super::{
    likeness::{Pairs, held, topic},
    tally,
    tense::ends,
};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan,
};

pub(super) const PLAN_ELEMENT_UNREPORTED: Rule = Rule {
    name: "PLAN_ELEMENT_UNREPORTED",
    title: "計画の一部が報告されていない",
    family: Family::Cells,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "計画にあるこの部分について、実施状況に記載がありません。行ったかどうかをお知らせください。",
    instruction: "計画に書いた項目ごとに、行ったかどうかを実施状況に記入してください。",
    why: "計画の一部が行われたかどうか、読み手に分からないため。",
    example: &[&[
        ("plan", "①納付相談を個別に行う。\n②離島の世帯を毎月巡回し確認する。"),
        ("status", "①納付相談を個別に行った。"),
    ]],
    controls: &[
        &[&[
            ("plan", "①納付相談を個別に行う。\n②給水停止の世帯を訪問する。"),
            ("status", "①納付相談を個別に行った。\n②給水停止の世帯を訪問した。"),
        ]],
        &[&[("plan", "①納付相談を個別に行う。\n②給水停止の世帯を訪問する。")]],
        &[&[("plan", "①納付相談\n②給水停止世帯の訪問"), ("status", "感染症のため中止した。")]],
    ],
    find: unreported,
};

fn unreported(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = Vec::new();
    for line in &context.lines {
        let (Some(plan), Some(status)) =
            (line.given(Field::Plan, Offset::This), line.given(Field::Status, Offset::This))
        else {
            continue;
        };
        if is_missed(status) {
            continue;
        }
        let mut told = topic(&status.folded);
        let evaluation = line.get(Field::Evaluation, Offset::This);
        told.extend(evaluation.map(|read| topic(&read.folded)).unwrap_or_default());
        for (span, severity) in elements(plan.text, &line.row.action.text) {
            let words = span.of(plan.text);
            if !is_aim(words) && is_untold(words, &told) {
                let message = format!("計画の{}が実施状況に出てきません。", scan::quote(words));
                let marks = vec![line.words(&plan.slot, span), line.mark(&status.slot)];
                found.push(Finding { severity, ..rule.found(line.row.no, marks, message) });
            }
        }
    }
    found
}

/// Whether an item only names what is aimed at: ・居場所づくり, ・関係課と連携した支援. No report says
/// it in words of its own.
fn is_aim(words: &str) -> bool {
    const AIMS: [&str; 20] = [
        "づくり",
        "作り",
        "活用",
        "共有",
        "連携",
        "強化",
        "推進",
        "充実",
        "促進",
        "支援",
        "向上",
        "確保",
        "把握",
        "対応",
        "継続",
        "定着",
        "醸成",
        "理解",
        "防止",
        "改善",
    ];
    let bare = words.trim_end_matches(['。', ' ', '　']);
    let digits = bare.chars().any(prose::classes::is_digit);
    let sentence = bare.contains('を') || bare.ends_with(['る', 'す', 'う', 'く']);
    !digits && !sentence && lexicon::ends(bare, &AIMS)
}

/// Whether the action was not done, or only in another way.
fn is_missed(status: &Read<'_>) -> bool {
    status.clauses.iter().any(|clause| clause.completion != Completion::Plain)
}

/// Fewer pairs say too little of what is meant.
const LEAST: usize = 3;

fn is_untold(words: &str, told: &Pairs) -> bool {
    let topic = topic(&fold(words));
    topic.len() >= LEAST && held(&topic, told) <= 0.15
}

/// The named things, the items of a list and the sentences of a plan that has several.
fn elements(plan: &str, title: &str) -> Vec<(Span, Severity)> {
    let mut items: Vec<Span> = Vec::new();
    let mut sentences: Vec<Span> = Vec::new();
    for (at, words) in scan::lines(plan) {
        let start = at + words.len() - words.trim_start().len();
        let span = Span { start, end: at + words.trim_end().len().max(start - at) };
        let words = span.of(plan);
        let label = words.contains(['：', ':'])
            || ["日時", "場所", "会場"].iter().any(|label| words.starts_with(label));
        if words.is_empty() || label {
            continue;
        }
        if is_item(words) { items.push(span) } else { sentences.extend(cut(plan, span)) }
    }
    let mut found: Vec<(Span, Severity)> = Vec::new();
    if items.len() > 1 {
        found.extend(items.into_iter().map(|span| (span, Severity::Warning)));
    }
    if sentences.len() > 1 {
        let long = sentences.into_iter().filter(|span| topic(&fold(span.of(plan))).len() > LEAST);
        found.extend(long.map(|span| (span, Severity::Info)));
    }
    found.extend(named(plan, title).into_iter().map(|span| (span, Severity::Warning)));
    found
}

fn is_item(words: &str) -> bool {
    words
        .chars()
        .next()
        .is_some_and(|c| matches!(c, '①'..='⑳' | '・' | '○' | '●' | '■' | '◆' | '◇'))
}

/// The sentences of a line.
fn cut(text: &str, line: Span) -> Vec<Span> {
    let mut start = line.start;
    let mut found = Vec::new();
    for (at, stop) in line.of(text).match_indices('。') {
        let end = line.start + at + stop.len();
        found.push(Span { start, end });
        start = end;
    }
    if start < line.end {
        found.push(Span { start, end: line.end });
    }
    found
}

/// The things named in 「」 that the title does not name.
fn named(plan: &str, title: &str) -> Vec<Span> {
    let mut spans = scan::quoted(plan);
    spans.retain(|span| !title.contains(span.of(plan)));
    spans
}

pub(super) const COUNT_MISSING: Rule = Rule {
    name: "COUNT_MISSING",
    title: "開催日・参加者数がない",
    family: Family::Cells,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "開催した日、場所、参加者数をお知らせください。",
    instruction: "講座や会議などは、開催日と参加者数を記入してください。複数回の場合は回ごとに記入してください。",
    why: "実施したことの裏付けがなく、翌年度と比べることもできないため。",
    example: &[
        &[("action", "講演会の開催"), ("status", "港町の住民を対象に、年１回実施")],
        &[("action", "養成講座"), ("status", "養成講座を１１月５日に開催し、20人が参加した。")],
    ],
    controls: &[
        &[
            &[("action", "養成講座"), ("status", "養成講座を令和７年１０月５日に開催した。")],
            &[("action", "研修"), ("status", "研修を１１月５日に開催し、20人が参加した。")],
        ],
        &[
            &[("action", "講演会"), ("status", "感染症のため講演会の開催を中止した。")],
            &[("action", "研修"), ("status", "研修を１１月５日に開催し、20人が参加した。")],
        ],
        &[
            &[("action", "研修"), ("status", "他市で開催された研修に参加した。")],
            &[("action", "研修"), ("status", "研修を１１月５日に開催し、20人が参加した。")],
        ],
    ],
    find: uncounted,
};

fn uncounted(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let events: Vec<_> = context
        .lines
        .iter()
        .filter_map(|line| Some((line, line.given(Field::Status, Offset::This)?)))
        .filter(|(line, read)| is_event(line, read))
        .collect();
    if !events.iter().any(|(_, read)| tally::has_evidence(read)) {
        return Vec::new();
    }
    let found = events.iter().filter_map(|(line, read)| {
        let message = match sessions(read) {
            Some((days, total)) => {
                format!("{days}回の開催に対し、参加者数が合計の{total}人だけで、回ごとの内訳がありません。")
            }
            None if read.dates.is_empty() && tally::counts(read.text).is_empty() => {
                "開催したことだけで、開催日も参加者数も書かれていません。".to_owned()
            }
            None => return None,
        };
        let last = ends(read).last().map_or_else(|| Span::whole(read.text), |clause| clause.span);
        let count = tally::counts(read.text).last().map_or(last, |count| count.span);
        Some(rule.found(line.row.no, vec![line.words(&read.slot, count)], message))
    });
    found.collect()
}

/// Whether a status tells of an event that the action itself held.
fn is_event(line: &ReadRow<'_>, read: &Read<'_>) -> bool {
    let named = |text: &str| lexicon::holds(text, lexicon::EVENTS);
    let (titled, told) = (named(&line.row.action.text), named(read.text));
    let held = read.clauses.iter().any(|clause| {
        let words = clause.span.of(read.text);
        let done = matches!(clause.tense, Tense::Past | Tense::Bare);
        let by_us = lexicon::holds(words, lexicon::HELD);
        done && by_us && (named(words) || titled && !words.contains("配布"))
    });
    held && (titled || told) && !is_missed(read)
}

/// Two days or more with one number of people: how many days, and the number.
fn sessions(read: &Read<'_>) -> Option<(usize, String)> {
    let days: std::collections::BTreeSet<_> =
        read.dates.iter().filter_map(|date| Some((date.year, date.month, date.day?))).collect();
    let counts = tally::counts(read.text);
    let people: Vec<_> = counts.iter().filter(|count| matches!(count.unit, "人" | "名")).collect();
    let [only] = people.as_slice() else { return None };
    (days.len() > 1).then(|| (days.len(), only.figures.clone()))
}
