//! Persons of whom the text does not say whether each was counted once.

use ::registers::{RegisterTally, Shape, TextComparison};
use prose::{Span, matching::is_people};

use super::telling::{evidence, figure, register};
use crate::{
    context::{CheckContext, Read},
    finding::{Finding, Severity},
    likeness::tail,
    recorded::RowRecords,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// 延べ is not said though the register counts so.
pub(super) const RULE: Rule = Rule {
    name: "UNIT_UNNAMED",
    title: "延べか実人数か書かれていない",
    family: Family::Registers,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[],
    question: "記載の人数は、台帳では延べ人数です。「延べ」と書き添えますか。",
    instruction: "「延べ35人」のように、延べ人数であることを書いてください。",
    why: "延べ人数と実人数は違う数で、書かれていないと年度の間で比べられません。",
    example: &[&[
        ("status", "講座を２回開催し、35人が参加した。"),
        ("record:講座・研修・講演会", r#""date":"2025-06-01","attended":[{"n":16}]"#),
        ("record:講座・研修・講演会", r#""date":"2025-07-01","attended":[{"n":19}]"#),
    ]],
    controls: &[
        &[&[
            ("status", "講座を２回開催し、延べ35人が参加した。"),
            ("record:講座・研修・講演会", r#""date":"2025-06-01","attended":[{"n":16}]"#),
            ("record:講座・研修・講演会", r#""date":"2025-07-01","attended":[{"n":19}]"#),
        ]],
        &[&[
            ("status", "講座を開催し、35人が参加した。"),
            ("record:講座・研修・講演会", r#""date":"2025-06-01","attended":[{"n":35}]"#),
        ]],
        &[&[
            ("status", "６月１日：16人、７月１日：19人　合計35人"),
            ("record:講座・研修・講演会", r#""date":"2025-06-01","attended":[{"n":16}]"#),
            ("record:講座・研修・講演会", r#""date":"2025-07-01","attended":[{"n":19}]"#),
        ]],
    ],
    find,
};

/// Words that say how persons were counted.
const NAMED: [&str; 5] = ["延", "のべ", "実人", "実数", "実利用"];

/// How many characters before a number they stand.
const NEAR: usize = 10;

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = Vec::new();
    for (line, row) in context.records().rows(&context.lines) {
        for (slot, compared) in row.own() {
            let Some(cell) = line.cells.get(slot) else { continue };
            let unnamed = |(span, tally): &&(Span, RegisterTally)| {
                is_repeated(row, tally) && !is_listed(compared, tally) && !is_named(cell, *span)
            };
            let Some((span, tally)) = compared.agree.iter().find(unnamed) else { continue };
            let message = format!(
                "{}は、{}では延べ{}です{}。",
                quote(span.of(cell.text)),
                register(&tally.register),
                figure(tally),
                evidence(row, tally)
            );
            let marks = vec![line.words(slot, *span)];
            found.push(rule.found(line.row.no, marks, message).resting_on(tally.evidence.clone()));
        }
    }
    found
}

/// Whether a figure counts a person as often as they came, and one may have come twice.
fn is_repeated(row: &RowRecords<'_>, tally: &RegisterTally) -> bool {
    let total =
        || row.source(tally).is_some_and(|one| one.records().register().shape == Shape::Total);
    is_people(&tally.unit)
        && tally.definition.contains("延べ")
        && (tally.evidence.len() > 1 || total())
}

/// Whether the text also lists the parts, so that it shows what the sum counts.
fn is_listed(compared: &TextComparison, tally: &RegisterTally) -> bool {
    let part = |other: &RegisterTally| {
        other.evidence.len() == 1 && tally.evidence.contains(&other.evidence[0])
    };
    let parts = compared.agree.iter().filter(|(_, other)| is_people(&other.unit) && part(other));
    tally.evidence.len() > 1 && parts.count() > 1
}

fn is_named(cell: &Read<'_>, span: Span) -> bool {
    let before = tail(cell.text.get(..span.start).unwrap_or_default(), NEAR);
    let own = span.of(cell.text);
    NAMED.iter().any(|word| before.contains(word) || own.contains(word))
}
