//! Codes that contradict each other or the text, and one situation coded in several ways.

use domain::{Field, Offset, scale::GradeClass};

use super::result::{YearResult, results};
use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Mark, Severity},
    likeness::shown,
    limit::Limit,
    outcome::{TextOutcome, standing},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// A preparation is a contradiction from this percentage on.
const HIGH: f64 = 100.0;

/// Done below this percentage is a contradiction.
const DONE_LOW: Limit = Limit {
    key: "low",
    label: "取組状況が実施済のとき、達成度が何％未満なら食い違いとみるか",
    unit: "％",
    usual: 50,
    least: 1,
    most: 100,
};

/// Percent against grade or text.
pub(super) const CONFLICT: Rule = Rule {
    name: "STATUS_PCT_CONFLICT",
    title: "取組状況・実施状況と達成度の矛盾",
    family: Family::Grade,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[DONE_LOW],
    question: "取組状況（または実施状況の文章）と達成度が食い違っています。どちらが正しいでしょうか。",
    instruction: "取組状況・実施状況・達成度が同じことを示すように、いずれかを直してください。",
    why: "取組状況と達成度が食い違うと、集計のどちらかが誤りになります。",
    example: &[&[
        ("status", "チラシを300部配布した。"),
        ("progress", "ア　実施済"),
        ("achievement", "0"),
    ]],
    controls: &[
        &[&[("status", "実施を見送った。"), ("progress", "エ　未実施"), ("achievement", "0")]],
        &[&[("status", "訪問を行った。"), ("progress", "ア　実施済"), ("achievement", "96.9")]],
        &[&[
            ("previous_status", "しおりを配ることができなかった。"),
            ("previous_achievement", "0"),
        ]],
    ],
    find: conflicts,
};

/// The same situation, coded otherwise.
pub(super) const INCONSISTENT: Rule = Rule {
    name: "CANCELLED_CODING_INCONSISTENT",
    title: "中止・未実施の達成度が不統一",
    family: Family::Grade,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "中止・未実施の事業の達成度が、0・100・空欄と行によって違います。シート全体の付け方を決めますか。",
    instruction: "事務局の示す付け方（例：中止は0、対象外は「－」）に合わせてください。",
    why: "同じ状況の達成度が行によって違うと、平均も件数も意味を持ちません。",
    example: &[
        &[("previous_status", "感染症の影響により中止となった。"), ("previous_achievement", "")],
        &[("previous_status", "開催を中止した。"), ("previous_achievement", "0")],
        &[("previous_status", "講座を実施できなかった。"), ("previous_achievement", "100")],
    ],
    controls: &[&[
        &[("previous_status", "感染症の影響により中止となった。"), ("previous_achievement", "0")],
        &[("previous_status", "開催を中止した。"), ("previous_achievement", "0")],
    ]],
    find: inconsistent,
};

fn conflicts(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let low = f64::from(rule.limit(context, &DONE_LOW));
    let of_line = |line| by_grade(context, line, rule, low).or_else(|| by_text(line, rule));
    context.lines.iter().filter_map(of_line).collect()
}

/// Done below `low`, not done above 0, or prepared with 100.
fn by_grade(
    context: &CheckContext<'_>,
    line: &ReadRow<'_>,
    rule: &Rule,
    low: f64,
) -> Option<Finding> {
    let (grade, label) = standing(context, line)?;
    let percent = line.percent(Offset::This)?;
    let severity = match grade {
        GradeClass::Done if percent == 0.0 => Severity::Error,
        GradeClass::NotDone | GradeClass::Cancelled if percent > 0.0 => Severity::Error,
        GradeClass::Done if percent < low => Severity::Warning,
        GradeClass::Preparing if percent >= HIGH => Severity::Warning,
        _ => return None,
    };
    let achievement = line.get(Field::Achievement, Offset::This)?;
    let progress = context.grades().cell(line)?;
    let marks = vec![line.mark(&achievement.slot), line.mark(&progress.slot)];
    let message = format!("取組状況は「{label}」ですが、達成度は{}です。", shown(percent));
    Some(Finding { severity, ..rule.found(line.row.no, marks, message) })
}

fn by_text(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let result = results(line).find(|result| {
        let TextOutcome { undone, reduced, no_case, .. } = result.outcome;
        let plain = undone.is_none() && reduced.is_none() && no_case.is_none();
        plain && result.outcome.done.is_some() && result.percent == Some(0.0)
    })?;
    let span = result.outcome.done?;
    let achievement = line.get(Field::Achievement, result.year)?;
    let marks = vec![line.mark(&achievement.slot), line.words(&result.status.slot, span)];
    let message = format!(
        "{}に{}とありますが、達成度は0です。",
        result.status.slot.heading(line.sheet),
        quote(span.of(result.status.text))
    );
    Some(rule.found(line.row.no, marks, message))
}

/// How a result that was not done is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Coding {
    Zero,
    Part,
    Full,
    Blank,
}

fn coding(line: &ReadRow<'_>, result: &YearResult<'_, '_>) -> Option<Coding> {
    let cell = line.get(Field::Achievement, result.year)?;
    Some(match result.percent {
        Some(percent) if percent <= 0.0 => Coding::Zero,
        Some(percent) if percent >= HIGH => Coding::Full,
        Some(_) => Coding::Part,
        None if !cell.is_given() => Coding::Blank,
        None => return None,
    })
}

fn inconsistent(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut counts = std::collections::BTreeMap::<Coding, usize>::new();
    for line in &context.lines {
        for result in results(line) {
            let (Some(span), Some(code)) = (result.outcome.fell_out(), coding(line, &result))
            else {
                continue;
            };
            *counts.entry(code).or_default() += 1;
            marks.push(line.words(&result.status.slot, span));
            marks.extend(line.get(Field::Achievement, result.year).map(|c| line.mark(&c.slot)));
        }
    }
    let ways = counts.keys().filter(|code| **code != Coding::Part).count();
    if ways < 2 {
        return Vec::new();
    }
    let count = |code| counts.get(&code).copied().unwrap_or(0);
    let message = format!(
        "中止・未実施の達成度が、0（{}件）、100（{}件）、空欄（{}件）と統一されていません。",
        count(Coding::Zero),
        count(Coding::Full),
        count(Coding::Blank)
    );
    vec![rule.found(0, marks, message)]
}
