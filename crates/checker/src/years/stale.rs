//! Next year's plan in this year's words, though this year tells against it.

use domain::{Field, FiscalYear, Offset, scale::GradeClass};
use prose::{Date, lexicon};

use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Mark, Severity},
    likeness::plain,
    outcome::{TextOutcome, standing},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Next year's plan is this year's, word for word, whatever came of it.
pub(super) const RULE: Rule = Rule {
    name: "PLAN_STALE",
    title: "次年度計画が据え置き",
    family: Family::Years,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "今年度の状況（中止・未実施・達成済みなど）にかかわらず、次年度の計画が今年度と同じ文章です。次年度もこの計画のままでよろしいでしょうか。",
    instruction: "今年度の結果を踏まえ、次年度の方法・時期・目標を見直して書いてください。同じ計画で行う場合は、その理由を添えてください。",
    why: "結果が計画に反映されないと、同じ計画が実施されないまま繰り返されます。",
    example: &[&[
        ("plan", "やり方を改めず、町内会ごとに継続実施"),
        ("status", "感染症の影響により研修は中止となった。"),
        ("next_plan", "やり方を改めず、町内会ごとに継続実施"),
    ]],
    controls: &[
        &[&[
            ("plan", "年１回以上、連絡会議を開催する。"),
            ("status", "令和７年10月に連絡会議を開催した。"),
            ("next_plan", "年１回以上、連絡会議を開催する。"),
        ]],
        &[&[
            ("plan", "教職員を対象とした講座を実施する。"),
            ("status", "講師の都合がつかず、実施を見送った。"),
            ("next_plan", "教職員を対象とした講座を、動画の配信により実施する。"),
        ]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let found = context.lines.iter().filter_map(|line| {
        let plan = line.given(Field::Plan, Offset::This)?;
        let next = line.given(Field::Plan, Offset::Next)?;
        (plain(&plan.folded) == plain(&next.folded)).then_some(())?;
        let (reason, severity, mark) =
            undone(context, line).or_else(|| past(line)).or_else(|| once(line))?;
        let mut marks = vec![line.mark(&next.slot), line.mark(&plan.slot)];
        marks.extend(mark);
        let message = format!("{reason}、次年度の計画が今年度の計画と同じ文章です。");
        Some(Finding { severity, ..rule.found(line.row.no, marks, message) })
    });
    found.collect()
}

type Reason = (String, Severity, Option<Mark>);

fn undone(context: &CheckContext<'_>, line: &ReadRow<'_>) -> Option<Reason> {
    if let Some(status) = line.given(Field::Status, Offset::This) {
        let outcome = TextOutcome::of(status);
        if let Some(span) = outcome.fell_out() {
            let reason = format!("今年度は{}とありますが", quote(span.of(status.text)));
            return Some((reason, Severity::Warning, Some(line.words(&status.slot, span))));
        }
    }
    let (standing, label) = standing(context, line)?;
    let progress = context.grades().cell(line)?;
    let mark = Some(line.mark(&progress.slot));
    matches!(standing, GradeClass::NotDone | GradeClass::Cancelled)
        .then(|| (format!("取組状況は「{label}」ですが"), Severity::Warning, mark))
}

/// A day of this year that the plan of the next names again.
fn past(line: &ReadRow<'_>) -> Option<Reason> {
    let next = line.given(Field::Plan, Offset::Next)?;
    let dated = |date: &&Date| date.year_written && date.day.is_some();
    let date = next.dates.iter().filter(dated).find(|date| fiscal(date) == Some(line.sheet))?;
    let reason = format!("日付{}は{}のものですが", quote(date.span.of(next.text)), line.sheet);
    Some((reason, Severity::Warning, Some(line.words(&next.slot, date.span))))
}

/// The fiscal year of a date.
pub(super) fn fiscal(date: &Date) -> Option<FiscalYear> {
    FiscalYear::starting(if date.month < 4 { date.year - 1 } else { date.year })
}

/// A work that is done once, and was.
fn once(line: &ReadRow<'_>) -> Option<Reason> {
    let plan = line.given(Field::Plan, Offset::This)?;
    let status = line.given(Field::Status, Offset::This)?;
    let did = |work: &str| {
        ["した", "しました", "を行った", "を完了"]
            .iter()
            .any(|end| status.folded.contains(&format!("{work}{end}")))
    };
    let will = |work: &str| {
        ["する", "します", "を行う", "を進め", "予定"]
            .iter()
            .any(|end| plan.folded.contains(&format!("{work}{end}")))
    };
    let work = lexicon::DONE_ONCE.iter().find(|work| will(work) && did(work))?;
    let reason = format!("今年度に{work}済みと読めますが");
    Some((reason, Severity::Info, Some(line.mark(&status.slot))))
}
