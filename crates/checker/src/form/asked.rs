//! What the round asks of a cell while its reply is being written. On a sheet that is only checked
//! nothing is asked, and these rules are silent.

use domain::{Slot, Value};

use crate::{
    context::{Ask, CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
};

pub(super) const REQUIRED_MISSING: Rule = Rule {
    name: "REQUIRED_MISSING",
    title: "必須の欄が空欄（回答中）",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "必須の欄に記入がありません。記入漏れではないか、ご確認ください。",
    instruction: "この欄を記入してください。記入する内容がないときは「対象外」「未確定」を選んでください。",
    why: "必須の欄が空いていると、回答がそろったことになりません。",
    example: &[&[("ask:evaluation", "required"), ("status", "講座を３回開催した。")]],
    controls: &[
        &[&[("ask:evaluation", "required"), ("evaluation", "対象外")]],
        &[&[("ask:evaluation", "")]],
        &[&[("status", "講座を３回開催した。")]],
    ],
    find: |context, rule| {
        each(context, |line, read, ask| {
            let missing = ask.required && read.value == Value::Missing;
            let marks = vec![line.mark(&read.slot)];
            missing.then(|| rule.found(line.row.no, marks, "まだ記入がありません。".to_owned()))
        })
    },
};

pub(super) const OVER_LENGTH: Rule = Rule {
    name: "OVER_LENGTH",
    title: "文字数の目安を超えた記入（回答中）",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "文字数の目安を超えています。要点にまとめられるか、ご確認ください。",
    instruction: "目安の文字数に収まるように、要点をまとめてください。",
    why: "長い文章は、印刷した様式の欄に収まらないことがあります。",
    example: &[&[("ask:status", "limit 10"), ("status", "講座を３回開催し、52人が参加した。")]],
    controls: &[
        &[&[("ask:status", "limit 10"), ("status", "講座を３回開催した。")]],
        &[&[("ask:status", "required"), ("status", "講座を３回開催し、52人が参加した。")]],
    ],
    find: |context, rule| {
        each(context, |line, read, ask| {
            let long = line.row.text(&read.slot).chars().count();
            let limit = ask.limit.filter(|limit| long > *limit as usize)?;
            let message = format!("{limit}文字の目安を{}文字超えています。", long - limit as usize);
            Some(rule.found(line.row.no, vec![line.mark(&read.slot)], message))
        })
    },
};

/// Every cell of which the round asks something.
fn each(
    context: &CheckContext<'_>,
    find: impl Fn(&ReadRow<'_>, &Read<'_>, &Ask) -> Option<Finding>,
) -> Vec<Finding> {
    let of_line = |line: &ReadRow<'_>| {
        let cell = |(slot, ask): &(Slot, Ask)| find(line, line.cells.get(slot)?, ask);
        context.asked.iter().filter_map(cell).collect::<Vec<_>>()
    };
    context.lines.iter().flat_map(of_line).collect()
}
