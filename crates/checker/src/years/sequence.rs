//! Numbers that count the years: 第15回, 3年目.

use std::collections::BTreeMap;

use domain::{Field, Offset};
use prose::{FigureInText, figures, lexicon};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Counters after 第N, with the least number that is taken for one that counts years: 第1回 and
/// 第2回 count within a year.
const NUMBERED: [(&str, u64); 8] =
    [("回", 5), ("集", 1), ("号", 5), ("弾", 2), ("期", 2), ("次", 2), ("版", 2), ("巻", 2)];

/// An ordinal that does not follow last year's.
pub(super) const RULE: Rule = Rule {
    name: "SEQUENCE_SKIP",
    title: "回次・年次の飛び",
    family: Family::Years,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "前年度からの回次（第○回・○年目など）の続きが合っていません。今年度は第何回（何年目）でしょうか。",
    instruction: "回次を確認し、誤りであれば直してください。飛んだ理由があれば書き添えてください。",
    why: "毎年一つずつ進むはずの回次が飛んでいると、間の年度の実績が抜けているように読めます。",
    example: &[&[
        ("previous_status", "実践事例集「いのちの道標　第１５集」を作成した。"),
        ("status", "実践事例集「いのちの道標　第１７集」を作成し、各校に配布した。"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "実践事例集「いのちの道標　第１５集」を作成した。"),
            ("status", "実践事例集「いのちの道標　第１６集」を作成した。"),
        ]],
        &[&[
            ("previous_status", "第1回、第2回の会議を開催した。"),
            ("status", "第1回は書面で、第4回は会場で開催した。"),
        ]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    context.lines.iter().filter_map(|line| skip(line, rule)).collect()
}

fn skip(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let before = line.given(Field::Status, Offset::Previous)?;
    let old = ordinals(before);
    (!old.is_empty()).then_some(())?;
    let cells = [Field::Status, Field::Evaluation];
    let mut cells = cells.iter().filter_map(|field| line.given(field.clone(), Offset::This));
    cells.find_map(|cell| between(line, rule, (before, &old), cell))
}

fn between(
    line: &ReadRow<'_>,
    rule: &Rule,
    (before, old): (&Read<'_>, &Ordinals<'_>),
    cell: &Read<'_>,
) -> Option<Finding> {
    let (counter, was, is) = ordinals(cell).into_iter().find_map(|(counter, is)| {
        let was = (*old.get(counter)?)?;
        let is = is?;
        let same = is.1 == was.1 && is_yearly(counter) && before.folded != cell.folded;
        let steps = is.1 != was.1.saturating_add(1) && is.1 != was.1;
        ((steps || same) && is_same_series(&was.0, &is.0)).then_some((counter, was, is))
    })?;
    let words = |(figure, value): &Ordinal<'_>| {
        let lead = if figure.before.trim_end().ends_with('第') { "第" } else { "" };
        format!("{lead}{value}{counter}")
    };
    let message = format!(
        "{}は{}でしたが、{}は{}となっています。",
        line.sheet.plus(-1),
        quote(&words(&was)),
        line.sheet,
        quote(&words(&is))
    );
    let marks = vec![line.words(&cell.slot, is.0.span), line.words(&before.slot, was.0.span)];
    Some(rule.found(line.row.no, marks, message))
}

fn is_yearly(counter: &str) -> bool {
    counter.ends_with("年目") || counter == "周年"
}

/// A figure with its number.
type Ordinal<'b> = (FigureInText<'b>, u64);

/// By counter, the one figure that a text has with it; `None` where there are several.
type Ordinals<'b> = BTreeMap<&'static str, Option<Ordinal<'b>>>;

fn ordinals<'b>(cell: &'b Read<'_>) -> Ordinals<'b> {
    let mut found = Ordinals::new();
    for figure in figures(cell.text) {
        let Some(value) = figure.whole() else { continue };
        let Some(counter) = counter(&figure, value) else { continue };
        found.entry(counter).and_modify(|one| *one = None).or_insert(Some((figure, value)));
    }
    found
}

fn counter(figure: &FigureInText<'_>, value: u64) -> Option<&'static str> {
    let after = figure.after.trim_start();
    if figure.before.trim_end().ends_with('第') {
        let known = NUMBERED.iter().find(|(counter, _)| after.starts_with(counter));
        return known.filter(|(_, least)| value >= *least).map(|(counter, _)| *counter);
    }
    lexicon::YEAR_COUNTERS.iter().find(|counter| after.starts_with(**counter)).copied()
}

/// Whether the words about two numbers name the same series; a series whose counter is rare needs
/// no more.
fn is_same_series(was: &FigureInText<'_>, is: &FigureInText<'_>) -> bool {
    let word = |text: &str| -> String {
        let bare = text.trim_end_matches(['第', ' ', '　', '（', '(', '「', '」', '『']);
        tail(bare, 2).to_owned()
    };
    let after = |figure: &FigureInText<'_>| head(figure.after.trim_start(), 3).to_owned();
    word(was.before) == word(is.before) || after(was) == after(is)
}
