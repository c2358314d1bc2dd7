//! Records that count for several actions, and occasions that two registers have.

use std::collections::{BTreeMap, BTreeSet};

use ::registers::{CountedRecords, Evidence, RegisterRecord, RegisterTally, TwinRecords, twins};

use super::telling::{day, figure, marks, register};
use crate::{
    context::CheckContext,
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
};

/// What is told under two actions and is one.
pub(super) const RULE: Rule = Rule {
    name: "COUNTED_TWICE",
    title: "二つの事業に数える記録",
    family: Family::Registers,
    scope: RuleScope::Sheet,
    severity: Severity::Info,
    limits: &[],
    question: "同じ記録を二つ以上の事業に数えています。重なりはこのとおりでよいでしょうか。",
    instruction: "片方に「再掲」と書き添えるか、同じ開催の記録を一つにしてください。市全体の数には一度だけ数えます。",
    why: "同じものを二度数えると、市全体の実績が多く見えます。",
    example: &[
        &[
            ("status", "講演会を１回開催した。"),
            ("record:講座・研修・講演会", r#""date":"2025-06-01","counted_for":["2"]"#),
        ],
        &[("status", "講演会を１回開催した。")],
    ],
    controls: &[
        &[
            &[
                ("status", "講演会を１回開催した。"),
                ("record:講座・研修・講演会", r#""date":"2025-06-01""#),
            ],
            &[("status", "研修を１回開催した。")],
        ],
        &[&[
            ("status", "２回開催した。"),
            ("record:講座・研修・講演会", r#""date":"2025-06-01","venue":"会館""#),
            ("record:学校の授業", r#""date":"2025-06-02","venue":"会館""#),
        ]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let known = context.records();
    let shared = known.registers.iter().flat_map(|one| shared(context, one, rule));
    let twins = twins(&known.registers).into_iter().map(|pair| twin(context, pair, rule));
    shared.chain(twins).collect()
}

/// The records of a register that count for the same several rows, once for each such group.
fn shared(context: &CheckContext<'_>, records: &CountedRecords<'_>, rule: &Rule) -> Vec<Finding> {
    let mut actions = records.actions();
    actions.retain(|no| context.lines.iter().any(|line| line.row.no == *no));
    let mut groups: BTreeMap<BTreeSet<u32>, Vec<_>> = BTreeMap::new();
    for record in records.records().iter().copied().filter(|record| record.state.counts()) {
        let rows = actions.iter().copied().filter(|no| records.counts_for(record, *no));
        let rows = rows.collect();
        groups.entry(rows).or_default().push(record);
    }
    groups.retain(|rows, _| rows.len() > 1);
    let found = groups.into_iter().map(|(rows, own)| {
        let names: Vec<String> = rows.iter().map(|no| format!("No.{no}")).collect();
        let whole = whole(records, &own).map(|tally| figure(&tally)).unwrap_or_default();
        let message = format!(
            "{}の{}件の記録は{}のどれにも数えます。市全体では一度だけ数え、{whole}です。",
            register(&records.register().name),
            own.len(),
            names.join("・")
        );
        let evidence = own.into_iter().map(Evidence::of).collect();
        rule.found(0, marks(context, &rows), message).resting_on(evidence)
    });
    found.collect()
}

/// The first figure that the records give.
fn whole<'a>(records: &CountedRecords<'a>, own: &[&'a RegisterRecord]) -> Option<RegisterTally> {
    let some = records.among(own.to_vec(), records.period());
    let mut keys = records.register().countings.iter().map(|counting| counting.key.as_str());
    keys.find_map(|key| some.tally(key).filter(|tally| tally.value.is_some()))
}

fn twin(context: &CheckContext<'_>, (one, other): TwinRecords<'_>, rule: &Rule) -> Finding {
    let keeper = |record: &RegisterRecord| {
        let section = record.section.as_deref().map(|name| format!("（{name}）"));
        format!("{}{}", register(&record.register), section.unwrap_or_default())
    };
    let message = format!(
        "{}の{}の開催が、{}と{}の両方にあります。同じ開催なら一つにしてください。",
        day(one.period().from),
        one.venue().unwrap_or_default(),
        keeper(one),
        keeper(other)
    );
    let of = |known: &&CountedRecords<'_>| {
        [one, other].iter().any(|record| record.register == known.register().name)
    };
    let registers = context.records().registers.iter().filter(of);
    let rows = registers.flat_map(CountedRecords::actions).collect();
    let evidence = [one, other].map(Evidence::of).to_vec();
    rule.found(0, marks(context, &rows), message).resting_on(evidence)
}
