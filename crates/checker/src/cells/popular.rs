//! Crowds that the figures do not show: 多数の申込みがあり, where fewer came than were planned.

use domain::Offset;
use prose::{
    Quantity, QuantityRole, Span, Tense, lexicon,
    matching::{is_people, kind},
};

use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// Words of a crowd against figures below the plan.
pub(super) const RULE: Rule = Rule {
    name: "CROWD_CLAIM",
    title: "盛況・多数という記述と数値の不一致",
    family: Family::Cells,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "「多数」「盛況」などとありますが、数値は計画や定員を大きく下回っています。どちらが正しいでしょうか。",
    instruction: "数値に合う書き方に直すか、数値を確認してください。",
    why: "数値が少ないのに「多数」とあると、評価全体が信用されません。",
    example: &[&[
        ("plan", "出前講座に10回講師を派遣する。"),
        ("status", "派遣は６回で、市内全域から多数の申込みがあり、大変好評であった。"),
    ]],
    controls: &[
        &[&[
            ("plan", "出前講座に10回講師を派遣する。"),
            ("status", "派遣は12回で、多数の申込みがあった。"),
        ]],
        &[&[("plan", "定員30人の講座を開く。"), ("status", "講座に28人が参加し、好評であった。")]],
        &[&[
            ("plan", "出前講座に10回講師を派遣する。"),
            ("status", "派遣は６回にとどまった。多数の参加が得られるよう周知したい。"),
        ]],
        &[&[("status", "定員20人に対し12人が参加した。多くの課題が出された。")]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| crowd(line, rule)).collect(),
};

/// A figure of less than this share of the plan is far below it.
const SHORT: f64 = 0.8;

fn crowd(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let told = || line.told().into_iter().filter(|cell| cell.slot.year == Offset::This);
    let (cell, span, full) = told().find_map(|cell| {
        let (span, full) = claim(cell)?;
        Some((cell, span, full))
    })?;
    let below = told()
        .find_map(|cell| below_seats(cell, full))
        .or_else(|| below_plan(line).filter(|_| !full))
        .or_else(|| below_rate(line).filter(|_| !full))?;
    let words = quote(span.of(cell.text));
    let message = format!("{words}とありますが、{below}。");
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, span)], message))
}

/// Words of a crowd that a clause tells as a fact, and whether they say that it was full.
fn claim(cell: &Read<'_>) -> Option<(Span, bool)> {
    cell.clauses.iter().filter(|clause| clause.tense != Tense::Future).find_map(|clause| {
        let words = clause.span.of(cell.text);
        let at =
            |list: &[&'static str]| list.iter().find_map(|word| Some((words.find(word)?, *word)));
        let full = at(lexicon::FULL_HOUSE);
        let ((at, word), full) =
            full.map(|found| (found, true)).or_else(|| Some((at(lexicon::CROWDS)?, false)))?;
        let rest = words.get(at + word.len()..)?;
        // 多数の参加が得られるよう, 満員とはならず
        let hoped = lexicon::holds(rest, &["よう", "ため", "なかっ", "ならず", "至ら", "たい"])
            || lexicon::holds(words, &["ば、", "場合", "過年度", "例年", "他"]);
        let (start, end) = (clause.span.start + at, clause.span.start + at + word.len());
        (!hoped).then_some((Span { start, end }, full))
    })
}

/// Fewer people than seats: 定員30人に対し12人.
fn below_seats(cell: &Read<'_>, full: bool) -> Option<String> {
    let seats = |one: &&Quantity| {
        let before = tail(cell.text.get(..one.span.start).unwrap_or_default(), 4);
        is_people(&one.unit) && (before.contains("定員") || before.contains("募集"))
    };
    let mut all = cell.quantities.iter().filter(seats);
    let (seats, None) = (all.next()?, all.next()) else { return None };
    let came = cell.quantities.iter().find(|one| {
        let after = head(cell.text.get(one.span.end..).unwrap_or_default(), 8);
        let before = tail(cell.text.get(..one.span.start).unwrap_or_default(), 6);
        let words = ["参加", "受講", "来場", "申込", "出席", "応募"];
        let told = words.iter().any(|word| after.contains(word) || before.contains(word));
        is_people(&one.unit) && one.span != seats.span && told
    })?;
    let most = if full { seats.value } else { seats.value * SHORT };
    (came.value < most).then(|| {
        format!(
            "定員{}{}に対し{}{}です",
            shown(seats.value),
            seats.unit,
            shown(came.value),
            came.unit
        )
    })
}

/// The one figure of the plan of a kind against the one of the report, where it fell as well.
fn below_plan(line: &ReadRow<'_>) -> Option<String> {
    let of = |sense: Sense, year: Offset| -> Vec<&Quantity> {
        let cells = line.of_sense(sense, year);
        let all = cells.flat_map(|cell| cell.quantities.iter());
        let own = all.filter(|one| one.per.is_none() && one.high.is_none());
        own.filter(|one| matches!(kind(&one.unit), "回" | "人" | "件" | "社" | "校" | "団体"))
            .collect()
    };
    let (plan, now) = (of(Sense::Plan, Offset::This), of(Sense::Report, Offset::This));
    plan.iter().find_map(|planned| {
        let alike = |one: &&&Quantity| kind(&one.unit) == kind(&planned.unit);
        let mut mine = now.iter().filter(alike).filter(|one| one.role == QuantityRole::Actual);
        let (done, None) = (mine.next()?, mine.next()) else { return None };
        let alone = plan.iter().filter(alike).count() == 1;
        (alone && done.value < planned.value * SHORT).then(|| {
            format!(
                "計画の{}{}に対し{}{}です",
                shown(planned.value),
                planned.unit,
                shown(done.value),
                done.unit
            )
        })
    })
}

/// A rate that is far below the whole.
fn below_rate(line: &ReadRow<'_>) -> Option<String> {
    let told = line.of_sense(Sense::Rate, Offset::This).next()?;
    let rate = told.figure.as_ref().map(|one| one.value).or_else(|| line.percent(Offset::This))?;
    (rate > 1.0 && rate < SHORT * 100.0).then(|| format!("達成率は{}％です", shown(rate)))
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn a_crowd_that_the_figures_deny_is_found_in_every_style() {
        for (plan, text) in [
            ("派遣を10回行います。", "派遣は６回でした。多くの申込みをいただき、盛況でした。"),
            ("・講座（定員40人）", "・講座　定員40人、参加15人　大盛況"),
            ("講座を開く。", "定員30人のところ22人が参加し、満員となった。"),
            ("相談会を５回開催する。", "相談会を３回開催した。予想を大きく上回る来場があった。"),
        ] {
            speaks("CROWD_CLAIM", &[("plan", plan), ("status", text)]);
        }
        for (plan, text) in [
            ("派遣を10回行います。", "派遣は11回でした。多くの申込みをいただき、盛況でした。"),
            ("講座を開く。", "定員30人のところ30人が参加し、満員となった。"),
            ("相談会を５回開催する。", "相談会を３回開催した。多数の相談事例を検討した。"),
        ] {
            silent("CROWD_CLAIM", &[("plan", plan), ("status", text)]);
        }
    }
}
