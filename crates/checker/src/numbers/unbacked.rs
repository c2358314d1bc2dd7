//! Claims of more or less in a row without any figure.

use domain::Offset;
use prose::{Tense, lexicon};

use crate::{
    context::ReadRow,
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Nothing in the row shows it.
pub(super) const RULE: Rule = Rule {
    name: "CLAIM_WITHOUT_NUMBER",
    title: "数値のない増減の記述",
    family: Family::Numbers,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "増減についての記述がありますが、この行に数値がありません。もとになる数をお知らせください。",
    instruction: "増減のもとになる数（前年度と今年度）を書いてください。",
    why: "数のない増減は確かめられず、会議で必ず尋ねられます。",
    example: &[&[("status", "窓口で相談に応じた。"), ("evaluation", "利用者が大幅に増加した。")]],
    controls: &[
        &[&[
            ("status", "窓口で相談に応じた。相談件数：42件"),
            ("evaluation", "利用者が大幅に増加した。"),
        ]],
        &[&[
            ("status", "窓口で相談に応じた。"),
            ("evaluation", "利用者の増加に備え、体制を整えた。"),
        ]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| unbacked(line, rule)).collect(),
};

fn unbacked(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let cells = line.told();
    let counted =
        |one: &prose::Quantity| !matches!(one.unit.as_str(), "歳" | "か月" | "年" | "時間");
    let figures = line.cells.values().any(|cell| {
        cell.quantities.iter().any(counted)
            || cell.figure.is_some() && cell.slot.field != domain::Field::Achievement
    });
    (!figures).then_some(())?;
    let mut now = cells.iter().filter(|cell| cell.slot.year == Offset::This);
    let (cell, clause, word) = now.find_map(|cell| {
        cell.clauses.iter().filter(|clause| clause.tense != Tense::Future).find_map(|clause| {
            let words = clause.span.of(cell.text);
            let (word, _) = lexicon::CLAIMS.iter().find(|(word, _)| words.contains(word))?;
            Some((cell, clause, word))
        })
    })?;
    let message = format!("{}とありますが、この行に数値がありません。", quote(word));
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, clause.span)], message))
}
