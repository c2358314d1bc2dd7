//! Done without a case, and a status that tells of the future instead.

use domain::{Field, Offset, scale::GradeClass};

use crate::{
    context::CheckContext,
    finding::{Finding, Severity},
    outcome::{TextOutcome, standing},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// No case, and done.
pub(super) const NO_CASE: Rule = Rule {
    name: "NO_CASE_DONE",
    title: "該当がなかったのに実施済",
    family: Family::Grade,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "該当する方（相談・参加者など）がなかったと読めますが、実施済みとなっています。体制を整えていたという意味でしょうか。",
    instruction: "「体制は整えていたが、該当はなかった（０件）」のように、行ったことと件数を分けて書いてください。",
    why: "該当がない場合の取組状況・達成度の付け方が課ごとに違うと、比べることができません。",
    example: &[&[
        ("status", "健康教室を通して、必要に応じて個別支援を行った。"),
        ("evaluation", "教室で扱ったケースは無かったが、求めがあれば応じていく。"),
        ("progress", "ア　実施済"),
    ]],
    controls: &[
        &[&[
            ("status", "相談に応じる体制を整えた。"),
            ("evaluation", "３件の相談に対応した。"),
            ("progress", "ア　実施済"),
        ]],
        &[&[
            ("status", "該当する方はいなかった。"),
            ("progress", "オ　その他"),
            ("achievement", "-"),
        ]],
    ],
    find: no_case,
};

/// Not done, and what will be done instead of why.
pub(super) const FUTURE: Rule = Rule {
    name: "NOT_DONE_FUTURE_TEXT",
    title: "未実施の実施状況に今後の予定",
    family: Family::Grade,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "実施状況に、実施できなかったことと今後の予定が書かれています。実施できなかった理由をお知らせください。",
    instruction: "実施状況には実施できなかったことと理由を書き、今後の予定は次年度の計画に移してください。",
    why: "実施状況に予定が混ざると、行ったことのように読まれます。",
    example: &[&[
        ("status", "開くことができませんでした。次は手紙で協力をお願いしていきます。"),
        ("progress", "エ　未実施"),
    ]],
    controls: &[
        &[&[("status", "講師の都合がつかず、実施を見送った。"), ("progress", "エ　未実施")]],
        &[&[
            ("status", "講座を開催した。次年度も開催する予定である。"),
            ("progress", "ア　実施済"),
        ]],
    ],
    find: future,
};

fn no_case(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let found = context.lines.iter().filter_map(|line| {
        let (grade, label) = standing(context, line)?;
        (grade == GradeClass::Done).then_some(())?;
        let texts = [Field::Status, Field::Evaluation].map(|f| line.given(f, Offset::This));
        let (cell, span) = texts
            .into_iter()
            .flatten()
            .find_map(|cell| Some((cell, TextOutcome::of(cell).no_case?)))?;
        let hoped = context.is_hoped_absent(span.of(cell.text));
        (!hoped).then_some(())?;
        let mut marks = vec![line.words(&cell.slot, span)];
        marks.extend(context.grades().cell(line).map(|c| line.mark(&c.slot)));
        let words = quote(span.of(cell.text));
        let message = format!("{words}とありますが、取組状況は「{label}」です。");
        Some(rule.found(line.row.no, marks, message))
    });
    found.collect()
}

fn future(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let found = context.lines.iter().filter_map(|line| {
        let status = line.given(Field::Status, Offset::This)?;
        let outcome = TextOutcome::of(status);
        let (undone, future) = (outcome.undone?, outcome.future?);
        outcome.done.is_none().then_some(())?;
        let message = format!(
            "実施状況に{}とあり、続けて今後の予定{}が書かれています。",
            quote(undone.of(status.text)),
            quote(future.of(status.text))
        );
        let marks = vec![line.words(&status.slot, future), line.words(&status.slot, undone)];
        Some(rule.found(line.row.no, marks, message))
    });
    found.collect()
}
