//! Two rows with the same figures throughout: one item under two names.

use std::collections::BTreeMap;

use domain::{Offset, Slot, text::fold};
use prose::classes;

use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Mark, Severity, Spot},
    likeness::shown,
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// One item under two names.
pub(super) const RULE: Rule = Rule {
    name: "FIGURES_TWICE",
    title: "同じ数値の並ぶ二つの行",
    family: Family::Rows,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "二つの行の数値がすべて同じです。同じ項目が二重に載ったものではないでしょうか。",
    instruction: "同じ項目であれば一方を除くか「再掲」と書き、別の項目であれば写し誤りの数値を直してください。",
    why: "同じ項目が別の名前で二度載ると、実績が二重に数えられます。",
    example: &[
        &[
            ("field:指標", "特定健康診査の受診率"),
            ("field:R5", "40.1"),
            ("field:R6", "41.6"),
            ("field:R7", "42.9"),
        ],
        &[
            ("field:指標", "特定健診受診率（国民健康保険）"),
            ("field:R5", "40.1"),
            ("field:R6", "41.6"),
            ("field:R7", "42.9"),
        ],
    ],
    controls: &[
        &[
            &[("field:指標", "相談員数"), ("field:R5", "4"), ("field:R6", "4"), ("field:R7", "4")],
            &[("field:指標", "相談日数"), ("field:R5", "4"), ("field:R6", "4"), ("field:R7", "4")],
        ],
        &[
            &[
                ("field:指標", "受診率"),
                ("field:R5", "40.1"),
                ("field:R6", "41.6"),
                ("field:R7", "42.9"),
            ],
            &[
                ("field:指標", "受診率（再掲）"),
                ("field:R5", "40.1"),
                ("field:R6", "41.6"),
                ("field:R7", "42.9"),
            ],
        ],
        &[
            &[
                ("field:指標", "受診率"),
                ("field:R5", "40.1"),
                ("field:R6", "41.6"),
                ("field:R7", "42.9"),
            ],
            &[
                ("field:指標", "受診率"),
                ("field:R5", "40.1"),
                ("field:R6", "41.6"),
                ("field:R7", "43.9"),
            ],
        ],
    ],
    find,
};

/// Fewer different figures recur by chance.
const FIGURES: usize = 3;
/// So many of them must be of three digits or more.
const LONG: usize = 2;

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut rows = BTreeMap::<Vec<String>, Vec<&ReadRow<'_>>>::new();
    for line in &context.lines {
        if let Some(key) = figures(line) {
            rows.entry(key).or_default().push(line);
        }
    }
    let pairs = rows.into_values().filter_map(|lines| {
        let [first, second] = lines.as_slice() else { return None };
        let held = is_within(first, second);
        (held || akin(first, second) && [first, second].iter().all(|line| is_sure(line)))
            .then_some(())?;
        let mark = |line: &ReadRow<'_>| Mark {
            sheet: line.sheet,
            no: line.row.no,
            spot: Spot::Action,
            span: None,
        };
        let name = |line: &ReadRow<'_>| -> String { quote(name(line)) };
        let mut marks = vec![mark(second), mark(first)];
        let named = |line: &ReadRow<'_>| -> Vec<Mark> {
            let cells = line.of_sense(Sense::Indicator, Offset::This);
            cells.map(|cell| line.mark(&cell.slot)).collect()
        };
        marks.extend(named(second).into_iter().chain(named(first)));
        let message = format!(
            "{}の数値は、No.{}の{}とすべて同じです。",
            name(second),
            first.row.no,
            name(first)
        );
        Some(rule.found(second.row.no, marks, message))
    });
    pairs.collect()
}

fn name<'b>(line: &'b ReadRow<'_>) -> &'b str {
    let indicator = line.of_sense(Sense::Indicator, Offset::This).next();
    indicator.map_or(line.row.action.text.as_str(), |cell| cell.text)
}

/// The figures of a row with their columns, where they are enough to be no chance.
fn figures(line: &ReadRow<'_>) -> Option<Vec<String>> {
    let again = |text: &str| text.contains("再掲") || super::refers(text);
    let row = line.row;
    let told = line.prose().any(|cell| again(cell.text));
    if told || again(&row.action.text) || !row.relisted.text.trim().is_empty() {
        return None;
    }
    let values = values(line);
    let different = different(&values);
    (different.len() >= FIGURES)
        .then(|| values.iter().map(|(slot, value)| format!("{slot:?} {value}")).collect())
}

/// The figures of a row with their columns: cells that are one figure, and notes of few (6回／52人).
fn values<'b>(line: &'b ReadRow<'_>) -> Vec<(&'b Slot, String)> {
    let cells = line.cells.values().filter(|cell| {
        let counts = !matches!(cell.sense, Sense::Grade | Sense::Rate);
        counts && cell.folded.chars().nth(NOTE).is_none()
    });
    let of_cell = |cell: &'b crate::context::Read<'_>| -> Vec<(&'b Slot, String)> {
        match &cell.figure {
            Some(figure) => vec![(&cell.slot, shown(figure.value))],
            None if matches!(cell.sense, Sense::Plan | Sense::Judgement) => Vec::new(),
            None => cell.quantities.iter().map(|one| (&cell.slot, shown(one.value))).collect(),
        }
    };
    cells.flat_map(of_cell).collect()
}

/// No longer cell is a note of figures.
const NOTE: usize = 14;

fn different<'b>(values: &'b [(&Slot, String)]) -> Vec<&'b str> {
    let mut different: Vec<&str> = values.iter().map(|(_, value)| value.as_str()).collect();
    different.sort_unstable();
    different.dedup();
    different
}

/// Whether the figures of a row are too long to recur by chance.
fn is_sure(line: &ReadRow<'_>) -> bool {
    let digits = |value: &&str| value.chars().filter(char::is_ascii_digit).count() >= 3;
    different(&values(line)).iter().filter(|value| digits(value)).count() >= LONG
}

/// Whether one row's name is the other's with words before or behind it, in one section:
/// 介護者のつどい, 家族介護者のつどい.
fn is_within(a: &ReadRow<'_>, b: &ReadRow<'_>) -> bool {
    let of = |line: &ReadRow<'_>| super::twice::title(&line.row.action.text);
    let (one, other) = (of(a), of(b));
    let long = one.chars().count().min(other.chars().count()) >= TITLE;
    let section = |line: &ReadRow<'_>| fold(&line.row.section.text);
    long && one != other
        && (one.ends_with(&other) || other.ends_with(&one))
        && section(a) == section(b)
}

/// Shorter names are held in others by chance.
const TITLE: usize = 5;

/// Whether two rows are called by words in common.
fn akin(a: &ReadRow<'_>, b: &ReadRow<'_>) -> bool {
    let pairs = |line: &ReadRow<'_>| -> Vec<(char, char)> {
        let words = fold(&format!("{} {}", line.row.action.text, name(line)));
        classes::pairs(&words, classes::is_of_noun).collect()
    };
    let (a, b) = (pairs(a), pairs(b));
    a.iter().any(|pair| b.contains(pair))
}
