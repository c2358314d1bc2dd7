//! One event reported under two actions.

use std::collections::BTreeMap;

use domain::{Field, Offset, Slot, text::fold};
use prose::{Date, Quantity, QuantityRole, Share, Span};
use prose::{
    lexicon,
    matching::{actual, is_people, is_percent, matched},
};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, shown, tail},
    rows::refers,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Shorter sentences are the same by chance.
const LONG: usize = 20;
/// How much of a name is compared, in characters before its ending.
const NAME: usize = 6;

/// One event told twice.
pub(super) const RULE: Rule = Rule {
    name: "SAME_EVENT_TWICE",
    title: "同じ行事の重複",
    family: Family::Numbers,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "同じ行事と思われる実績が二つの項目に記載されています。同じ行事でしょうか。人数などに違いがあれば正しい数をお知らせください。",
    instruction: "同じ行事であれば数値をそろえ、「再掲」と書き添えてください。",
    why: "同じ行事が二度数えられると、計画全体の実績が多く見えます。",
    example: &[
        &[("status", "市民向けゲートキーパー養成講座を令和７年11月５日に実施し、16人が参加した。")],
        &[("status", "市民向けゲートキーパー養成講座を令和７年11月５日に実施し、19人が参加した。")],
    ],
    controls: &[&[
        &[("status", "市民向けゲートキーパー養成講座を令和７年11月５日に実施し、16人が参加した。")],
        &[("status", "教職員向けのこころの研修会を令和７年８月５日に実施し、19人が参加した。")],
    ]],
    find,
};

/// An event as one row reports it.
struct Report<'a, 'b> {
    line: &'b ReadRow<'a>,
    slot: &'b Slot,
    span: Span,
    people: Option<&'b Quantity>,
    words: String,
    /// Whether it is a whole sentence.
    sentence: bool,
}

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let known = reports(context);
    let mut found: Vec<Finding> = Vec::new();
    for reports in known.values() {
        let twice = twice(reports, rule);
        let new = |one: &Finding| {
            !found.iter().any(|f| {
                f.no == one.no
                    && f.marks.first().map(|m| &m.spot) == one.marks.first().map(|m| &m.spot)
            })
        };
        found.extend(twice.filter(new));
    }
    found
}

/// By event, the rows that report it.
fn reports<'a, 'b>(context: &'b CheckContext<'a>) -> BTreeMap<String, Vec<Report<'a, 'b>>> {
    let mut known = BTreeMap::<String, Vec<Report<'_, '_>>>::new();
    for line in &context.lines {
        let cells = line.told().into_iter().filter(|cell| cell.slot.year == Offset::This);
        let cells = cells.filter(|cell| !refers(cell.text));
        let told =
            cells.flat_map(|cell| events(line, cell).into_iter().chain(sentences(line, cell)));
        for (key, report) in told.chain(moves(line)) {
            known.entry(key).or_default().push(report);
        }
    }
    known
}

/// The first row that reports it and another, the one that differs most telling.
fn twice(reports: &[Report<'_, '_>], rule: &Rule) -> Option<Finding> {
    let first = reports.first()?;
    // One action that stands on two rows is told of as such
    let action = |one: &Report<'_, '_>| {
        fold(&format!("{} {}", one.line.row.action.text, one.line.row.section.text))
    };
    let own = action(first);
    let others = || {
        let others = reports.iter().filter(|other| other.line.row.no != first.line.row.no);
        others.filter(|other| action(other) != own)
    };
    let count = |one: &Report<'_, '_>| one.people.map(|people| people.value);
    let differs = |other: &&Report<'_, '_>| match (count(first), count(other)) {
        (Some(a), Some(b)) => (a - b).abs() > 1e-6,
        _ => false,
    };
    let other = others().find(differs).or_else(|| others().next())?;
    let no = other.line.row.no;
    let (severity, told) = match (first.people, other.people) {
        (Some(a), Some(b)) if differs(&other) => (
            rule.severity,
            format!("人数が{}{}と{}{}で異なります", shown(a.value), a.unit, shown(b.value), b.unit),
        ),
        // Words for word with figures, under another action that does not refer to it
        _ if first.sentence && other.sentence => (rule.severity, "同じ文です".to_owned()),
        _ => (Severity::Info, "同じ内容です".to_owned()),
    };
    let message = format!(
        "{}はNo.{no}「{}」にも記載され、{told}。",
        quote(&first.words),
        other.line.row.action.text.trim()
    );
    let marks = [first, other].map(|one| one.line.words(one.slot, one.span)).to_vec();
    Some(Finding { severity, ..rule.found(first.line.row.no, marks, message) })
}

/// Events by day and name.
fn events<'a, 'b>(line: &'b ReadRow<'a>, cell: &'b Read<'a>) -> Vec<(String, Report<'a, 'b>)> {
    let dated = cell.dates.iter().filter(|date| date.day.is_some());
    let found = dated.filter_map(|date| {
        let name = name_near(cell, date)?;
        let key = format!("{}-{}-{:?} {name}", date.year, date.month, date.day);
        let people = total(cell);
        Some((
            key,
            Report {
                line,
                slot: &cell.slot,
                span: date.span,
                people,
                words: format!("{}の{name}", date.span.of(cell.text)),
                sentence: false,
            },
        ))
    });
    found.take(8).collect()
}

/// How many characters from a day an event's name is looked for.
const NEAR: usize = 80;

/// The event's name next to a day: before it, or after.
fn name_near(cell: &Read<'_>, date: &Date) -> Option<String> {
    let before = tail(cell.text.get(..date.span.start)?, NEAR);
    let after = head(cell.text.get(date.span.end..)?, NEAR);
    let last = |text: &str| lexicon::EVENTS.iter().filter_map(|e| Some((text.rfind(e)?, *e))).max();
    let first = |text: &str| {
        lexicon::EVENTS
            .iter()
            .filter_map(|e| Some((text.find(e)?, std::cmp::Reverse(e.len()), *e)))
            .min()
    };
    let (text, at, event) = match (last(before), first(after)) {
        (Some((at, event)), _) => (before, at, event),
        (None, Some((at, _, event))) => (after, at, event),
        (None, None) => return None,
    };
    let lead = tail(text.get(..at)?, NAME);
    let start = lead.rfind(|c: char| !domain::text::is_japanese(c) || c == 'の' || c == 'に');
    let lead = start.and_then(|at| lead.get(at..)).map_or(lead, |rest| {
        rest.trim_start_matches(|c: char| !domain::text::is_japanese(c) || c == 'の' || c == 'に')
    });
    (!lead.is_empty()).then(|| fold(&format!("{lead}{event}")))
}

/// The one count of people of a cell, or its total.
fn total<'b>(cell: &'b Read<'_>) -> Option<&'b Quantity> {
    let people =
        || cell.quantities.iter().filter(|q| is_people(&q.unit) && q.role == QuantityRole::Actual);
    let total = people().find(|one| one.share == Share::Total);
    total.or_else(|| people().next().filter(|_| people().count() == 1))
}

/// Long sentences with figures, word for word.
fn sentences<'a, 'b>(line: &'b ReadRow<'a>, cell: &'b Read<'a>) -> Vec<(String, Report<'a, 'b>)> {
    let told = cell.clauses.iter().filter_map(|clause| {
        let words = clause.span.of(cell.text);
        let folded = fold(words);
        let figures = folded.chars().any(|c| c.is_ascii_digit());
        let report = || Report {
            line,
            slot: &cell.slot,
            span: clause.span,
            people: None,
            words: words.to_owned(),
            sentence: true,
        };
        (figures && folded.chars().count() >= LONG).then(|| (folded.clone(), report()))
    });
    told.collect()
}

/// Smaller counts are the same by chance.
const TELLING: f64 = 15.0;

/// Counts that moved from one number to another: two actions of a section with the same two numbers
/// count the same thing.
fn moves<'a, 'b>(line: &'b ReadRow<'a>) -> Vec<(String, Report<'a, 'b>)> {
    let before = line.given(Field::Status, Offset::Previous);
    let Some((before, now)) = before.zip(line.given(Field::Status, Offset::This)) else {
        return Vec::new();
    };
    let pairs = matched(actual(&before.quantities), actual(&now.quantities));
    let telling = pairs.into_iter().filter(|(old, new)| {
        let moved = (old.value - new.value).abs() > 1e-6;
        moved && old.value.min(new.value) >= TELLING && !is_percent(&new.unit)
    });
    let section = fold(&line.row.section.text);
    let reports = telling.map(|(old, new)| {
        let words = format!(
            "前年度{}{}、今年度{}{}",
            shown(old.value),
            old.unit,
            shown(new.value),
            new.unit
        );
        let key = format!("{section} {words}");
        let (slot, span) = (&now.slot, new.span);
        (key, Report { line, slot, span, people: None, words, sentence: false })
    });
    reports.collect()
}
