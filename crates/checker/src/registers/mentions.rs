//! Records of which the text says nothing, and numbers of which the register knows nothing.

use ::registers::{Evidence, KnownFigures, RegisterTally};
use domain::{Field, Offset};
use prose::QuantityRole;

use super::telling::{done, register};
use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Severity},
    recorded::RowRecords,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Records that no text tells of.
pub(super) const SILENT: Rule = Rule {
    name: "REGISTER_NOT_MENTIONED",
    title: "台帳の記録が文にない",
    family: Family::Registers,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[],
    question: "台帳に記録がありますが、実施状況に数や日がありません。書き加えますか。",
    instruction: "台帳の記録から、回数・人数などを実施状況に書き加えてください。",
    why: "数えてあるものを書けば、実績が読み手に伝わります。",
    example: &[&[
        ("status", "講座を開催し、理解を深めた。"),
        ("record:講座・研修・講演会", r#""date":"2025-06-01","attended":[{"n":16}]"#),
        ("record:講座・研修・講演会", r#""date":"2025-07-01","attended":[{"n":19}]"#),
    ]],
    controls: &[
        &[&[
            ("status", "講座を２回開催し、理解を深めた。"),
            ("record:講座・研修・講演会", r#""date":"2025-06-01","attended":[{"n":16}]"#),
            ("record:講座・研修・講演会", r#""date":"2025-07-01","attended":[{"n":19}]"#),
        ]],
        &[&[
            ("status", "６月１日に講座を開催し、理解を深めた。"),
            ("record:講座・研修・講演会", r#""date":"2025-06-01""#),
        ]],
        &[&[
            ("status", ""),
            ("record:講座・研修・講演会", r#""date":"2025-06-01","attended":[{"n":16}]"#),
        ]],
    ],
    find: |context, rule| each(context, |line, row, one| silent(line, row, one, rule)),
};

/// Numbers of which the register of the action has no record.
pub(super) const EMPTY: Rule = Rule {
    name: "REGISTER_EMPTY",
    title: "数があるのに台帳に記録がない",
    family: Family::Registers,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[],
    question: "数が記載されていますが、この事業の台帳に記録がありません。何から数えた数でしょうか。",
    instruction: "もとになった記録を台帳に入れてください。",
    why: "記録のない数は、後から確かめられません。",
    example: &[&[
        ("status", "啓発品を120部配布し、相談を10件受けた。"),
        ("register:街頭啓発", ""),
        ("record:相談", r#""counting":"cases","from":"2025-04-01","to":"2026-03-31","value":10"#),
    ]],
    controls: &[
        &[&[
            ("status", "街頭で啓発し、相談を10件受けた。"),
            ("register:街頭啓発", ""),
            (
                "record:相談",
                r#""counting":"cases","from":"2025-04-01","to":"2026-03-31","value":10"#,
            ),
        ]],
        &[&[("status", "啓発品を120部配布した。"), ("register:街頭啓発", "")]],
    ],
    find: |context, rule| {
        // A year in which no register was kept has none to compare with
        let kept = context.records().registers.iter().any(|one| !one.records().is_empty());
        each(context, |line, row, one| kept.then(|| empty(line, row, one, rule))?)
    },
};

/// A finding for each register of each row.
fn each(
    context: &CheckContext<'_>,
    find: impl Fn(&ReadRow<'_>, &RowRecords<'_>, &KnownFigures<'_>) -> Option<Finding>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for (line, row) in context.records().rows(&context.lines) {
        found.extend(row.of_year(line).filter_map(|one| find(line, row, one)));
    }
    found
}

fn silent(
    line: &ReadRow<'_>,
    row: &RowRecords<'_>,
    one: &KnownFigures<'_>,
    rule: &Rule,
) -> Option<Finding> {
    let status = line.given(Field::Status, Offset::This)?;
    let records: Vec<_> = done(one).collect();
    (!records.is_empty()).then_some(())?;
    let own = |tally: &RegisterTally| one.is_under(tally);
    let told = row.own().any(|(_, compared)| {
        compared.agree.iter().any(|(_, tally)| own(tally))
            || compared.differ.iter().any(|number| number.is_called && own(&number.nearest))
            || compared.state_conflict.is_some()
    });
    (!told && !dated(line, one)).then_some(())?;
    let name = register(&one.records().register().name);
    let message =
        format!("{name}に{}件の記録がありますが、数も日も書かれていません。", records.len());
    let evidence = records.into_iter().map(Evidence::of).collect();
    Some(rule.found(line.row.no, vec![line.mark(&status.slot)], message).resting_on(evidence))
}

/// Whether the row names a day or month of the records.
fn dated(line: &ReadRow<'_>, one: &KnownFigures<'_>) -> bool {
    let reports = [Field::Status, Field::Evaluation].into_iter();
    let mut dates =
        reports.filter_map(|field| line.given(field, Offset::This)).flat_map(|cell| &cell.dates);
    dates.any(|date| {
        done(one).any(|record| {
            let (year, month, day) = record.period().from.calendar();
            (year, month) == (date.year, date.month.into())
                && date.day.is_none_or(|named| u32::from(named) == day)
        })
    })
}

fn empty(
    line: &ReadRow<'_>,
    row: &RowRecords<'_>,
    one: &KnownFigures<'_>,
    rule: &Rule,
) -> Option<Finding> {
    one.records().records().is_empty().then_some(())?;
    let status = line.given(Field::Status, Offset::This)?;
    let (_, compared) = row.own().find(|(slot, _)| *slot == status.slot)?;
    let counted = status.quantities.iter().find(|quantity| {
        quantity.role == QuantityRole::Actual
            && quantity.year == line.sheet
            && one.counts_in(&quantity.unit)
            && !compared.agree.iter().any(|(span, _)| *span == quantity.span)
    })?;
    let message = format!(
        "{}とありますが、{}にこの年度の記録がありません。",
        quote(counted.span.of(status.text)),
        register(&one.records().register().name)
    );
    Some(rule.found(line.row.no, vec![line.words(&status.slot, counted.span)], message))
}
