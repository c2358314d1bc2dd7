//! The days of sessions, told twice or left over from last year.

use std::collections::BTreeSet;

use domain::{Field, FiscalYear, Offset};
use prose::matching::is_people;
use prose::{Date, lexicon};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::head,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// No more days of a text are looked for in last year's.
const MOST: usize = 30;
/// Between a day and its count stand only these.
const JOINTS: [char; 15] =
    ['：', ':', '　', ' ', '、', '（', '(', '・', 'は', '…', '\n', '\r', '\t', '→', '－'];
/// Dates of sessions that contradict each other, or are last year's.
pub(super) const RULE: Rule = Rule {
    name: "DATE_SESSION_MISMATCH",
    title: "実施日の不一致",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "実施日の記載が食い違っています（または前年度の日付が残っています）。正しい日付をお知らせください。",
    instruction: "実施日を確認し、文中の日付と人数の日付をそろえてください。",
    why: "前年度の欄を写して書き直すと、一か所だけ前年度の日付が残ることがあります。",
    example: &[&[
        (
            "previous_status",
            "講座を10月4日、10月19日に実施した。参加者：10月4日：12人、10月19日：15人",
        ),
        (
            "status",
            "講座を10月14日、10月26日に実施した。\n参加者：１０月１４日：１４人、１０月１９日：２１人　合計３５人",
        ),
    ]],
    controls: &[
        &[&[(
            "status",
            "講座を11月16日、11月25日に実施した。\n参加者：11月16日：16人、11月25日：19人",
        )]],
        &[&[
            ("previous_status", "会議を書面で開催した。日時：令和７年２月12日"),
            ("status", "会議を開催した。日時：令和７年10月29日"),
        ]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let found = context.lines.iter().flat_map(|line| {
        let lists = [Offset::This, Offset::Previous];
        let cells = lists.into_iter().filter_map(|year| line.given(Field::Status, year));
        let mut found: Vec<_> = cells.filter_map(|cell| two_lists(line, cell, rule)).collect();
        if found.iter().all(|one| one.marks.iter().all(|m| !is_now(m))) {
            found.extend(left_over(line, rule));
        }
        found
    });
    found.collect()
}

fn is_now(mark: &crate::finding::Mark) -> bool {
    matches!(&mark.spot, crate::finding::Spot::Answer(slot) if slot.year == Offset::This)
}

type Days = BTreeSet<(u8, u8)>;

fn day(date: &Date) -> Option<(u8, u8)> {
    Some((date.month, date.day?))
}

/// Days told in the sentence against days with a count of people.
fn two_lists(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let days = cell.dates.iter().filter(|date| date.day.is_some());
    let (counted, told): (Vec<_>, Vec<_>) = days.partition(|date| has_count(cell, date));
    let known: Days = told.iter().copied().filter_map(day).collect();
    let with_count: Days = counted.iter().copied().filter_map(day).collect();
    let odd: Vec<_> =
        counted.into_iter().filter(|d| day(d).is_some_and(|d| !known.contains(&d))).collect();
    let missing: Vec<_> =
        told.into_iter().filter(|d| day(d).is_some_and(|d| !with_count.contains(&d))).collect();
    let (first, lacking) = (odd.first()?, missing.first()?);
    // Apart altogether, the two lists tell of different things.
    (known.intersection(&with_count).next().is_some() || known.len() == with_count.len())
        .then_some(())?;
    let note =
        if is_last_years(line, cell, first) { "（前年度の実施日と同じ）" } else { "" };
    let message = format!(
        "人数は{}{note}とありますが、実施日は{}とあります。",
        quote(first.span.of(cell.text)),
        quote(lacking.span.of(cell.text))
    );
    let marks = odd.iter().chain(&missing).map(|date| line.words(&cell.slot, date.span));
    Some(rule.found(line.row.no, marks.collect(), message))
}

fn has_count(cell: &Read<'_>, date: &Date) -> bool {
    let after = cell.quantities.partition_point(|one| one.span.start < date.span.end);
    let next = cell.quantities.get(after);
    next.filter(|one| is_people(&one.unit)).is_some_and(|one| {
        let gap = cell.text.get(date.span.end..one.span.start).unwrap_or_default();
        let gap = gap
            .trim_start_matches(['日', '月', '火', '水', '木', '金', '土', '（', '）', '(', ')']);
        gap.chars().all(|c| JOINTS.contains(&c))
    })
}

fn is_last_years(line: &ReadRow<'_>, cell: &Read<'_>, date: &Date) -> bool {
    let before = line.given(Field::Status, Offset::Previous);
    let before = before.filter(|before| before.slot != cell.slot);
    before.is_some_and(|before| {
        before.dates.iter().any(|other| day(other).is_some() && day(other) == day(date))
    })
}

/// A day of this year's status that is last year's.
fn left_over(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let now = line.given(Field::Status, Offset::This)?;
    let before = line.given(Field::Status, Offset::Previous)?;
    let planned: Days = line
        .given(Field::Plan, Offset::This)
        .map(|plan| plan.dates.iter().filter_map(day).collect())
        .unwrap_or_default();
    let old = now.dates.iter().filter(|date| is_session(now, date)).take(MOST).find(|date| {
        let same = before
            .dates
            .iter()
            .any(|d| day(d).is_some() && day(d) == day(date) && d.year == date.year);
        let dated = date.year_written && fiscal(date) == Some(line.sheet.plus(-1));
        let unplanned = !date.year_written
            && !planned.is_empty()
            && day(date).is_some_and(|d| !planned.contains(&d));
        same && dated || unplanned && is_last_years(line, now, date)
    })?;
    let severity = if old.year_written { rule.severity } else { Severity::Warning };
    let message = format!("実施日{}は前年度の実施日と同じです。", quote(old.span.of(now.text)));
    let marks = vec![line.words(&now.slot, old.span), line.mark(&before.slot)];
    Some(Finding { severity, ..rule.found(line.row.no, marks, message) })
}

fn is_session(cell: &Read<'_>, date: &Date) -> bool {
    let after = cell.text.get(date.span.end..).unwrap_or_default();
    date.day.is_some() && !lexicon::holds(head(after, 8), lexicon::NO_SESSIONS)
}

fn fiscal(date: &Date) -> Option<FiscalYear> {
    FiscalYear::starting(if date.month < 4 { date.year - 1 } else { date.year })
}
