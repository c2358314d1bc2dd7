//! Words with their figures that stand under two actions: one of them is not their place.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{Offset, text::fold};
use prose::{Span, classes};

use super::twice::refers;
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::last_run,
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// Another action's text.
pub(super) const RULE: Rule = Rule {
    name: "TEXT_PASTED",
    title: "別の取組の実績の写し",
    family: Family::Rows,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "別の取組と同じ数を含む文が記入されています。この取組の実績でしょうか。",
    instruction: "この取組の実績に書き換えるか、同じ実績であれば「再掲」と書き添えてください。",
    why: "別の取組の実績が写されたままでは、二重に数えられ、この取組で行ったことが分かりません。",
    example: &[
        &[
            ("action", "健康推進員の活動"),
            ("plan", "推進員の研修を行う。"),
            ("status", "推進員研修（年４回、延べ356人）を開催した。"),
        ],
        &[
            ("action", "地域行事への参加"),
            ("plan", "行事の案内を広報紙に載せる。"),
            ("status", "推進員研修（年４回、延べ356人）"),
        ],
    ],
    controls: &[
        &[
            &[("action", "健康推進員の活動"), ("status", "推進員研修（年４回、延べ356人）")],
            &[("action", "推進員研修の充実"), ("status", "推進員研修（年４回、延べ356人）")],
        ],
        &[
            &[("action", "夜間の電話"), ("status", "こころの相談電話（0570-064-556）を案内した。")],
            &[("action", "窓口の周知"), ("status", "こころの相談電話（0570-064-556）を載せた。")],
        ],
        &[
            &[("action", "健康推進員の活動"), ("status", "推進員研修（年４回、延べ356人）")],
            &[("action", "地域行事"), ("status", "推進員研修（年４回、延べ356人、再掲）")],
        ],
    ],
    find,
};

/// So many letters with a large figure in them are no chance.
const LONG: usize = 11;
/// Smaller figures recur.
const LARGE: u64 = 100;
/// Words of which a row has more than this share are its own,
const OWN: f64 = 0.34;
/// and the other row must have so many more.
const MORE: f64 = 0.15;

/// Where words were seen first: row, cell and the place of the figure; or that more rows have them.
type Seen<'b, 'a> = Option<(usize, &'b Read<'a>, Span)>;

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut seen = HashMap::<String, Vec<(usize, &Read<'_>, Span)>>::new();
    for (at, line) in context.lines.iter().enumerate() {
        let told = line.told().into_iter().filter(|cell| cell.slot.year == Offset::This);
        for cell in told.filter(|cell| cell.figure.is_none() && !refers(cell.text)) {
            for (words, span) in figured(cell.text).into_iter().chain(begun(cell)) {
                let rows = seen.entry(words).or_default();
                if rows.iter().all(|(row, ..)| *row != at) {
                    rows.push((at, cell, span));
                }
            }
        }
    }
    let mut found = BTreeMap::<usize, Finding>::new();
    for rows in seen.into_values() {
        let [first, second] = rows.as_slice() else { continue };
        let Some(stray) = stray(context, *first, *second) else { continue };
        let other = if stray.0 == first.0 { second } else { first };
        let (Some(line), Some(from)) = (context.lines.get(stray.0), context.lines.get(other.0))
        else {
            continue;
        };
        let piece = stray.1.sentence(stray.2);
        let message = format!(
            "{}はNo.{}「{}」にもあり、この取組の言葉がありません。",
            quote(piece.of(stray.1.text)),
            from.row.no,
            from.row.action.text.trim()
        );
        let marks = vec![
            line.words(&stray.1.slot, piece),
            from.words(&other.1.slot, other.1.sentence(other.2)),
        ];
        found.entry(stray.0).or_insert_with(|| rule.found(line.row.no, marks, message));
    }
    found.into_values().collect()
}

/// The stretches of a text around a large figure: the letters before it and its unit.
fn figured(text: &str) -> Vec<(String, Span)> {
    let found = prose::figures(text).filter_map(|figure| {
        let value = figure.whole().filter(|value| *value >= LARGE)?;
        let year = (1900..2100).contains(&value) && figure.after.starts_with(['年', '/', '.', '-']);
        let joined = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '－' | '‐' | '−' | ':'));
        let number = joined(figure.before.chars().next_back())
            || joined(figure.after.chars().next())
            || figure.after.starts_with(['％', '%', '円']);
        (!year && !number).then_some(())?;
        let before = last_run(figure.before, LONG, |c| !matches!(c, '。' | '\n'));
        let unit: String = figure.after.chars().take(1).collect();
        let words = fold(&format!("{before}{}{unit}", figure.written));
        // What stands before must say what is counted
        let told = before.chars().filter(|c| classes::is_word(*c)).count();
        (before.chars().count() >= LONG - 1 && told >= 6).then_some((words, figure.span))
    });
    found.collect()
}

/// So many letters at the beginning of a sentence are no chance either.
const SENTENCE: usize = 28;

/// The beginnings of long sentences, which need no figure to be another row's.
fn begun(cell: &Read<'_>) -> Vec<(String, Span)> {
    let long = cell.sentences.iter().filter_map(|piece| {
        let words = fold(piece.of(cell.text));
        let begin: String = words.chars().take(SENTENCE).collect();
        (begin.chars().count() == SENTENCE).then_some((begin, *piece))
    });
    long.collect()
}

/// Of two rows with the same words the one whose own they are not.
fn stray<'b, 'a>(
    context: &'b CheckContext<'a>,
    first: (usize, &'b Read<'a>, Span),
    second: (usize, &'b Read<'a>, Span),
) -> Seen<'b, 'a> {
    let title = |at: usize| {
        context
            .lines
            .get(at)
            .map(|line| fold(&format!("{} {}", line.row.action.text, line.row.section.text)))
    };
    (title(first.0) != title(second.0)).then_some(())?;
    let fit = |(at, cell, span): (usize, &Read<'_>, Span)| -> Option<f64> {
        let words = pairs(&fold(cell.sentence(span).of(cell.text)));
        let own = around(context.lines.get(at)?);
        let held = words.iter().filter(|pair| own.contains(pair)).count();
        let backed = backed(context.lines.get(at)?, cell, cell.sentence(span));
        Some(held as f64 / words.len().max(1) as f64 + BACKED * backed)
    };
    let (a, b) = (fit(first)?, fit(second)?);
    let (low, high, odd) = if a < b { (a, b, first) } else { (b, a, second) };
    (low < OWN && high >= low + MORE).then_some(odd)
}

/// What each figure that another cell of the row has as well is worth: the row counted it.
const BACKED: f64 = 0.2;

/// How many figures of a sentence other cells of its row tell as well, two at most.
fn backed(line: &ReadRow<'_>, cell: &Read<'_>, piece: Span) -> f64 {
    let others = || line.cells.values().filter(|other| other.slot != cell.slot);
    let mut told: Vec<u64> = prose::figures(piece.of(cell.text))
        .filter_map(|figure| figure.whole().filter(|value| *value >= LARGE))
        .collect();
    told.sort_unstable();
    told.dedup();
    let held = told.iter().filter(|value| {
        others().any(|other| {
            other.quantities.iter().any(|one| (one.value - **value as f64).abs() < 0.5)
        })
    });
    held.take(2).count() as f64
}

/// The pairs of Han and katakana of a folded text.
fn pairs(folded: &str) -> HashSet<(char, char)> {
    classes::pairs(folded, classes::is_of_noun).collect()
}

/// What a row says of its action beside this year's report.
fn around(line: &ReadRow<'_>) -> HashSet<(char, char)> {
    let row = line.row;
    let mut words = pairs(&fold(&format!("{}\n{}", row.action.text, row.content.text)));
    let own = |cell: &&Read<'_>| {
        matches!(cell.sense, Sense::Indicator | Sense::Plan) || cell.slot.year == Offset::Previous
    };
    words.extend(line.cells.values().filter(own).flat_map(|cell| pairs(&cell.folded)));
    words
}
