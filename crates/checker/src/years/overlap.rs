//! Last year as this sheet tells it, against last year's own sheet; and actions without a last year.

use domain::{Field, Offset};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{plain, swaps},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// The same year told twice.
pub(super) const DISAGREES: Rule = Rule {
    name: "OVERLAP_DISAGREES",
    title: "前年度シートとの不一致",
    family: Family::Years,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "このシートの前年度の欄が、前年度のシートの記載と違っています。どちらが正しいでしょうか。",
    instruction: "前年度の欄を前年度のシートに合わせるか、前年度のシートの訂正を事務局に知らせてください。",
    why: "同じ年度の実績が二通りに公表されると、どちらが正しいか分かりません。",
    example: &[&[
        ("previous_status", "講座を３回開催し、42人が参加した。"),
        ("before.status", "講座を２回開催し、31人が参加した。"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "講座を３回開催し、42人が参加した。"),
            ("before.status", "講座を3回開催し、４２人が参加した。"),
            ("previous_achievement", "１００％"),
            ("before.achievement", "100"),
        ]],
        &[&[("previous_status", "講座を開催した。"), ("before.plan", "講座を開催する。")]],
    ],
    find: disagrees,
};

/// Nothing was said of last year.
pub(super) const NEW_ITEM: Rule = Rule {
    name: "PREVIOUS_ABSENT_NEW_ITEM",
    title: "前年度のない追加項目",
    family: Family::Years,
    scope: RuleScope::Sheet,
    severity: Severity::Info,
    limits: &[],
    question: "前年度の実施状況と達成度がありません。今年度から加わった項目でしょうか。",
    instruction: "今年度から加わった項目であれば、そのままで結構です。前年度にも実施していた場合は、前年度の実績を書いてください。",
    why: "前年度の空欄が追加項目によるものか、書き忘れかを分けておきます。",
    example: &[
        &[("page", "Ｒ７追加"), ("status", "専用の電話を設け、相談に応じた。")],
        &[("previous_status", "講座を開催した。"), ("status", "講座を２回開催した。")],
    ],
    controls: &[&[&[
        ("page", "Ｒ７追加"),
        ("previous_achievement", "100"),
        ("status", "専用の電話を設け、相談に応じた。"),
    ]]],
    find: new_items,
};

fn disagrees(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let rows = context.lines.iter().enumerate();
    rows.filter_map(|(at, line)| {
        let own = context.before(at, 1)?;
        let fields = [Field::Status, Field::Achievement];
        let told: Vec<_> = fields.into_iter().filter_map(|f| disagreement(line, own, &f)).collect();
        let (severity, _, _) = told.iter().min_by_key(|(severity, _, _)| *severity)?;
        let marks = told.iter().flat_map(|(_, marks, _)| marks.clone()).collect();
        let words: Vec<_> = told.iter().map(|(_, _, words)| words.as_str()).collect();
        let message = format!("{}が前年度のシートと違います。", words.join("、"));
        Some(Finding { severity: *severity, ..rule.found(line.row.no, marks, message) })
    })
    .collect()
}

type Disagreement = (Severity, Vec<crate::finding::Mark>, String);

fn disagreement(line: &ReadRow<'_>, own: &ReadRow<'_>, field: &Field) -> Option<Disagreement> {
    let here = line.get(field.clone(), Offset::Previous)?;
    let there = own.given(field.clone(), Offset::This)?;
    let differ = match (here.value.percent(), there.value.percent()) {
        (Some(a), Some(b)) => (a - b).abs() > 1e-9,
        _ => here.folded != there.folded,
    };
    differ.then_some(())?;
    let shown = if here.is_given() { quote(here.text) } else { "未記入".to_owned() };
    let words = format!("{field}（{shown}、前年度のシートでは{}）", quote(there.text));
    let marks = vec![line.mark(&here.slot), own.mark(&there.slot)];
    Some((weight(here, there), marks, words))
}

/// Words that were only tidied weigh less.
fn weight(here: &Read<'_>, there: &Read<'_>) -> Severity {
    let (a, b) = (plain(&there.folded), plain(&here.folded));
    let figure = |text: &str| text.chars().any(char::is_numeric);
    let tidied = here.is_given()
        && here.value.percent().is_none()
        && swaps(&a, &b, 3)
            .is_some_and(|s| !s.iter().any(|s| figure(&s.before) || figure(&s.after)));
    if tidied { Severity::Info } else { Severity::Warning }
}

fn new_items(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let told = |line: &ReadRow<'_>| {
        line.given(Field::Status, Offset::Previous).is_some()
            || line.given(Field::Achievement, Offset::Previous).is_some()
    };
    // A sheet that tells of last year in few rows does not ask for it.
    if context.lines.iter().filter(|line| told(line)).count() * 2 < context.lines.len() {
        return Vec::new();
    }
    let rows = context.lines.iter().enumerate();
    rows.filter_map(|(at, line)| {
        let status = line.get(Field::Status, Offset::Previous)?;
        let known = context
            .before(at, 1)
            .is_some_and(|own| own.given(Field::Status, Offset::This).is_some());
        let now = line.given(Field::Status, Offset::This).is_some();
        (now && !known && !told(line) && !status.is_given()).then_some(())?;
        let page = line.row.page.text.trim();
        let note = if page.is_empty() {
            String::new()
        } else {
            format!("（計画書ページ{}）", quote(page))
        };
        let message = format!("{}の実施状況と達成度がありません{note}。", line.sheet.plus(-1));
        Some(rule.found(line.row.no, vec![line.mark(&status.slot)], message))
    })
    .collect()
}
