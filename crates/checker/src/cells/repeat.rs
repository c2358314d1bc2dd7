//! A sentence that stands twice in one cell.

use std::collections::HashSet;

use domain::text::fold;

use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan,
};

pub(super) const REPEATED_SENTENCE: Rule = Rule {
    name: "REPEATED_SENTENCE",
    title: "同じ文の繰り返し",
    family: Family::Cells,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "一つの欄に同じ文が2回記入されています。貼り付けの誤りではないか、ご確認ください。",
    instruction: "繰り返された文を除いてください。",
    why: "貼り付けの誤りで、別の文が失われている可能性があるため。",
    example: &[&[("status", "市民に広く周知を図った。市民に広く周知を図った。")]],
    controls: &[&[&[(
        "status",
        "市民に広く周知を図った。職員にも広く周知を図った。\n月２回\n月２回",
    )]]],
    find: repeated,
};

/// Shorter sentences may well be repeated.
const SHORT: usize = 8;

fn repeated(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let of_line = |line: &ReadRow<'_>| {
        let cells = scan::answers(line).filter(|read| read.clauses.len() > 1).filter_map(|read| {
            let mut seen = HashSet::new();
            let twice = read.clauses.iter().find(|clause| {
                let words = fold(clause.span.of(read.text));
                words.chars().nth(SHORT).is_some() && !seen.insert(words)
            })?;
            let words = scan::quote(twice.span.of(read.text));
            let message = format!("{words}が同じ欄に2回書かれています。");
            Some(rule.found(line.row.no, vec![line.words(&read.slot, twice.span)], message))
        });
        cells.collect::<Vec<_>>()
    };
    context.lines.iter().flat_map(of_line).collect()
}
