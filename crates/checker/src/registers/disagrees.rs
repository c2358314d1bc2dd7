//! Numbers that records do not give, and numbers that they gave once.

use ::registers::{DifferingNumber, Evidence, RegisterRecord, RegisterTally};
use domain::{Offset, Slot};
use prose::matching::is_percent;

use super::telling::{day, evidence, figure, is_partial, register};
use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Severity},
    recorded::RowRecords,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// A number that no record gives.
pub(super) const DISAGREES: Rule = Rule {
    name: "REGISTER_TEXT_DISAGREES",
    title: "台帳と違う数",
    family: Family::Registers,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "記載の数が、この事業の台帳の記録と合いません。どちらが正しいでしょうか。",
    instruction: "記録を確かめ、文の数か記録のどちらかを直してください。台帳と別の数え方による数のときは、何の数か書いてください。",
    why: "記録のある数と違う数は、後から確かめられません。",
    example: &[&[
        ("status", "参加者：１１月１６日：１６人、１１月２５日：１９人　合計３６人"),
        ("record:ゲートキーパー養成講座", r#""date":"2025-11-16","attended":[{"n":16}]"#),
        ("record:ゲートキーパー養成講座", r#""date":"2025-11-25","attended":[{"n":19}]"#),
    ]],
    controls: &[
        &[&[
            ("status", "参加者：１１月１６日：１６人、１１月２５日：１９人　合計３５人"),
            ("record:ゲートキーパー養成講座", r#""date":"2025-11-16","attended":[{"n":16}]"#),
            ("record:ゲートキーパー養成講座", r#""date":"2025-11-25","attended":[{"n":19}]"#),
        ]],
        &[&[
            ("status", "講座を２回開催し、35人が参加した。講師は3人であった。"),
            ("record:講座・研修・講演会", r#""date":"2025-06-01","attended":[{"n":16}]"#),
            ("record:講座・研修・講演会", r#""date":"2025-07-01","attended":[{"n":19}]"#),
        ]],
        &[&[
            ("status", "講座を１回と研修を１回、計２回開催した。"),
            ("record:講座・研修・講演会", r#""date":"2025-06-01""#),
            ("record:ゲートキーパー養成講座", r#""date":"2025-07-01","attended":[{"n":19}]"#),
        ]],
        &[&[
            ("status", "前年度は参加者が20人であったが、今年度は35人が参加した。"),
            ("record:講座・研修・講演会", r#""date":"2025-06-01","attended":[{"n":35}]"#),
        ]],
        &[&[
            ("status", "約1万2千人に配信した。"),
            (
                "record:広報・配信",
                r#""date":"2025-05-01","movement":"post","channel":"mail","reach":12010,"approx":true"#,
            ),
        ]],
    ],
    find: disagreeing,
};

/// A number that records gave before they were changed.
pub(super) const STALE: Rule = Rule {
    name: "REGISTER_STALE",
    title: "台帳が直った後の古い数",
    family: Family::Registers,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "記載の数は、台帳の記録が変わる前の数です。今の記録に合わせて直しますか。",
    instruction: "今の記録の数に直してください。公表の後であれば、正誤表が要るかも確かめてください。",
    why: "記録を直しても、書いた文はひとりでには変わりません。",
    example: &[&[
        ("status", "２回開催し、参加者は合計３５人であった。"),
        ("record:ゲートキーパー養成講座", r#""date":"2025-11-16","attended":[{"n":16}]"#),
        ("record:ゲートキーパー養成講座", r#""id":"k","date":"2025-11-25","attended":[{"n":19}]"#),
        (
            "record:ゲートキーパー養成講座",
            r#""id":"k","date":"2025-11-25","attended":[{"n":18}],"reason":"名簿を数え直した""#,
        ),
    ]],
    controls: &[
        &[&[
            ("status", "２回開催し、参加者は合計３４人であった。"),
            ("record:ゲートキーパー養成講座", r#""date":"2025-11-16","attended":[{"n":16}]"#),
            (
                "record:ゲートキーパー養成講座",
                r#""id":"k","date":"2025-11-25","attended":[{"n":19}]"#,
            ),
            (
                "record:ゲートキーパー養成講座",
                r#""id":"k","date":"2025-11-25","attended":[{"n":18}],"reason":"名簿を数え直した""#,
            ),
        ]],
        &[&[
            ("status", "２回開催し、参加者は合計３６人であった。"),
            ("record:ゲートキーパー養成講座", r#""date":"2025-11-16","attended":[{"n":16}]"#),
            ("record:ゲートキーパー養成講座", r#""date":"2025-11-25","attended":[{"n":19}]"#),
        ]],
    ],
    find: stale,
};

fn disagreeing(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let called = |number: &DifferingNumber| {
        number.once.is_none() && number.is_called && !is_percent(&number.nearest.unit)
    };
    each(context, called, |line, row, slot, number| {
        let now = &number.nearest;
        let message = format!(
            "{}は、{}では{}です{}。",
            words(line, slot, number),
            register(&now.register),
            figure(now),
            evidence(row, now)
        );
        // What is still to be recorded may make the number right; last year's may have been kept in part
        let open = is_partial(now) || slot.year == Offset::Previous;
        let severity = if open { Severity::Warning } else { rule.severity };
        let marks = vec![line.words(slot, number.span)];
        Finding { severity, ..rule.found(line.row.no, marks, message) }
            .resting_on(now.evidence.clone())
    })
}

fn stale(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    each(
        context,
        |number| number.once.is_some(),
        |line, row, slot, number| {
            let (now, once) = (&number.nearest, number.once.as_ref());
            let message = format!(
                "{}は、{}で{}だったときの数です。今は{}です{}。",
                words(line, slot, number),
                register(&now.register),
                once.map(figure).unwrap_or_default(),
                figure(now),
                once.map(|once| change(row, once, now)).unwrap_or_default()
            );
            let marks = vec![line.words(slot, number.span)];
            rule.found(line.row.no, marks, message).resting_on(now.evidence.clone())
        },
    )
}

/// A finding for each number that is meant.
fn each(
    context: &CheckContext<'_>,
    is_meant: impl Fn(&DifferingNumber) -> bool,
    tell: impl Fn(&ReadRow<'_>, &RowRecords<'_>, &Slot, &DifferingNumber) -> Finding,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for (line, row) in context.records().rows(&context.lines) {
        for (slot, compared) in &row.cells {
            let meant = compared.differ.iter().filter(|number| is_meant(number));
            found.extend(meant.map(|number| tell(line, row, slot, number)));
        }
    }
    found
}

fn words(line: &ReadRow<'_>, slot: &Slot, number: &DifferingNumber) -> String {
    quote(line.cells.get(slot).map_or("", |cell| number.span.of(cell.text)))
}

/// What was written to the records since: which, by whom, why.
fn change(row: &RowRecords<'_>, once: &RegisterTally, now: &RegisterTally) -> String {
    let known = |one: &&Evidence| !once.evidence.contains(one);
    let source = row.source(now);
    let changed = now.evidence.iter().filter(known);
    let records = changed.filter_map(|one| source?.record(&one.record));
    let newest: Option<&RegisterRecord> = records.max_by_key(|record| &record.at);
    let Some(record) = newest else { return String::new() };
    let what = if record.version > 1 { "訂正" } else { "追加" };
    let why = record.reason.as_ref().map(|why| format!("：{why}")).unwrap_or_default();
    format!("（{}の記録を{}が{what}{why}）", day(record.period().from), record.by)
}
