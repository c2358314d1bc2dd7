//! Texts of another action.

use std::collections::{BTreeMap, HashMap};

use domain::{Field, Offset, Slot, text::fold};

use super::likeness::{Pairs, topic};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    limit::Limit,
    rows::refers,
    rule::{Family, Rule, RuleScope},
    scan,
    sense::Sense,
};

/// A text of fewer Han and katakana is alike by chance.
const SHORT: usize = 12;

/// A text of so many letters with figures in it is no stock phrase.
const LONG: usize = 24;

/// The answers that each action must have of its own.
const SLOTS: [Slot; 4] = [
    Slot::new(Field::Status, Offset::This),
    Slot::new(Field::Status, Offset::Previous),
    Slot::new(Field::Plan, Offset::This),
    Slot::new(Field::Plan, Offset::Next),
];

/// The same words in more rows are a stock phrase, not a copy.
const COPIES: Limit = Limit {
    key: "rows",
    label: "同じ文がいくつの取組までなら写しとみるか（それより多ければ定型文とみる）",
    unit: "取組",
    usual: 4,
    least: 2,
    most: 30,
};

pub(super) const COPY_OTHER_ITEM: Rule = Rule {
    name: "COPY_OTHER_ITEM",
    title: "他の取組と同じ文",
    family: Family::Cells,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[COPIES],
    question: "他の取組と同じ文が記入されています。この取組で行ったことをお知らせください。",
    instruction: "この取組で行ったことを記入してください。",
    why: "他の取組の欄を写したまま直していない可能性があるため。",
    example: &[
        &[
            ("action", "若者の居場所"),
            ("content", "港町に若者の居場所を設け、進路の悩みを聞きます。"),
            (
                "status",
                "港町の若者の居場所を週末も開設し、進路の悩みを聞き、就労先の紹介を行った。",
            ),
        ],
        &[
            ("action", "夜間電話"),
            ("content", "電話で夜間に若者の悩みを聞き、就労先の紹介にも応じます。"),
            (
                "status",
                "港町の若者の居場所を週末も開設し、進路の悩みを聞き、就労先の紹介を行った。",
            ),
        ],
    ],
    controls: &[
        &[
            &[("action", "年金相談"), ("status", "年金の手続に際し、暮らしの窓口を案内した。")],
            &[("action", "税金相談"), ("status", "市民税の減免に際し、暮らしの窓口を案内した。")],
        ],
        &[&[("status", "予定どおり実施した。")], &[("status", "予定どおり実施した。")]],
    ],
    find: |context, rule| copies(context, rule, false),
};

pub(super) const OFF_TOPIC_STATUS: Rule = Rule {
    name: "OFF_TOPIC_STATUS",
    title: "別の取組の実施状況",
    family: Family::Cells,
    scope: RuleScope::Sheet,
    severity: Severity::Error,
    limits: &[COPIES],
    question: "実施状況が別の取組の内容に見えます。この取組で行ったことをお知らせください。",
    instruction: "この取組で行ったことに書き換えてください。",
    why: "取組と無関係な実施状況のまま公表すると、行っていないと読まれるため。",
    example: &[
        &[
            ("action", "広報紙の活用"),
            ("content", "広報紙を活用し、あおぞら月間の周知に努めます。"),
            ("status", "あおぞら月間に広報紙を利用し、睡眠の知識と連絡先一覧を掲載した。"),
        ],
        &[
            ("action", "遺族への支援"),
            ("content", "残された遺族の集いを開き、手記の編集を助けます。"),
            ("status", "あおぞら月間に広報紙を利用し、睡眠の知識と連絡先一覧を掲載した。"),
        ],
    ],
    controls: &[&[
        &[
            ("action", "遺族への支援"),
            ("content", "残された遺族の集いを開き、手記の編集を助けます。"),
            ("status", "広報紙で遺族の集いを知らせ、手記の編集を助けた。"),
        ],
        &[("action", "広報紙の活用"), ("status", "広報紙を利用し、睡眠の知識を掲載した。")],
    ]],
    find: |context, rule| {
        let mut found = copies(context, rule, true);
        found.extend(strangers(context, rule));
        found
    },
};

/// Reports that share nothing with their own row and name another action in full, or share a
/// sentence with it.
fn strangers(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let titles: Vec<Pairs> =
        context.lines.iter().map(|line| topic(&fold(&line.row.action.text))).collect();
    let sentences = sentences(context);
    let of_line = |(at, line): (usize, &ReadRow<'_>)| {
        let ours = around(line);
        let strange = |words: &Pairs| {
            words.len() >= FEW && ours.len() >= FEW && !words.iter().any(|pair| ours.contains(pair))
        };
        let status = line.given(Field::Status, Offset::This).filter(|s| s.figure.is_none());
        let named = status.and_then(|status| {
            let words = topic(&status.folded);
            let alien = strange(&words);
            let mut titles = titles.iter();
            let of = titles.position(|title| {
                alien && title.len() >= 3 && title.iter().all(|pair| words.contains(pair))
            })?;
            Some((line.mark(&status.slot), of))
        });
        let shared = || {
            reports(line).find_map(|cell| {
                let told = |clause: &prose::Clause| {
                    let words = fold(clause.span.of(cell.text));
                    let rows = sentences.get(&words).filter(|rows| rows.len() == 2)?;
                    let other = *rows.iter().find(|other| **other != at)?;
                    // One action listed twice is told of as such
                    let twin = context.lines.get(other)?;
                    (fold(&twin.row.action.text) != fold(&line.row.action.text)).then_some(())?;
                    // Where it fits neither row it is the later one that copied it
                    let theirs = context.lines.get(other).map(around).unwrap_or_default();
                    let fits = topic(&words).iter().any(|pair| theirs.contains(pair));
                    (fits || other < at).then_some(())?;
                    strange(&topic(&words)).then_some((line.words(&cell.slot, clause.span), other))
                };
                cell.clauses.iter().find_map(told)
            })
        };
        let (mark, other) = named.or_else(shared)?;
        let title = scan::quote(&context.lines.get(other)?.row.action.text);
        let message = format!("実施状況にこの取組の言葉がなく、{title}の内容に見えます。");
        Some(Finding {
            severity: Severity::Warning,
            ..rule.found(line.row.no, vec![mark], message)
        })
    };
    context.lines.iter().enumerate().filter_map(of_line).collect()
}

/// This year's reports in words, whatever the plan calls their columns.
fn reports<'b, 'a>(line: &'b ReadRow<'a>) -> impl Iterator<Item = &'b Read<'a>> {
    let told = line.told().into_iter().filter(|cell| cell.sense != Sense::Judgement);
    told.filter(|cell| cell.slot.year == Offset::This && cell.figure.is_none())
}

/// Fewer pairs say too little of what a text is about.
const FEW: usize = 6;

/// The rows in which each sentence of this year's reports stands.
fn sentences(context: &CheckContext<'_>) -> HashMap<String, Vec<usize>> {
    let mut rows: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, line) in context.lines.iter().enumerate() {
        for cell in reports(line) {
            for clause in &cell.clauses {
                let words = fold(clause.span.of(cell.text));
                if bones(&words).chars().nth(FEW).is_some() {
                    rows.entry(words).or_default().push(at);
                }
            }
        }
    }
    rows.retain(|_, rows| rows.len() > 1);
    rows
}

/// All that a row says of its action beside this year's status.
fn around(line: &ReadRow<'_>) -> Pairs {
    let mut ours = own(line);
    let others = [(Field::Plan, Offset::This), (Field::Status, Offset::Previous)];
    let reads = others.into_iter().filter_map(|(field, year)| line.given(field, year));
    let indicators = line.of_sense(Sense::Indicator, Offset::This);
    ours.extend(reads.chain(indicators).flat_map(|read| topic(&read.folded)));
    ours
}

/// The Han and katakana of a folded text: what is left when particles and figures change.
fn bones(folded: &str) -> String {
    folded.chars().filter(|c| prose::classes::is_of_noun(*c)).collect()
}

/// The rows of the same words, and how well the words fit each row's own title and content.
struct Same {
    /// Row position and fit, the best first.
    fits: Vec<(usize, f64)>,
    slot: Slot,
}

/// Copies that do not belong where they stand (`off`), or that belong there hardly less.
fn copies(context: &CheckContext<'_>, rule: &Rule, off: bool) -> Vec<Finding> {
    let own: Vec<Pairs> = context.lines.iter().map(own).collect();
    let mut rows = HashMap::<(char, char), usize>::new();
    for pair in own.iter().flatten() {
        *rows.entry(*pair).or_default() += 1;
    }
    let mut found = Vec::new();
    for same in groups(context, &own, &rows, rule.limit(context, &COPIES) as usize) {
        let Some((best, fit)) = same.fits.first().copied() else { continue };
        for (row, ours) in same.fits.iter().skip(1) {
            let status = same.slot.field == Field::Status;
            let stray = status && *ours < fit * 0.4 && *ours < 0.25;
            if let (true, Some(line), Some(from)) =
                (stray == off, context.lines.get(*row), context.lines.get(best))
            {
                let marks = vec![line.mark(&same.slot), from.mark(&same.slot)];
                let title = scan::quote(&from.row.action.text);
                let what = same.slot.field.label();
                let message = format!("{what}が{title}（{}番）と同じ文です。", from.row.no);
                // Words with figures of their own are one action's, unless they refer to the other
                let text = line.row.text(&same.slot);
                let specific = same.fits.len() == 2
                    && text.chars().any(char::is_numeric)
                    && text.chars().nth(LONG).is_some()
                    && !refers(text);
                let severity = if off || *ours < fit * 0.8 || specific {
                    rule.severity
                } else {
                    Severity::Info
                };
                push(&mut found, Finding { severity, ..rule.found(line.row.no, marks, message) });
            }
        }
    }
    found
}

/// One finding for both years of a row that copies another.
fn push(found: &mut Vec<Finding>, next: Finding) {
    let same = |other: &&mut Finding| other.no == next.no && other.message == next.message;
    match found.iter_mut().find(same) {
        Some(other) => other.marks.splice(..0, next.marks).for_each(drop),
        None => found.push(next),
    }
}

/// What the plan says that an action is about.
fn own(line: &ReadRow<'_>) -> Pairs {
    topic(&fold(&format!("{}\n{}", line.row.action.text, line.row.content.text)))
}

/// The texts that several rows have in common, `most` at the most.
fn groups(
    context: &CheckContext<'_>,
    own: &[Pairs],
    rows: &HashMap<(char, char), usize>,
    most: usize,
) -> Vec<Same> {
    let mut same: BTreeMap<(Slot, String), Vec<usize>> = BTreeMap::new();
    for (at, line) in context.lines.iter().enumerate() {
        let own = |read: &&Read<'_>| {
            let standard = SLOTS.contains(&read.slot);
            let told = matches!(read.sense, Sense::Report | Sense::Plan);
            standard || told && matches!(read.slot.field, Field::Other(_))
        };
        for read in line.cells.values().filter(own).filter(|read| read.is_given()) {
            let slot = read.slot.clone();
            let bones = bones(&read.folded);
            if bones.chars().nth(SHORT).is_some() {
                same.entry((slot, bones)).or_default().push(at);
            }
        }
    }
    let several = same.into_iter().filter(|(_, lines)| (2..=most).contains(&lines.len()));
    several
        .map(|((slot, words), lines)| {
            let words = topic(&words);
            let mut fits: Vec<(usize, f64)> = lines
                .into_iter()
                .filter_map(|at| Some((at, fit(&words, own.get(at)?, rows))))
                .collect();
            fits.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            Same { fits, slot }
        })
        .collect()
}

/// Which part of the words the action's own words hold; rare words weigh more.
fn fit(words: &Pairs, own: &Pairs, rows: &HashMap<(char, char), usize>) -> f64 {
    let weight = |pair: &(char, char)| 1.0 / rows.get(pair).copied().unwrap_or(1).max(1) as f64;
    let known: Vec<_> = words.iter().filter(|pair| rows.contains_key(pair)).collect();
    let whole: f64 = known.iter().map(|pair| weight(pair)).sum();
    let held: f64 = known.iter().filter(|pair| own.contains(pair)).map(|pair| weight(pair)).sum();
    if whole > 0.0 { held / whole } else { 1.0 }
}
