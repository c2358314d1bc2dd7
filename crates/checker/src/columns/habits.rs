//! What the numeric columns of a sheet are to each other, learnt from its rows: a sum of its
//! neighbours, a rate of two others; and the row that adds up the others.

use std::collections::BTreeMap;

use domain::{Slot, text::fold};

use super::reached;
use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    rule::{Family, Rule, RuleScope},
    sense::{Sense, step},
};

/// A habit is one that at least so many rows keep,
const ROWS: usize = 3;
/// and so many of those that could.
const KEPT: f64 = 0.7;
/// No sum has more columns.
const PARTS: usize = 6;

/// A column that is the sum of others.
pub(super) const SUM: Rule = Rule {
    name: "COLUMN_SUM_MISMATCH",
    title: "合計の列と内訳の列の不一致",
    family: Family::Columns,
    scope: RuleScope::Sheet,
    severity: Severity::Error,
    limits: &[],
    question: "ほかの行では内訳の列の合計になっている数が、この行では合いません。どれが正しいでしょうか。",
    instruction: "内訳を足し直し、誤っている数を直してください。",
    why: "列を足せば確かめられるので、読み手は誤りに気付きます。",
    example: &[
        &[("field:内訳a電話", "10"), ("field:内訳b来所", "12"), ("field:内訳c計", "22")],
        &[("field:内訳a電話", "30"), ("field:内訳b来所", "15"), ("field:内訳c計", "45")],
        &[("field:内訳a電話", "8"), ("field:内訳b来所", "7"), ("field:内訳c計", "15")],
        &[("field:内訳a電話", "20"), ("field:内訳b来所", "16"), ("field:内訳c計", "46")],
    ],
    controls: &[
        &[
            &[("field:内訳a電話", "10"), ("field:内訳b来所", "12"), ("field:内訳c計", "22")],
            &[("field:内訳a電話", "30"), ("field:内訳b来所", "15"), ("field:内訳c計", "45")],
            &[("field:内訳a電話", "8"), ("field:内訳b来所", "7"), ("field:内訳c計", "15")],
        ],
        &[
            &[("field:内訳a電話", "10"), ("field:内訳b来所", "12"), ("field:内訳c計", "40")],
            &[("field:内訳a電話", "30"), ("field:内訳b来所", "15"), ("field:内訳c計", "45")],
            &[("field:内訳a電話", "8"), ("field:内訳b来所", "7"), ("field:内訳c計", "30")],
        ],
    ],
    find: sums,
};

/// A column that is a rate of two others.
pub(super) const RATE: Rule = Rule {
    name: "COLUMN_RATE_MISMATCH",
    title: "達成率などの列と計算値の不一致",
    family: Family::Columns,
    scope: RuleScope::Sheet,
    severity: Severity::Error,
    limits: &[],
    question: "ほかの行では二つの列から計算した率になっていますが、この行では合いません。どれが正しいでしょうか。",
    instruction: "率を計算し直し、誤っている数を直してください。",
    why: "率のもとになる列が並んでいるので、読み手は自分で計算できます。",
    example: &[
        &[("field:目標値", "100"), ("field:実績値", "80"), ("field:達成率", "80％")],
        &[("field:目標値", "50"), ("field:実績値", "45"), ("field:達成率", "95％")],
    ],
    controls: &[
        &[
            &[("field:目標値", "100"), ("field:実績値", "80"), ("field:達成率", "80％")],
            &[("field:目標値", "50"), ("field:実績値", "45"), ("field:達成率", "90％")],
        ],
        &[
            &[("field:目標値", "100"), ("field:実績値", "80"), ("field:達成率", "55％")],
            &[("field:目標値", "50"), ("field:実績値", "45"), ("field:達成率", "60％")],
        ],
    ],
    find: rates,
};

/// A row that adds up the others.
pub(super) const TOTAL: Rule = Rule {
    name: "TOTAL_ROW_MISMATCH",
    title: "合計の行と各行の不一致",
    family: Family::Columns,
    scope: RuleScope::Sheet,
    severity: Severity::Error,
    limits: &[],
    question: "合計の行の数が、各行を足した数と合いません。どれが正しいでしょうか。",
    instruction: "各行を足し直し、誤っている数を直してください。",
    why: "縦に足せば確かめられるので、読み手は誤りに気付きます。",
    example: &[
        &[("field:予算額", "100")],
        &[("field:予算額", "250")],
        &[("action", "合計"), ("field:予算額", "300")],
    ],
    controls: &[
        &[
            &[("field:予算額", "100")],
            &[("field:予算額", "250")],
            &[("action", "合計"), ("field:予算額", "350")],
        ],
        &[&[("field:予算額", "100")], &[("action", "合計を出す研修"), ("field:予算額", "300")]],
    ],
    find: totals,
};

/// The figure of a cell of a row.
fn figure(line: &ReadRow<'_>, slot: &Slot) -> Option<f64> {
    line.cells.get(slot)?.figure.as_ref().map(|figure| figure.value)
}

/// The columns of figures, in the form's order.
fn columns(context: &CheckContext<'_>) -> Vec<Slot> {
    let mut figures = BTreeMap::<&Slot, usize>::new();
    for line in &context.lines {
        for cell in line.cells.values().filter(|cell| cell.figure.is_some()) {
            *figures.entry(&cell.slot).or_default() += 1;
        }
    }
    let order: Vec<&Slot> = context.sheet.layout.slots().collect();
    let place = |slot: &Slot| order.iter().position(|of| *of == slot).unwrap_or(order.len());
    let mut slots: Vec<Slot> = figures.into_keys().cloned().collect();
    slots.sort_by_key(|slot| (place(slot), slot.clone()));
    slots
}

fn sums(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let columns = columns(context);
    let mut found = Vec::new();
    for (at, total) in columns.iter().enumerate() {
        let before = (2..=PARTS).filter_map(|n| columns.get(at.checked_sub(n)?..at));
        let after = (2..=PARTS).filter_map(|n| columns.get(at + 1..=at + n));
        let wrong = before.chain(after).find_map(|parts| broken_sums(context, total, parts));
        for (line, parts) in wrong.unwrap_or_default() {
            let values: Vec<_> = parts.iter().filter_map(|slot| figure(line, slot)).collect();
            let shown_parts: Vec<_> = values.iter().map(|value| shown(*value)).collect();
            let message = format!(
                "{}は{}ですが、内訳の列は{}＝{}です。",
                total.field,
                shown(figure(line, total).unwrap_or_default()),
                shown_parts.join("＋"),
                shown(values.iter().sum())
            );
            let slots = std::iter::once(total).chain(parts);
            found.push(rule.found(
                line.row.no,
                slots.map(|slot| line.mark(slot)).collect(),
                message,
            ));
        }
    }
    found
}

type Broken<'b, 'a, 'c> = Vec<(&'b ReadRow<'a>, &'c [Slot])>;

/// The rows in which a column is not the sum of others though it is in most.
fn broken_sums<'b, 'a, 'c>(
    context: &'b CheckContext<'a>,
    total: &Slot,
    parts: &'c [Slot],
) -> Option<Broken<'b, 'a, 'c>> {
    let (mut kept, mut broken) = (0_usize, Vec::new());
    for line in &context.lines {
        let Some(value) = figure(line, total) else { continue };
        let values: Option<Vec<f64>> = parts.iter().map(|slot| figure(line, slot)).collect();
        let Some(values) = values.filter(|all| all.iter().filter(|v| **v != 0.0).count() >= 2)
        else {
            continue;
        };
        if (values.iter().sum::<f64>() - value).abs() < 1e-6 {
            kept += 1;
        } else {
            broken.push((line, parts));
        }
    }
    (!broken.is_empty() && is_habit(kept, broken.len(), ROWS)).then_some(broken)
}

fn is_habit(kept: usize, broken: usize, least: usize) -> bool {
    kept >= least && kept as f64 >= KEPT * (kept + broken) as f64
}

fn rates(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let columns = columns(context);
    let rate = |slot: &&Slot| Sense::of(slot) == Sense::Rate;
    let mut found = Vec::new();
    for slot in columns.iter().filter(rate) {
        let others: Vec<&Slot> = columns.iter().filter(|other| *other != slot).take(12).collect();
        let pairs = others.iter().flat_map(|a| others.iter().map(move |b| (*a, *b)));
        let named = |(a, b): &(&Slot, &Slot)| {
            (Sense::of(a), Sense::of(b)) == (Sense::Actual, Sense::Target) && a.year == b.year
        };
        let likely = pairs.filter(|(a, b)| a != b).filter_map(|pair| {
            let (kept, broken) = broken_rates(context, slot, pair);
            // What is named 目標 and 実績 needs no more than one row that keeps it
            let least = if named(&pair) { 1 } else { ROWS };
            let most = broken.len() <= kept.max(1) * 2;
            let habit = is_habit(kept, broken.len(), least) || named(&pair) && kept >= 1 && most;
            habit.then_some((kept, named(&pair), pair, broken))
        });
        // Of several pairs that it may be computed from it is the one that most rows keep
        let best = likely.max_by_key(|(kept, named, ..)| (*kept, *named));
        let wrong = best.map(|(.., pair, broken)| (pair, broken));
        let Some(((part, base), broken)) = wrong else { continue };
        for (line, right) in broken {
            let told = |slot: &Slot| shown(figure(line, slot).unwrap_or_default());
            let message = format!(
                "{}{}、{}{}なら{}％ですが、{}は{}とあります。",
                base.field,
                told(base),
                part.field,
                told(part),
                shown((right * 10.0).round() / 10.0),
                slot.field,
                line.row.text(slot).trim()
            );
            let marks = [slot, part, base].map(|slot| line.mark(slot)).to_vec();
            found.push(rule.found(line.row.no, marks, message));
        }
    }
    found
}

/// Whether the row counts what is to fall, by the words or the figures beside its target.
fn is_less_better(line: &ReadRow<'_>, base: &Slot) -> bool {
    line.cells.get(base).is_some_and(|target| reached::is_falling(line, target))
}

/// How many rows keep a rate, and those that break it with what it should be.
fn broken_rates<'b, 'a>(
    context: &'b CheckContext<'a>,
    rate: &Slot,
    (part_slot, base_slot): (&Slot, &Slot),
) -> (usize, Vec<(&'b ReadRow<'a>, f64)>) {
    let (mut kept, mut broken) = (0, Vec::new());
    for line in &context.lines {
        let values = (figure(line, part_slot), figure(line, base_slot), figure(line, rate));
        let (Some(part), Some(base), Some(told)) = values else { continue };
        if base <= 0.0 || part < 0.0 {
            continue;
        }
        let right = part / base * 100.0;
        let within = step(line.row.text(rate));
        // Of what is better when it is less, the rate is the other way round
        let inverse = if part > 0.0 { base / part * 100.0 } else { right };
        let same = (right - told).abs() < within
            || (inverse - told).abs() < within
                && (inverse > 100.0 || is_less_better(line, base_slot))
            || told >= 100.0 && right >= 100.0 && told <= 100.0;
        if same { kept += 1 } else { broken.push((line, right)) }
    }
    (kept, broken)
}

/// Titles of the row that adds up all others.
const TOTALS: [&str; 5] = ["合計", "計", "総計", "総合計", "全体"];

/// Whether a title is that of a row that adds up those above it: 小計, 施策1 計.
fn is_part_sum(title: &str) -> bool {
    let short = title.chars().nth(10).is_none();
    let other = ["統計", "会計", "設計", "家計"].iter().any(|word| title.ends_with(word));
    short && (title.ends_with("小計") || title.ends_with('計') && title != "計") && !other
}

fn totals(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let is_total = |line: &ReadRow<'_>| {
        let title = fold(&line.row.action.text);
        TOTALS.contains(&title.as_str()) || is_part_sum(&title)
    };
    let mut found = Vec::new();
    let mut from = 0;
    for (at, total) in context.lines.iter().enumerate().filter(|(_, line)| is_total(line)) {
        let rows = context.lines.get(from..at).unwrap_or_default();
        let small = !TOTALS.contains(&fold(&total.row.action.text).as_str());
        let all = context.lines.get(..at).unwrap_or_default();
        from = at + 1;
        for cell in total.cells.values() {
            let Some(told) = cell.figure.as_ref().map(|figure| figure.value) else { continue };
            if matches!(cell.sense, Sense::Rate | Sense::Grade) {
                continue;
            }
            let sum = |rows: &[ReadRow<'_>]| -> f64 {
                let own = rows.iter().filter(|line| !is_total(line));
                own.filter_map(|line| figure(line, &cell.slot)).sum()
            };
            let sums = if small { vec![sum(rows)] } else { vec![sum(all), sum(rows)] };
            let counted = if small { rows } else { all };
            let counted = counted.iter().filter(|line| figure(line, &cell.slot).is_some()).count();
            if counted < 2 || sums.iter().any(|sum| (sum - told).abs() < 0.5) {
                continue;
            }
            let message = format!(
                "{}の合計は{}とありますが、各行を足すと{}です。",
                cell.slot.field,
                shown(told),
                shown(sums.first().copied().unwrap_or_default())
            );
            found.push(rule.found(total.row.no, vec![total.mark(&cell.slot)], message));
        }
    }
    found
}
