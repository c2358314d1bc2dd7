//! Percentages against the count of people, and rates without a count.

use domain::{Offset, text::ascii_digits};
use prose::{Quantity, QuantityRole, Share, Span};
use prose::{
    lexicon,
    matching::{is_people, is_percent, kind},
};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{clause_at, head, shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// How many characters from a percentage the words stand that tell what it is of.
const NEAR: usize = 80;
/// No more counts of people are held against a percentage,
const MOST: usize = 40;
/// nor more people: of so many, every percentage of two decimals is some count.
const MANY: u32 = 5_000;

/// No count gives it.
pub(super) const UNREACHABLE: Rule = Rule {
    name: "PCT_UNREACHABLE",
    title: "人数から出ない割合",
    family: Family::Numbers,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "記載の人数からは、この割合になりません。回答者数または割合をご確認ください。",
    instruction: "割合を計算し直すか、割合のもとになった回答者数（○人中○人）を書いてください。",
    why: "人数が分かると割合は計算できるので、合わない割合はすぐに気付かれます。",
    example: &[&[
        ("status", "研修会を実施した。参加者数：15人"),
        ("evaluation", "アンケートでは８７．０％が役立つと回答した。"),
    ]],
    controls: &[
        &[&[("status", "参加者数：35人\nアンケートでは９１．４％の職員が役に立つと回答した。")]],
        &[&[
            ("status", "参加者数：19人"),
            ("evaluation", "「知っていた」と回答した参加者は26.3％であった。"),
        ]],
        &[&[("status", "参加者数：33人\n９７％の職員が役に立つと回答した。")]],
        &[&[
            ("status", "参加者：12人＋14人＋11人＝37人"),
            ("evaluation", "欠食する者の割合は、前年度の25.3％から24.6％へ低下した。"),
        ]],
    ],
    find: unreachable,
};

/// A rate of nothing.
pub(super) const WITHOUT_BASE: Rule = Rule {
    name: "RATE_WITHOUT_BASE",
    title: "もとの数のない割合",
    family: Family::Numbers,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[],
    question: "割合のもとになった人数（件数）をお知らせください。",
    instruction: "「○人中○人（○％）」のように、割合のもとの数を書いてください。",
    why: "もとの数が分からない割合は、重みが分からず、ほかの年度とも比べられません。",
    example: &[&[
        ("status", "市民を対象に講演会を実施した。"),
        ("evaluation", "アンケートで92.3％が理解が深まったと回答した。"),
    ]],
    controls: &[
        &[&[("status", "参加者数：39人"), ("evaluation", "92.3％が理解が深まったと回答した。")]],
        &[&[("status", "講演会を実施した。"), ("achievement", "92.3")]],
    ],
    find: without_base,
};

fn unreachable(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = Vec::new();
    for line in &context.lines {
        for year in [Offset::This, Offset::Previous] {
            let cells: Vec<_> = year_cells(line, year).collect();
            let bases = bases(&cells);
            let wrong = cells.iter().flat_map(|cell| {
                cell.quantities
                    .iter()
                    .filter(|one| !is_told_elsewhere(line, cell, one))
                    .filter_map(|one| wrong(cell, one, &bases))
                    .map(move |w| (cell, w))
            });
            found.extend(
                wrong.take(1).map(|(cell, wrong)| percent_finding(line, cell, &wrong, rule)),
            );
        }
    }
    found
}

/// Whether a percentage is the row's own figure of some year, or one of two that are compared: no
/// share of those who came.
fn is_told_elsewhere(line: &ReadRow<'_>, cell: &Read<'_>, one: &Quantity) -> bool {
    let figures = line.cells.values().filter_map(|cell| cell.figure.as_ref());
    let known = figures.into_iter().any(|figure| (figure.value - one.value).abs() < 1e-9);
    let after = cell.text.get(one.span.end..).unwrap_or_default().trim_start();
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let compared = after.starts_with("から") && !after.starts_with("からの")
        || after.starts_with('→')
        || before.ends_with("から")
        || before.ends_with('→');
    known || compared
}

/// The answers of a year that tell in words.
fn year_cells<'a, 'b>(line: &'b ReadRow<'a>, year: Offset) -> impl Iterator<Item = &'b Read<'a>> {
    let words = move |cell: &&Read<'_>| cell.slot.year == year && cell.figure.is_none();
    line.told().into_iter().filter(words)
}

/// A percentage that the count does not give.
struct Wrong<'b> {
    percent: &'b Quantity,
    base: &'b Quantity,
    /// Whether some smaller count of answers would give it.
    fewer: bool,
}

fn percent_finding(line: &ReadRow<'_>, cell: &Read<'_>, wrong: &Wrong<'_>, rule: &Rule) -> Finding {
    let severity = if wrong.fewer { Severity::Info } else { rule.severity };
    let percent = quote(wrong.percent.span.of(cell.text));
    let message = format!(
        "{}{}のうち何人でも{percent}にはなりません。",
        shown(wrong.base.value),
        wrong.base.unit
    );
    let marks = vec![line.words(&cell.slot, wrong.percent.span)];
    Finding { severity, ..rule.found(line.row.no, marks, message) }
}

fn wrong<'b>(
    cell: &'b Read<'_>,
    percent: &'b Quantity,
    bases: &[&'b Quantity],
) -> Option<Wrong<'b>> {
    let asked = is_percent(&percent.unit)
        && percent.role == QuantityRole::Actual
        && (is_share(cell, percent) || direct(cell, percent).is_some());
    (asked && !percent.approximate && percent.high.is_none()).then_some(())?;
    let decimals = decimals(percent.span.of(cell.text));
    let gives = |n: u32| gives(percent.value, decimals, n);
    // 回答21人中「満足」72％: the base stands beside it
    if let Some(base) = direct(cell, percent) {
        let wrong = Wrong { percent, base, fewer: false };
        return (!gives(whole(base.value)) && whole(base.value) < MANY).then_some(wrong);
    }
    let size = |one: &Quantity| whole(one.value);
    if bases.is_empty()
        || bases.iter().any(|one| size(one) >= MANY)
        || bases.iter().any(|one| gives(size(one)))
        || gives(sum(bases))
    {
        return None;
    }
    let base = *bases.iter().max_by(|a, b| a.value.total_cmp(&b.value))?;
    // At least half of those who came are taken to have answered.
    let fewer = (size(base).div_ceil(2)..size(base)).any(gives);
    Some(Wrong { percent, base, fewer })
}

/// The people of whom a percentage is told straight behind them, with no count of its own between:
/// 回答21人中「満足」72％, （回答40人）：「満足」91.0％.
fn direct<'b>(cell: &'b Read<'_>, percent: &Quantity) -> Option<&'b Quantity> {
    let at = cell.quantities.partition_point(|one| one.span.start < percent.span.start);
    let earlier = cell.quantities.get(..at)?;
    let base = earlier.iter().rfind(|one| !is_percent(&one.unit))?;
    let between = cell.text.get(base.span.end..percent.span.start)?;
    let near = between.chars().nth(60).is_none() && !between.contains(['。', '\n']);
    let last = earlier.last().is_some_and(|one| one.span == base.span);
    let near = near && (!last || between.chars().nth(24).is_none());
    let among = ["うち", "中"]
        .iter()
        .any(|word| between.starts_with(word) || between.starts_with(&format!("の{word}")));
    // What is asked of others stands behind a comma: 回答40人、受講後の満足度は91％
    let lead = cell.text.get(..base.span.start).unwrap_or_default();
    let lead = lead.trim_end_matches(['は', '：', ':', '数', '者', '=', '＝', '総', ' ', '　']);
    let answered = lead.ends_with("回答") || lead.ends_with(['n', 'N', 'ｎ', 'Ｎ']);
    let quoted = between.contains('「') && !between.contains('、');
    let among = among || answered && quoted;
    let after = cell.text.get(percent.span.end..).unwrap_or_default().trim_start();
    let changed = after.starts_with(['増', '減', 'ポ', '上', '下']);
    // 回答者32人の87.0％
    let straight = matches!(between, "の" | "の約" | "中" | "中の");
    let among = among || straight;
    let measured = ["円", "千円", "万円", "百万円", "歳", "時間", "分", "日", "年", "倍", "点"];
    let counted = !is_percent(&base.unit) && !measured.contains(&base.unit.as_str());
    // 定員30人の80％, 委員20人の3割: what is meant or about need not be whole
    let meant =
        ["定員", "目標", "計画", "前年度", "昨年度"].iter().any(|word| lead.ends_with(word));
    let counted = counted && !(straight && meant) && percent.unit != "割";
    let same = base.year == percent.year;
    (near && among && counted && same && !changed && base.value >= 1.0).then_some(base)
}

/// Whether a percentage is a share of people asked; a change (12％増) and a rate of visits are none.
fn is_share(cell: &Read<'_>, percent: &Quantity) -> bool {
    let after = cell.text.get(percent.span.end..).unwrap_or_default().trim_start();
    let changed = after.starts_with(['増', '減', 'ポ', '上', '下']);
    let clause = clause_at(cell, percent.span).map_or(Span::whole(cell.text), |clause| clause.span);
    let (before, behind) = (cell.text.get(..percent.span.start), cell.text.get(percent.span.end..));
    let start = percent.span.start - tail(before.unwrap_or_default(), NEAR).len();
    let end = percent.span.end + head(behind.unwrap_or_default(), NEAR).len();
    let near = Span { start: start.max(clause.start), end: end.min(clause.end) };
    let words = near.of(cell.text);
    !changed && percent.value <= 100.0 && lexicon::holds(words, lexicon::ASKED_PEOPLE)
}

fn bases<'b>(cells: &[&'b Read<'_>]) -> Vec<&'b Quantity> {
    // 112のうち8人: the whole stands before it, in whatever it is counted
    let part = |cell: &Read<'_>, one: &Quantity| {
        let lead = cell.text.get(cell.sentence(one.span).start..one.span.start).unwrap_or_default();
        let whole = lead.rsplit_once("のうち").map(|(whole, _)| whole);
        whole.is_some_and(|whole| whole.ends_with(prose::classes::is_digit))
    };
    let all =
        cells.iter().flat_map(|cell| cell.quantities.iter().filter(move |one| !part(cell, one)));
    let people = all.filter(|one| is_people(&one.unit) && one.role == QuantityRole::Actual);
    let exact = people.filter(|one| one.value >= 1.0 && !one.approximate && one.high.is_none());
    exact.take(MOST).collect()
}

fn sum(bases: &[&Quantity]) -> u32 {
    let parts = bases.iter().filter(|one| one.share != Share::Total);
    parts.map(|one| whole(one.value)).fold(0, u32::saturating_add)
}

/// A count as a whole number; more people than a country has are not counted.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
fn whole(value: f64) -> u32 {
    const MOST: f64 = 1e9;
    value.round().clamp(0.0, MOST) as u32
}

/// Decimals of a number as written.
fn decimals(written: &str) -> u32 {
    let text = ascii_digits(written);
    let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
    u32::try_from(fraction.chars().take_while(char::is_ascii_digit).count()).unwrap_or(0)
}

/// Whether some count of `n` gives the percentage, rounded in any of the usual ways.
fn gives(percent: f64, decimals: u32, n: u32) -> bool {
    let step = 10f64.powi(-i32::try_from(decimals.min(6)).unwrap_or(0));
    let size = f64::from(n);
    let nearest = (percent * size / 100.0).round();
    n > 0
        && [nearest - 1.0, nearest, nearest + 1.0].iter().any(|count| {
            // Rounded to the nearest or cut off; nobody rounds up 71.4
            let over = count / size * 100.0 - percent;
            (0.0..=size).contains(count) && (-step / 2.0 - 1e-9..step - 1e-9).contains(&over)
        })
}

fn without_base(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = Vec::new();
    for line in &context.lines {
        for year in [Offset::This, Offset::Previous] {
            let cells: Vec<_> = year_cells(line, year).collect();
            let counted = |one: &Quantity| matches!(kind(&one.unit), "人" | "件" | "世帯" | "組");
            if cells.iter().any(|cell| cell.quantities.iter().any(counted)) {
                continue;
            }
            let rates =
                cells.iter().flat_map(|cell| cell.quantities.iter().map(move |one| (cell, one)));
            let rate = rates
                .into_iter()
                .find(|(_, one)| is_percent(&one.unit) && one.role == QuantityRole::Actual);
            found.extend(rate.map(|(cell, one)| {
                let words = quote(one.span.of(cell.text));
                let message = format!("{words}とありますが、もとになる人数や件数がありません。");
                rule.found(line.row.no, vec![line.words(&cell.slot, one.span)], message)
            }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_reached_by_any_usual_rounding() {
        assert!(gives(91.4, 1, 35) && gives(40.0, 0, 35) && gives(97.0, 0, 33));
        assert!(gives(26.3, 1, 19) && gives(66.7, 1, 3) && gives(66.6, 1, 3));
        assert!(
            !gives(72.0, 0, 21) && !gives(87.0, 1, 15) && !gives(92.3, 1, 12) && !gives(50.0, 1, 0)
        );
    }

    #[test]
    fn the_decimals_are_those_written() {
        assert_eq!(
            (decimals("９１．４％"), decimals("97%"), decimals("87.05パーセント")),
            (1, 0, 2)
        );
    }
}
