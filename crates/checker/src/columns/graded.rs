//! The grade of a row against the rate that its meaning names, or the way that its figures went.

use domain::{
    Offset,
    layout::{Column, ColumnRole},
    scale::GradeClass,
};
use prose::{Span, lexicon};

use super::{
    compared::core,
    reached::{self, Reached},
};
use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Mark},
    likeness::shown,
    outcome::standing,
    rule::Rule,
    scan::quote,
    sense::Sense,
};

/// A grade whose meaning the figures of its row deny.
pub(super) fn by_grade(
    context: &CheckContext<'_>,
    line: &ReadRow<'_>,
    rule: &Rule,
) -> Option<Finding> {
    let cell = context.grades().cell(line)?;
    let label = context.grades().read(cell.text).written().trim().to_owned();
    let denied = by_movement(line, &label)
        .or_else(|| by_rate(context, line, &label))
        .or_else(|| by_words(line, &label));
    let (told, marks) = denied?;
    let message = format!("{}は「{label}」ですが、{told}です。", cell.slot.field);
    let marks = std::iter::once(line.mark(&cell.slot)).chain(marks).collect();
    Some(rule.found(line.row.no, marks, message))
}

type Denied = (String, Vec<Mark>);

/// Percentages are rounded to whole ones.
const ROUNDED: f64 = 0.5;

/// By what was reached of the plan: no rate of the row lies in the range that the grade names.
fn by_rate(context: &CheckContext<'_>, line: &ReadRow<'_>, label: &str) -> Option<Denied> {
    let all = named_basis(context, line).map_or_else(|| reached::all(line), |one| vec![one]);
    if let Some((low, high)) = range(label) {
        let told = rates(line, &all);
        let off = |one: &Reached| if one.is_met() { high <= 100.0 } else { low >= 100.0 };
        let falling = all.iter().find(|one| one.falling && off(one) && all.len() == 1);
        if let Some(one) = falling.filter(|_| told.is_empty()) {
            return Some((one.told(), one.marks.clone()));
        }
        // A column of rates is rounded, figures are not
        let within = |(rate, words, _): &(f64, String, Vec<Mark>)| {
            let about = if words.is_empty() { ROUNDED } else { 0.0 };
            *rate >= low - about && *rate < high + about
        };
        if told.iter().any(within) {
            return None;
        }
        // The figures lie on one side of the range: others would have to make up for them
        let below = told.iter().all(|(rate, ..)| *rate < low);
        let above = told.iter().all(|(rate, ..)| *rate >= high);
        let (rate, words, marks) = told.into_iter().next().filter(|_| below || above)?;
        let rate = format!("（{}％）", shown(rate.round()));
        return Some((
            if words.is_empty() { format!("達成度は{rate}") } else { words + &rate },
            marks,
        ));
    }
    let (class, _) = standing(context, line)?;
    let full = label.contains("達成") || label.contains("達した") || label.contains("計画どおり");
    let full = full || label.contains("計画を上回");
    let nearly = lexicon::holds(label, &["おおむね", "概ね", "ほぼ", "未達", "一部"]);
    let one = all.first()?;
    let missed = class == GradeClass::Done && full && !nearly && all.iter().all(|o| !o.is_met());
    let met = class == GradeClass::NotDone && all.iter().all(Reached::is_met);
    // 計画どおり is said of nearly all that was planned as well, unless another grade is for that
    let near =
        context.grades().meanings().any(|other| lexicon::holds(other, &["おおむね", "概ね"]));
    let least = if near { ROUND_PLAN } else { NEARLY };
    let close = all.iter().filter_map(Reached::rate).any(|rate| rate >= least);
    let told = one.rate().map_or_else(String::new, |rate| format!("（{}％）", shown(rate.round())));
    (met || missed && !close).then(|| (one.told() + &told, one.marks.clone()))
}

/// The columns that the scale itself names for its rates: 確保方策に対する確保実績が100％以上.
fn named_basis(context: &CheckContext<'_>, line: &ReadRow<'_>) -> Option<Reached> {
    let column = |name: &str, ends: bool| {
        let mut likely = line.cells.values().filter(|cell| {
            let columns = &context.sheet.layout.columns;
            let own = |column: &&Column| column.role == ColumnRole::Answer(cell.slot.clone());
            let heading = columns.iter().find(own).map(|column| column.heading.as_str());
            let core = core(heading.unwrap_or_else(|| cell.slot.field.label()));
            let said = if ends { name.ends_with(&core) } else { name.starts_with(&core) };
            cell.figure.is_some() && core.chars().count() >= 2 && said
        });
        likely.next().filter(|_| likely.next().is_none())
    };
    context.grades().meanings().find_map(|label| {
        let label = domain::text::fold(label);
        let (base, part) = label.split_once("に対する")?;
        let (goal, actual) = (column(base, true)?, column(part, false)?);
        let marks = vec![line.mark(&actual.slot), line.mark(&goal.slot)];
        let of = |cell: &crate::context::Read<'_>| cell.figure.clone();
        Some(Reached { target: of(goal)?, actual: of(actual)?, marks, falling: false })
    })
}

/// So much of a plan counts as the plan where no grade is for nearly all of it,
const NEARLY: f64 = 95.0;
/// and so much where one is: plans are round figures.
const ROUND_PLAN: f64 = 99.0;

/// The rates of a row in percent: those of its figures, else the achievement that it states, else the
/// one that its text tells.
fn rates(line: &ReadRow<'_>, all: &[Reached]) -> Vec<(f64, String, Vec<Mark>)> {
    let figures = all.iter().filter_map(|one| Some((one.rate()?, one.told(), one.marks.clone())));
    let figures: Vec<_> = figures.collect();
    if !figures.is_empty() {
        return figures;
    }
    let column = line.cells.values().find(|cell| {
        let rate = cell.sense == Sense::Rate && cell.slot.year == Offset::This;
        rate && !cell.slot.field.label().contains("執行")
    });
    if let Some((cell, rate)) = column.and_then(|cell| Some((cell, cell.figure.as_ref()?.value))) {
        return vec![(rate, String::new(), vec![line.mark(&cell.slot)])];
    }
    let told = line.told().into_iter().filter(|cell| cell.slot.year == Offset::This);
    told.filter_map(|cell| {
        let at = RATES.iter().find_map(|word| Some(cell.text.find(word)? + word.len()))?;
        let rest = cell.text.get(at..)?.trim_start_matches(['は', '：', ':', ' ', '　', '（']);
        let figure = prose::figures(rest).next().filter(|one| one.before.is_empty())?;
        figure.after.starts_with(['％', '%']).then_some(())?;
        let start = cell.text.len() - rest.len();
        let span = Span { start, end: start + figure.span.end };
        let words = span.of(cell.text).to_owned();
        Some((
            figure.plain().parse().ok()?,
            format!("文中の達成率{words}％"),
            vec![line.words(&cell.slot, span)],
        ))
    })
    .take(1)
    .collect()
}

/// Names of the rate that a grade is given for.
const RATES: [&str; 4] = ["達成率", "達成度", "進捗率", "達成割合"];

/// The range of rates that the words of a grade name: 80％以上100％未満.
fn range(words: &str) -> Option<(f64, f64)> {
    let bounds: Vec<(f64, bool)> = prose::figures(words)
        .filter_map(|figure| {
            let after = figure.after.trim_start();
            let percent = after.strip_prefix(['％', '%']).map(|rest| (rest, 1.0));
            let (rest, times) = percent.or_else(|| Some((after.strip_prefix('割')?, 10.0)))?;
            let value = figure.plain().parse::<f64>().ok()? * times;
            let upper = rest.starts_with("未満") || rest.starts_with("以下");
            let lower = ["以上", "～", "~", "〜", "超", "を超", "から"];
            (upper || lower.iter().any(|word| rest.starts_with(word))).then_some((value, upper))
        })
        .collect();
    match bounds.as_slice() {
        [(low, false), (high, true)] => Some((*low, *high)),
        [(low, false)] => Some((*low, f64::INFINITY)),
        [(high, true)] => Some((f64::NEG_INFINITY, *high)),
        _ => None,
    }
    .filter(|_| !lexicon::holds(words, MOVED) && !words.contains("基準"))
}

/// Words of grades that tell how a figure moved since its beginning.
const MOVED: &[&str] = &["改善", "悪化", "横ばい", "変化な", "後退", "低下", "上昇", "向上"];

/// By the way that the figure went since its beginning: 改善, 横ばい（±2％以内）, 悪化.
fn by_movement(line: &ReadRow<'_>, label: &str) -> Option<Denied> {
    let goal = reached::only(line, Sense::Target);
    let result = reached::result(line)?;
    let now = result.figure.as_ref()?.value;
    let falling = goal.is_some_and(|goal| reached::is_falling(line, goal));
    let goal = goal.and_then(|cell| Some((cell, cell.figure.as_ref()?.value)));
    let met = goal.map(|(_, goal)| if falling { now <= goal } else { now >= goal });
    let moved = lexicon::holds(label, MOVED);
    // 目標値に達した, 目標未達だが…改善
    let claims =
        lexicon::holds(label, &["目標値に達した", "目標に達した", "目標を達成", "目標達成"]);
    if let (Some((cell, goal)), Some(false), true, false) = (goal, met, claims, moved) {
        let told = format!("目標{}に対し実績{}", shown(goal), shown(now));
        return Some((told, vec![line.mark(&result.slot), line.mark(&cell.slot)]));
    }
    let since = lexicon::holds(label, &["基準", "策定", "当初", "計画開始"]);
    let bare = label.chars().count() <= 8 && !lexicon::holds(label, &["必要", "要す", "余地"]);
    (moved && (since || bare)).then_some(())?;
    let base = reached::only(line, Sense::Base)?;
    let was = base.figure.as_ref()?.value;
    (was != 0.0).then_some(())?;
    let better = (now - was) / was.abs() * 100.0 * if falling { -1.0 } else { 1.0 };
    let bound = prose::figures(label).find(|figure| figure.after.starts_with(['％', '%']));
    let bound: Option<f64> = bound.and_then(|figure| figure.plain().parse().ok());
    let same = lexicon::holds(label, &["横ばい", "変化な"]);
    let worse = lexicon::holds(label, &["悪化", "後退"]);
    let fits = match bound {
        Some(bound) if same => better.abs() <= bound + TINY,
        Some(bound) if worse => better < -bound + TINY,
        Some(bound) => better > bound - TINY,
        None if same => return None,
        None if worse => better < 0.0,
        None => better > 0.0,
    };
    (!fits).then(|| {
        let way = if better > 0.0 { "改善" } else { "悪化" };
        let told = format!(
            "基準値{}から{}へ{}％の{way}",
            shown(was),
            shown(now),
            shown((better.abs() * 10.0).round() / 10.0)
        );
        (told, vec![line.mark(&result.slot), line.mark(&base.slot)])
    })
}

/// Figures on the bound itself are let pass.
const TINY: f64 = 0.05;

/// By what the text says was done of the plan: 予定した２回のうち１回しか実施できなかった.
fn by_words(line: &ReadRow<'_>, label: &str) -> Option<Denied> {
    let full = lexicon::holds(label, &["計画どおり", "計画通り", "予定どおり", "すべて実施"]);
    let nearly = lexicon::holds(label, &["おおむね", "概ね", "ほぼ", "一部", "でき"]);
    (full && !nearly).then_some(())?;
    let told = line.told().into_iter().filter(|cell| cell.slot.year == Offset::This);
    told.filter(|cell| cell.figure.is_none()).find_map(|cell| {
        let less = cell.clauses.iter().find(|clause| {
            let words = clause.span.of(cell.text);
            let only = words.split_once("回しか").or_else(|| words.split_once("日しか"));
            let only =
                only.is_some_and(|(_, rest)| lexicon::holds(rest, &["でき", "なかった", "なく"]));
            only || lexicon::holds(words, &["回のみの実施", "回のみの開催", "回にとどま"])
        })?;
        let words = less.span.of(cell.text).trim();
        let told = format!("{}に{}とあり、計画の一部", cell.slot.field, quote(words));
        Some((told, vec![line.words(&cell.slot, less.span)]))
    })
}
