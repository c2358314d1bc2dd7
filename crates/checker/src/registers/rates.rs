//! Rates that the records' base does not give.

use ::registers::{DifferingNumber, GrowthClaim, RegisterTally};
use prose::{Span, matching::is_percent};

use super::telling::{evidence, figure, register};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, tail},
    recorded::RowRecords,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// A rate over another base, or over none.
pub(super) const RULE: Rule = Rule {
    name: "RATE_DENOMINATOR_DIFFERS",
    title: "台帳の分母と合わない割合",
    family: Family::Registers,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "記載の割合は、台帳の分母からは出ません。何を何で割った割合でしょうか。",
    instruction: "分子と分母を確かめ、割合を直すか、「○人中○人」と分母を書き添えてください。",
    why: "分母が違うと、割合はほかの年度や事業と比べられません。",
    example: &[&[
        ("status", "参加者１５人のうち８７．０％が役に立ったと回答した。"),
        (
            "record:ゲートキーパー養成講座",
            r#""date":"2025-11-08","attended":[{"n":15}],
            "asked":{"returned":15,"answers":[{"question":"useful","n":13}]}"#,
        ),
    ]],
    controls: &[
        &[&[
            ("status", "参加者１５人のうち８６．７％が役に立ったと回答した。"),
            (
                "record:ゲートキーパー養成講座",
                r#""date":"2025-11-08","attended":[{"n":15}],
                "asked":{"returned":15,"answers":[{"question":"useful","n":13}]}"#,
            ),
        ]],
        &[&[
            ("status", "訪問家庭数1,046件。目標の95％を達成した。"),
            (
                "record:乳児家庭訪問",
                r#""counting":"visited","from":"2025-04-01","to":"2026-03-31","value":1046"#,
            ),
            (
                "record:乳児家庭訪問",
                r#""counting":"target","from":"2025-04-01","to":"2026-03-31","value":1083"#,
            ),
        ]],
        &[&[
            ("status", "活動日数は4,210日で、前年度比12％増となった。"),
            (
                "record:配食・活動日数",
                r#""counting":"active_days","from":"2025-04-01","to":"2026-03-31","value":4210"#,
            ),
            (
                "record:配食・活動日数",
                r#""counting":"active_days","from":"2024-04-01","to":"2025-03-31","value":3759"#,
            ),
        ]],
    ],
    find,
};

/// Words beside a percentage that make it no share of what is counted.
const REACHED: [&str; 4] = ["目標", "達成", "進捗", "執行"];

/// How many characters from a percentage they stand.
const NEAR: usize = 12;

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = Vec::new();
    for (line, row) in context.records().rows(&context.lines) {
        for (slot, compared) in &row.cells {
            let Some(cell) = line.cells.get(slot) else { continue };
            let share = |number: &&DifferingNumber| {
                number.once.is_none()
                    && is_percent(&number.nearest.unit)
                    && !is_reached(cell, number.span)
            };
            let shares = compared.differ.iter().filter(share);
            let told = shares.map(|one| (one.span, of_share(row, cell, one), &one.nearest));
            found.extend(told.map(|told| finding((line, cell), rule, told)));
            let told = compared.growth.iter().filter_map(|claim| of_growth(cell, claim));
            found.extend(told.map(|told| finding((line, cell), rule, told)));
        }
    }
    found
}

fn finding(
    (line, cell): (&ReadRow<'_>, &Read<'_>),
    rule: &Rule,
    (span, message, rests_on): (Span, String, &RegisterTally),
) -> Finding {
    let marks = vec![line.words(&cell.slot, span)];
    rule.found(line.row.no, marks, message).resting_on(rests_on.evidence.clone())
}

fn is_reached(cell: &Read<'_>, span: Span) -> bool {
    let before = tail(cell.text.get(..span.start).unwrap_or_default(), NEAR);
    let after = head(cell.text.get(span.end..).unwrap_or_default(), NEAR);
    REACHED.iter().any(|word| before.contains(word) || after.contains(word))
}

fn of_share(row: &RowRecords<'_>, cell: &Read<'_>, one: &DifferingNumber) -> String {
    let pair = |(n, base): &(u64, u64)| format!("{base}分の{n}");
    let own = one.nearest.of.as_ref().map(pair).unwrap_or_default();
    let fitting: Vec<String> = one.fitting.iter().take(3).map(pair).collect();
    let would = if fitting.is_empty() {
        "この分母からは出ない割合です".to_owned()
    } else {
        format!("この割合になるのは{}などです", fitting.join("、"))
    };
    format!(
        "{}は、{}では{}（{own}）です{}。{would}。",
        quote(one.span.of(cell.text)),
        register(&one.nearest.register),
        figure(&one.nearest),
        evidence(row, &one.nearest)
    )
}

fn of_growth<'g>(
    cell: &Read<'_>,
    claim: &'g GrowthClaim,
) -> Option<(Span, String, &'g RegisterTally)> {
    if is_reached(cell, claim.span) {
        return None;
    }
    let known = claim.figures.iter().find(|(_, then)| then.is_some());
    let (now, then) = known.or_else(|| claim.figures.first())?;
    let words = quote(claim.span.of(cell.text));
    let (name, figure_now) = (register(&now.register), figure(now));
    let message = match then {
        Some(then) => {
            format!("{words}は、{name}では前年度{}、今年度{figure_now}です。", figure(then))
        }
        None => format!(
            "{words}のもとになる前年度の数が、{name}にありません。今年度は{figure_now}です。"
        ),
    };
    Some((claim.span, message, now))
}
