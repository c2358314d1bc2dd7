//! Last year's figure as this year's text quotes it, against last year's column and sheet.

use domain::{Field, Offset};
use prose::{
    Quantity, Share,
    matching::{akin, kind},
};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Another figure than last year's own.
pub(super) const RULE: Rule = Rule {
    name: "PREVIOUS_QUOTED",
    title: "引用した前年度の数の不一致",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "文中の前年度の数が、前年度の欄（またはシート）の数と違います。どちらが正しいでしょうか。",
    instruction: "前年度の数を確認し、誤っている方を直してください。",
    why: "前年度の欄が並んでいるので、読み手は違いに気付きます。",
    example: &[&[
        ("previous_status", "講座を開催し、42人が参加した。"),
        ("evaluation", "前年度の38人から増え、関心が高まった。"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "講座を開催し、42人が参加した。"),
            ("evaluation", "前年度の42人から増え、関心が高まった。"),
        ]],
        &[&[
            ("previous_status", "講座を２回開催し、18人と24人が参加した。"),
            ("evaluation", "前年度の42人から増え、関心が高まった。"),
        ]],
        &[&[
            ("previous_status", "講座を開催し、42人が参加した。"),
            ("evaluation", "前年度より38人増え、関心が高まった。"),
        ]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let lines = context.lines.iter().enumerate();
    lines.filter_map(|(at, line)| misquoted(context, (at, line), rule)).collect()
}

fn misquoted(
    context: &CheckContext<'_>,
    (at, line): (usize, &ReadRow<'_>),
    rule: &Rule,
) -> Option<Finding> {
    let repeated = line
        .cells
        .values()
        .filter(|cell| cell.slot.year == Offset::Previous && cell.sense.is_told());
    let own = context.before(at, 1).and_then(|own| own.get(Field::Status, Offset::This));
    let known: Vec<&Read<'_>> = repeated.chain(own).collect();
    let figures: Vec<&Quantity> = known
        .iter()
        .flat_map(|cell| &cell.quantities)
        .filter(|one| one.year == line.sheet.plus(-1) && one.share != Share::Change)
        .collect();
    let cells = line.told();
    let now = cells.iter().filter(|cell| cell.slot.year == Offset::This);
    let mut quoted = now.flat_map(|cell| cell.quantities.iter().map(move |one| (*cell, one)));
    let (cell, one, was) = quoted.find_map(|(cell, one)| {
        is_last_years(line, cell, one).then_some(())?;
        let alike: Vec<&&Quantity> = figures
            .iter()
            .filter(|other| kind(&other.unit) == kind(&one.unit) && other.per.is_none())
            .collect();
        let sum: f64 =
            alike.iter().filter(|other| other.share == Share::Own).map(|other| other.value).sum();
        let same = |value: f64| (value - one.value).abs() < 1e-6;
        if same(sum) || alike.iter().any(|other| same(other.value)) {
            return None;
        }
        let only = match alike.as_slice() {
            [only] => Some(**only),
            many => {
                let mut akin =
                    many.iter().filter(|other| akin(other, one) && !one.label.is_empty());
                akin.next().filter(|_| akin.next().is_none()).map(|other| **other)
            }
        };
        Some((cell, one, only?))
    })?;
    let message = format!(
        "前年度を{}としていますが、{}の欄では{}{}です。",
        quote(one.span.of(cell.text)),
        line.sheet.plus(-1),
        shown(was.value),
        was.unit
    );
    let mut marks = vec![line.words(&cell.slot, one.span)];
    let place =
        known.iter().find(|cell| cell.quantities.iter().any(|other| std::ptr::eq(other, was)));
    marks.extend(
        place
            .filter(|cell| {
                line.cells.contains_key(&cell.slot) && cell.slot.year == Offset::Previous
            })
            .map(|cell| line.words(&cell.slot, was.span)),
    );
    Some(rule.found(line.row.no, marks, message))
}

/// 前年度の38人, 昨年度（38人）, 令和６年度38人から: told of last year, and no change from it.
fn is_last_years(line: &ReadRow<'_>, cell: &Read<'_>, one: &Quantity) -> bool {
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let near = tail(before, 10);
    let near = near.rsplit(['、', '。', '\n']).next().unwrap_or(near);
    // 前年度末61人＋新規16人, 前年度52名→今年度60名: another figure stands between
    let alone = |words: &str| !words.chars().any(prose::classes::is_digit);
    let named = ["前年度", "昨年度", "前年", "昨年"]
        .iter()
        .any(|word| near.rsplit_once(word).is_some_and(|(_, rest)| alone(rest)));
    let year = cell.years.iter().any(|year| {
        year.year == one.year
            && year.span.end <= one.span.start
            && cell.text.get(year.span.end..one.span.start).is_some_and(alone)
            && one.span.start - year.span.end <= 18
    });
    let after = head(cell.text.get(one.span.end..).unwrap_or_default(), 6).trim_start();
    let change = after.starts_with(['増', '減', '上', '下', '多', '少', '加'])
        || ["の増", "の減", "も増", "も減", "ポイ", "％増", "アップ"]
            .iter()
            .any(|word| after.starts_with(word));
    let compared = ["比", "より", "から", "に比べ", "を上回", "を下回"].iter().any(|word| {
        near.ends_with(word) || near.contains("より") || near.contains(&format!("度{word}"))
    });
    (named || year && one.year == line.sheet.plus(-1)) && !change && !compared
}
