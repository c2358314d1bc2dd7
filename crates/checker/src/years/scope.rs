//! The people addressed, or the area, changed without a word.

use std::collections::BTreeSet;

use domain::{Field, Offset};
use prose::{Span, lexicon};

use super::pair;
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{distance, plain},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Texts that differ by more than this share of their characters are not the same work.
const ALIKE: usize = 2;
/// The same, for where it was done: a place is named in many ways.
const ALIKE_PLACES: usize = 4;

/// Another group or place than last year, without a word about it.
pub(super) const RULE: Rule = Rule {
    name: "SCOPE_DRIFT",
    title: "対象・範囲の変化",
    family: Family::Years,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "対象者（または対象の範囲）が、前年度または計画と違っています。変更されたのでしょうか。",
    instruction: "対象を確認し、変更した場合は変更したことと理由を書いてください。",
    why: "対象が断りなく変わると、計画した人たちに届いたかどうかが分かりません。",
    example: &[&[
        ("previous_status", "市民を対象とした傾聴の講座を開催し、理解を深めた。"),
        ("status", "市職員を対象とした傾聴の講座を開催し、理解を深めた。"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "市民を対象とした傾聴の講座を開催した。"),
            ("status", "市民を対象とした傾聴の講座を２回開催した。"),
        ]],
        &[&[
            ("previous_status", "市民を対象とした養成講座を開催した。"),
            ("status", "対象を拡大し、市民及び企業を対象とした養成講座を開催した。"),
        ]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    context.lines.iter().filter_map(|line| found(line, rule)).collect()
}

fn found(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let now = line.given(Field::Status, Offset::This)?;
    let plan = line.given(Field::Plan, Offset::This);
    let of_year = pair::status(line).map(|(before, _)| before);
    let (other, (was, is)) = [of_year, plan]
        .into_iter()
        .flatten()
        .find_map(|other| Some((other, drifted(other, now)?)))?;
    let message = format!(
        "対象が{}では{}でしたが、{}では{}となっています。",
        other.slot.heading(line.sheet),
        quote(was.of(other.text)),
        now.slot.heading(line.sheet),
        quote(is.of(now.text))
    );
    let marks = vec![line.words(&now.slot, is), line.words(&other.slot, was)];
    Some(rule.found(line.row.no, marks, message))
}

/// The words for the people addressed in two like texts, or for the place, where they name others.
pub(super) fn drifted(before: &Read<'_>, now: &Read<'_>) -> Option<(Span, Span)> {
    (!lexicon::holds(now.text, lexicon::SCOPE_CHANGES)).then_some(())?;
    let (alike, spans) = people(before.text, now.text)
        .map(|spans| (ALIKE, spans))
        .or_else(|| Some((ALIKE_PLACES, places(before.text, now.text)?)))?;
    let (a, b) = (plain(&before.folded), plain(&now.folded));
    let long = a.chars().count().max(b.chars().count());
    (distance(&a, &b) * alike <= long).then_some(spans)
}

fn people(before: &str, now: &str) -> Option<(Span, Span)> {
    let (was, is) = (addressed(before)?, addressed(now)?);
    let (old, new) = (named(was.of(before), lexicon::GROUPS), named(is.of(now), lexicon::GROUPS));
    (old != new && !old.is_empty() && !new.is_empty()).then_some((was, is))
}

fn places(before: &str, now: &str) -> Option<(Span, Span)> {
    let (old, new) = (named(before, lexicon::AREAS), named(now, lexicon::AREAS));
    let span = |text: &str, word: &str| {
        text.find(word).map(|start| Span { start, end: start + word.len() })
    };
    let was = old.difference(&new).next().and_then(|word| span(before, word))?;
    let is = new.difference(&old).next().and_then(|word| span(now, word))?;
    Some((was, is))
}

/// The phrase before the first word that addresses: 市民 in 市民を対象に.
fn addressed(text: &str) -> Option<Span> {
    let end = lexicon::ADDRESSING.iter().filter_map(|word| text.find(word)).min()?;
    let before = text.get(..end)?;
    let stop = |c: char| matches!(c, '、' | '。' | '，' | ',' | '\n' | '\r' | '：' | ':');
    let start = before.rfind(stop).map_or(0, |at| {
        at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    });
    (start < end).then_some(Span { start, end })
}

/// The groups or areas that a phrase names.
fn named(words: &str, known: &[&'static str]) -> BTreeSet<&'static str> {
    let mut rest = words.to_owned();
    let mut found = BTreeSet::new();
    for word in known {
        if rest.contains(word) {
            found.insert(*word);
            rest = rest.replace(word, "／");
        }
    }
    found
}
