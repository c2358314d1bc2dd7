//! How often it was to be against how often it was.

use domain::{Field, Offset};
use prose::{Per, Quantity, QuantityRole, Share};
use prose::{
    lexicon,
    matching::{kind, label},
};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    limit::Limit,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// A frequency and a count further apart than this many characters do not speak of each other.
const APART: usize = 60;
/// No more frequencies of a cell are looked at.
const MOST: usize = 12;
/// Fewer than this share of the times that a frequency gives is too few; a date may fall out.
const TIMES: Limit = Limit {
    key: "times",
    label: "「毎月」「毎週」などの頻度から出る回数の何％未満なら少ないとみるか",
    unit: "％",
    usual: 85,
    least: 30,
    most: 100,
};

/// A frequency that the number of times does not fit.
pub(super) const RULE: Rule = Rule {
    name: "FREQ_VS_COUNT",
    title: "頻度と回数の不一致",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[TIMES],
    question: "「毎月」「年２回」などの頻度と、記載の回数（または日付の数）が合いません。実際の回数をお知らせください。",
    instruction: "実際に行った回数を確認し、頻度と違う場合は理由を書いてください。",
    why: "頻度と回数が並んでいると、読み手は行われなかった回に気付きます。",
    example: &[&[("status", "毎月１回、サロンを開催した。開催回数：８回")]],
    controls: &[
        &[&[("status", "毎月１回、サロンを開催した。開催回数：12回")]],
        &[&[("status", "年２回、会議を５月10日と11月８日に開催した。")]],
        &[&[("evaluation", "年２回の計画のうち１回の開催にとどまったためです。")]],
        &[&[("plan", "年１回以上、会議を開催する。"), ("status", "会議を３回開催した。")]],
        &[&[
            ("plan", "サロンを毎月１回開催し、夜間の回を設ける。"),
            ("status", "サロンを年１２回、夜間の回を３回開催した。"),
        ]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let enough = rule.share(context, &TIMES);
    context.lines.iter().filter_map(|line| apart(line, rule, enough)).collect()
}

/// A count that the row's frequency does not give, or less than the share of it that is enough.
fn apart(line: &ReadRow<'_>, rule: &Rule, enough: f64) -> Option<Finding> {
    let reports = line.told();
    let own = reports.iter().find_map(|cell| {
        let often = || cell.quantities.iter().filter(|one| times(one).is_some()).take(MOST);
        let by_count = often().find_map(|often| counted(line, cell, often, rule, enough));
        by_count.or_else(|| often().find_map(|often| dated(line, cell, often, rule)))
    });
    own.or_else(|| planned(line, line.given(Field::Status, Offset::This)?, rule, enough))
}

/// How many times a year a frequency gives.
fn times(one: &Quantity) -> Option<f64> {
    let sure = !one.approximate && one.high.is_none();
    let factor = match one.per? {
        Per::Year => 1.0,
        Per::Month => 12.0,
        Per::Week => 50.0,
        Per::Months(months) if months > 0 => 12.0 / f64::from(months),
        Per::Day | Per::Each | Per::Months(_) | Per::Years(_) => return None,
    };
    (sure && kind(&one.unit) == "回").then_some(one.value * factor)
}

/// 年2回の計画のうち1回の開催にとどまった: the text itself tells that there were fewer.
fn is_short(cell: &Read<'_>, one: &Quantity) -> bool {
    let lead = crate::likeness::tail(cell.text.get(..one.span.start).unwrap_or_default(), 4);
    let rest = cell.text.get(one.span.end..cell.sentence(one.span).end).unwrap_or_default();
    lead.ends_with("うち") || ["とどま", "留ま", "のみ", "だけ"].iter().any(|w| rest.contains(w))
}

fn is_count(one: &Quantity) -> bool {
    kind(&one.unit) == "回"
        && one.per.is_none()
        && one.role == QuantityRole::Actual
        && !one.approximate
}

/// The count nearest to a frequency, of the same line of a list or after it.
fn counted(
    line: &ReadRow<'_>,
    cell: &Read<'_>,
    often: &Quantity,
    rule: &Rule,
    enough: f64,
) -> Option<Finding> {
    let counts = cell.quantities.iter().filter(|one| is_count(one) && one.share != Share::Part);
    let near = counts.filter_map(|one| {
        let (from, to) = if one.span.start > often.span.end {
            (often.span.end, one.span.start)
        } else {
            (one.span.end, often.span.start)
        };
        let gap = cell.text.get(from..to)?;
        let near = gap.chars().nth(APART).is_none();
        (near && !gap.contains(['・', '※', '①', '②', '③']) && relates(often, one))
            .then(|| (gap.chars().count(), one))
    });
    let (_, count) = near.min_by_key(|(distance, _)| *distance)?;
    frequency_finding(line, cell, often, (count.value, cell, count), rule, enough)
}

/// Labels that do not speak against each other.
fn relates(a: &Quantity, b: &Quantity) -> bool {
    let (a, b) = (label(a), label(b));
    let shared = || a.chars().filter(|c| !c.is_ascii() && b.contains(*c)).count() >= 2;
    a.is_empty() || b.is_empty() || shared() || ["回数", "開催"].iter().any(|w| b.contains(w))
}

fn frequency_finding(
    line: &ReadRow<'_>,
    cell: &Read<'_>,
    often: &Quantity,
    (count, counting, one): (f64, &Read<'_>, &Quantity),
    rule: &Rule,
    enough: f64,
) -> Option<Finding> {
    let expected = times(often)?;
    // 8月を除く毎月, 9地区で毎月1回: the year has other numbers
    let piece = cell.sentence(often.span);
    let monthly = often.per == Some(Per::Month);
    let places = cell.counts(piece).any(|one| kind(&one.unit) == "か所" || one.unit == "地区");
    let left_out = lexicon::holds(piece.of(cell.text), lexicon::MONTHS_LEFT_OUT);
    let counted = counting.sentence(one.span).of(counting.text);
    let left_out = left_out || lexicon::holds(counted, lexicon::MONTHS_LEFT_OUT);
    if monthly && (places || left_out) {
        return None;
    }
    let weekly = often.per == Some(Per::Week);
    let more = count > expected && !often.least;
    let less = count < expected * if often.per == Some(Per::Year) { 1.0 } else { enough };
    let less = less && !is_short(counting, one);
    // つどいを年１２回、夜間の回を３回: another count of the cell is as many as it should be
    let met = counting.quantities.iter().any(|other| {
        let yearly = is_count(other) || other.per == Some(Per::Year) && times(other).is_some();
        let apart = other.span != often.span || counting.slot != cell.slot;
        yearly && apart && (other.value - expected).abs() < 1e-9
    });
    ((more || less) && !met).then_some(())?;
    let demand = |text: &str| lexicon::holds(text, lexicon::ON_DEMAND);
    let light = weekly || less && (demand(&one.label) || demand(counting.text));
    let severity = if light { Severity::Info } else { rule.severity };
    let message = format!(
        "{}なら年{}回ですが、{}は{}です。",
        quote(often.span.of(cell.text)),
        shown(expected),
        counting.slot.field,
        quote(one.span.of(counting.text))
    );
    let marks = vec![line.words(&counting.slot, one.span), line.words(&cell.slot, often.span)];
    Some(Finding { severity, ..rule.found(line.row.no, marks, message) })
}

/// 年２回 with three days.
fn dated(line: &ReadRow<'_>, cell: &Read<'_>, often: &Quantity, rule: &Rule) -> Option<Finding> {
    (often.per == Some(Per::Year)).then_some(())?;
    let days: std::collections::BTreeSet<_> =
        cell.dates.iter().filter_map(|date| Some((date.month, date.day?))).collect();
    let count = days.len();
    let expected = times(often)?;
    let many = count as f64 > expected && !often.least;
    let few = count >= 2 && (count as f64) < expected;
    (many && count >= 2 || few).then_some(())?;
    let severity = if many { rule.severity } else { Severity::Info };
    let message =
        format!("{}とありますが、実施日は{count}日あります。", quote(often.span.of(cell.text)));
    let marks = vec![line.words(&cell.slot, often.span)];
    Some(Finding { severity, ..rule.found(line.row.no, marks, message) })
}

/// A monthly plan with a count that falls short; plans of a number a year are held against the
/// percentage elsewhere.
fn planned(line: &ReadRow<'_>, status: &Read<'_>, rule: &Rule, enough: f64) -> Option<Finding> {
    let plan = line.given(Field::Plan, Offset::This)?;
    let monthly = |one: &&Quantity| one.per == Some(Per::Month) && times(one).is_some();
    let mut often = plan.quantities.iter().filter(monthly);
    let mut counts = status.quantities.iter().filter(|one| is_count(one));
    let (often, None) = (often.next()?, often.next()) else { return None };
    let (count, None) = (counts.next()?, counts.next()) else { return None };
    frequency_finding(line, plan, often, (count.value, status, count), rule, enough)
}
