//! Not done, cancelled or done in part, and coded as done.

use domain::{Field, Offset, scale::GradeClass, text::fold};
use prose::Span;

use super::result::{YearResult, results};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Mark, Severity},
    likeness::shown,
    outcome::{TextOutcome, standing},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Not done, and 100.
pub(super) const NOT_DONE: Rule = Rule {
    name: "NOT_DONE_100",
    title: "未実施で達成度100・実施済",
    family: Family::Grade,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "実施状況では実施していないと読めますが、達成度（または取組状況）は達成済みとなっています。どちらが正しいでしょうか。",
    instruction: "実施していない場合は、取組状況を「未実施」、達成度を0にしてください。代わりに行ったことがあれば実施状況に書いてください。",
    why: "実施していない事業が達成度100と公表されると、評価全体の信用が失われます。",
    example: &[&[
        ("previous_status", "大雪のため、講座そのものを実施できなかった。"),
        ("previous_achievement", "100"),
    ]],
    controls: &[
        &[&[
            ("status", "講師の都合がつかず、実施を見送った。"),
            ("progress", "エ　未実施"),
            ("achievement", "0"),
        ]],
        &[&[
            (
                "status",
                "養成講座を12月3日に実施した。\n時間が足りず演習は実施せず、講話だけとした。",
            ),
            ("progress", "ア　実施済"),
            ("achievement", "100"),
        ]],
    ],
    find: not_done,
};

/// Cancelled, and done.
pub(super) const CANCELLED: Rule = Rule {
    name: "CANCELLED_DONE_100",
    title: "中止で達成度100・実施済",
    family: Family::Grade,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "実施状況では中止（延期）とありますが、取組状況・達成度は実施済み・達成となっています。どのように整理しますか。",
    instruction: "中止した事業は「未実施」とし、代わりに行ったことは「代替として○○を行った」と分けて書いてください。",
    why: "中止と実施済みが同じ行にあると、何が行われたのか読み手に伝わりません。",
    example: &[&[
        ("status", "台風により研修は中止となった。会合の折に会員52人へ資料を配布した。"),
        ("progress", "ア　実施済"),
        ("achievement", "100"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "台風の接近のため開催中止となった。"),
            ("previous_achievement", "0"),
        ]],
        &[&[
            ("status", "会場の改修のため書面開催とした。"),
            ("progress", "ア　実施済"),
            ("achievement", "100"),
        ]],
    ],
    find: cancelled,
};

/// Done smaller or in part, and 100.
pub(super) const PARTIAL: Rule = Rule {
    name: "PARTIAL_100",
    title: "縮小・一部実施で達成度100",
    family: Family::Grade,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[],
    question: "縮小または一部のみの実施と読めますが、達成度は100です。達成度の考え方をお知らせください。",
    instruction: "計画に対してどこまで行えたかで達成度を見直すか、100とした理由を評価に書いてください。",
    why: "縮小して行った事業と計画どおりの事業が同じ100では、違いが見えません。",
    example: &[&[
        ("status", "研修会の場で、しおりを配布し、周知を図った。"),
        ("evaluation", "感染症拡大防止の観点から開催日を縮小したため、配布の機会も減少した。"),
        ("achievement", "100"),
    ]],
    controls: &[
        &[&[("status", "規模を縮小して開催した。"), ("achievement", "70")]],
        &[&[("status", "講座を予定どおり３回開催した。"), ("achievement", "100")]],
    ],
    find: partial,
};

/// A percentage from which on a thing counts as done.
const DONE: f64 = 100.0;

fn not_done(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    coded(context, rule, |outcome| {
        outcome.undone.filter(|_| outcome.is_undone() && outcome.cancelled.is_none())
    })
}

fn cancelled(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    coded(context, rule, |outcome| outcome.cancelled)
}

/// Results whose text says one thing and whose code another.
fn coded(
    context: &CheckContext<'_>,
    rule: &Rule,
    says: fn(&TextOutcome) -> Option<Span>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for line in &context.lines {
        for result in results(line) {
            let Some(span) = says(&result.outcome) else { continue };
            let codes = done_codes(context, line, &result);
            if codes.is_empty() {
                continue;
            }
            let words: Vec<_> = codes.iter().map(|(_, words)| words.as_str()).collect();
            let message = format!(
                "{}に{}とありますが、{}です。",
                result.status.slot.heading(line.sheet),
                quote(span.of(result.status.text)),
                words.join("、")
            );
            let mut marks = vec![line.words(&result.status.slot, span)];
            marks.extend(codes.into_iter().map(|(mark, _)| mark));
            let severity =
                if result.outcome.replaced.is_some() { Severity::Info } else { rule.severity };
            found.push(Finding { severity, ..rule.found(line.row.no, marks, message) });
        }
    }
    found
}

/// The codes of a result that say that it was done.
fn done_codes(
    context: &CheckContext<'_>,
    line: &ReadRow<'_>,
    result: &YearResult<'_, '_>,
) -> Vec<(Mark, String)> {
    let mut codes = Vec::new();
    if result.year == Offset::This {
        let done = standing(context, line).filter(|(standing, _)| *standing == GradeClass::Done);
        let cell = context.grades().cell(line);
        // 概ね計画どおり is said of a plan of which some fell out
        let nearly = |label: &str| {
            let words = ["概ね", "おおむね", "ほぼ", "８割", "8割", "80％", "80%"];
            let alone = result.outcome.done.is_none() && result.outcome.replaced.is_none();
            words.iter().any(|word| label.contains(word)) && !alone
        };
        let done = done.filter(|(_, label)| !nearly(label));
        if let (Some((_, label)), Some(cell)) = (done, cell) {
            codes.push((line.mark(&cell.slot), format!("取組状況は「{label}」")));
        }
    }
    let percent = result.percent.filter(|percent| *percent >= DONE);
    if let (Some(percent), Some(cell)) = (percent, line.get(Field::Achievement, result.year)) {
        codes.push((line.mark(&cell.slot), format!("達成度は{}", shown(percent))));
    }
    codes
}

fn partial(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = Vec::new();
    for line in &context.lines {
        for result in results(line).filter(|result| result.percent.is_some_and(|p| p >= DONE)) {
            if result.outcome.is_undone() || result.outcome.cancelled.is_some() {
                continue;
            }
            let reduced = lessened(line, &result);
            let Some((cell, span)) = reduced else { continue };
            let mut marks = vec![line.words(&cell.slot, span)];
            marks.extend(line.get(Field::Achievement, result.year).map(|c| line.mark(&c.slot)));
            let message = format!(
                "{}に{}とありますが、達成度は{}です。",
                cell.slot.heading(line.sheet),
                quote(span.of(cell.text)),
                shown(result.percent.unwrap_or(DONE))
            );
            found.push(rule.found(line.row.no, marks, message));
        }
    }
    found
}

/// The words that say that a year's work was smaller: of the status, or of its evaluation where they
/// do not speak of last year.
fn lessened<'a, 'b>(
    line: &'b ReadRow<'a>,
    result: &YearResult<'a, 'b>,
) -> Option<(&'b Read<'a>, Span)> {
    let outcome = result.outcome;
    if let Some(span) = outcome.reduced.or(outcome.undone) {
        return Some((result.status, span));
    }
    let cell = line.given(Field::Evaluation, result.year)?;
    let span = TextOutcome::of(cell).reduced?;
    let words = fold(span.of(cell.text));
    let last = fold(&line.sheet.plus(-1).official());
    let other = ["前年度", "昨年度", &last].iter().any(|year| words.contains(year));
    (!other).then_some((cell, span))
}
