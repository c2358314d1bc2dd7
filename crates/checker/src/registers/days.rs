//! Days that no record has, and what was done by the text and not by the records.

use ::registers::{Evidence, RecordState, RegisterRecord, Shape};

use super::telling::{day, days, register};
use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Severity},
    recorded::RowRecords,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// A day on which no record has anything.
pub(super) const UNKNOWN: Rule = Rule {
    name: "REGISTER_DATE_UNKNOWN",
    title: "台帳にない日",
    family: Family::Registers,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "記載の日の記録が、この事業の台帳にありません。日は正しいでしょうか。",
    instruction: "日を確かめ、文を直すか、その日の記録を台帳に入れてください。",
    why: "前年度の文から日だけが残ることがあります。",
    example: &[&[
        ("status", "参加者：１１月１６日：１６人、１１月１７日：１９人　合計３５人"),
        ("record:ゲートキーパー養成講座", r#""date":"2025-11-16","attended":[{"n":16}]"#),
        ("record:ゲートキーパー養成講座", r#""date":"2025-11-25","attended":[{"n":19}]"#),
    ]],
    controls: &[
        &[&[
            (
                "status",
                "11月16日に講座を開催し、16人が参加した（受講者は11月30日現在で登録済み）。",
            ),
            ("record:ゲートキーパー養成講座", r#""date":"2025-11-16","attended":[{"n":16}]"#),
        ]],
        &[&[
            ("status", "令和６年１１月１７日の講座に続き、令和７年１１月１６日に講座を開催した。"),
            ("record:ゲートキーパー養成講座", r#""date":"2025-11-16","attended":[{"n":16}]"#),
        ]],
        &[&[
            ("status", "６月５日に講座を開催した。"),
            (
                "record:相談",
                r#""counting":"cases","from":"2025-04-01","to":"2026-03-31","value":3"#,
            ),
        ]],
    ],
    find: unknown,
};

/// Done by the text, cancelled by every record, or the reverse.
pub(super) const CONFLICT: Rule = Rule {
    name: "REGISTER_STATE_CONFLICT",
    title: "台帳と違う実施・中止",
    family: Family::Registers,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "実施したかどうかが、文と台帳の記録で違います。どちらが正しいでしょうか。",
    instruction: "実施・中止を確かめ、文か記録のどちらかを直してください。",
    why: "中止した事業を実施したと公表すると、計画全体の信用を損ないます。",
    example: &[&[
        ("status", "研修会を実施した。"),
        (
            "record:講座・研修・講演会",
            r#""date":"2025-05-20","state":"cancelled","reason":"感染症のため""#,
        ),
    ]],
    controls: &[
        &[&[
            ("status", "感染症の影響により研修会は中止とした。"),
            (
                "record:講座・研修・講演会",
                r#""date":"2025-05-20","state":"cancelled","reason":"感染症のため""#,
            ),
        ]],
        &[&[
            ("status", "９月の研修会は台風のため中止とした。"),
            (
                "record:講座・研修・講演会",
                r#""date":"2025-09-20","state":"cancelled","reason":"台風のため""#,
            ),
            ("record:講座・研修・講演会", r#""date":"2025-10-20""#),
        ]],
        &[&[
            ("status", "研修会に代えて資料を配布した。"),
            (
                "record:講座・研修・講演会",
                r#""date":"2025-05-20","state":"cancelled","reason":"感染症のため""#,
            ),
        ]],
    ],
    find: conflict,
};

fn unknown(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = Vec::new();
    for (line, row) in context.records().rows(&context.lines) {
        for (slot, compared) in &row.cells {
            for unknown in &compared.unknown_days {
                let name = dated(line, row).map_or("", |one| one.register.as_str());
                let message = format!(
                    "{}の記録が{}にありません。記録のある日は{}です。",
                    quote(&day(unknown.day)),
                    register(name),
                    days(&unknown.known)
                );
                let marks = vec![line.words(slot, unknown.span)];
                let records = evidence(line, row, |record| record.state.counts());
                // Without a number it may be a day of something that no register has
                let severity = if unknown.is_counted { rule.severity } else { Severity::Warning };
                let told = rule.found(line.row.no, marks, message).resting_on(records);
                found.push(Finding { severity, ..told });
            }
        }
    }
    found
}

fn conflict(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = Vec::new();
    for (line, row) in context.records().rows(&context.lines) {
        for (slot, compared) in row.own() {
            let Some(span) = compared.state_conflict else { continue };
            let Some((record, cell)) = dated(line, row).zip(line.cells.get(slot)) else { continue };
            let state = match record.state {
                RecordState::Held => "実施".to_owned(),
                state => {
                    let why = record.reason.as_ref().map(|why| format!("：{why}"));
                    format!("{}{}", state.label(), why.unwrap_or_default())
                }
            };
            let message = format!(
                "{}とありますが、{}の{}の記録は「{state}」です。",
                quote(span.of(cell.text)),
                register(&record.register),
                day(record.period().from)
            );
            let marks = vec![line.words(slot, span)];
            let records = evidence(line, row, |_| true);
            found.push(rule.found(line.row.no, marks, message).resting_on(records));
        }
    }
    found
}

/// The records of the row's year that have a day, an occasion's before others.
fn all<'b, 'a>(
    line: &'b ReadRow<'_>,
    row: &'b RowRecords<'a>,
) -> impl Iterator<Item = &'a RegisterRecord> + use<'b, 'a> {
    let dated = row.of_year(line).filter(|one| one.records().register().shape != Shape::Total);
    dated.flat_map(|one| one.records().records().iter().copied())
}

fn dated<'a>(line: &ReadRow<'_>, row: &RowRecords<'a>) -> Option<&'a RegisterRecord> {
    all(line, row).min_by_key(|record| record.shape() != Shape::Occasion)
}

fn evidence(
    line: &ReadRow<'_>,
    row: &RowRecords<'_>,
    fits: impl Fn(&RegisterRecord) -> bool,
) -> Vec<Evidence> {
    all(line, row).filter(|record| fits(record)).map(Evidence::of).collect()
}
