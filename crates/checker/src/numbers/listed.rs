//! A list of parts against the figure of the row: 公立2施設1,146人、私立3施設1,220人 beside 2,376.

use domain::Offset;
use prose::{
    Quantity, Share, lexicon,
    matching::{is_percent, kind},
};

use crate::scan::in_counting_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    rule::{Family, Rule, RuleScope},
    sense::Sense,
};

/// They do not add up to it.
pub(super) const RULE: Rule = Rule {
    name: "PARTS_VS_COLUMN",
    title: "内訳の合計と実績の欄の不一致",
    family: Family::Numbers,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "文中の内訳を足した数と、実績の欄の数がわずかに違います。どちらが正しいでしょうか。",
    instruction: "内訳と実績を確認し、合うように直してください。",
    why: "内訳を足すと実績にほぼ一致するので、読み手は写し誤りに気付きます。",
    example: &[&[
        ("field:指標", "延べ利用者数（人）"),
        ("field:実績値", "2,376"),
        ("field:取組内容", "・公立2施設1,146人、私立3施設1,220人"),
    ]],
    controls: &[
        &[&[
            ("field:指標", "延べ利用者数（人）"),
            ("field:実績値", "2,366"),
            ("field:取組内容", "・公立2施設1,146人、私立3施設1,220人"),
        ]],
        &[&[
            ("field:指標", "参加者数（人）"),
            ("field:実績値", "161"),
            ("field:取組内容", "会場60人、オンライン43人"),
        ]],
        &[&[
            ("field:指標", "参加者数（人）"),
            ("field:実績値", "105"),
            ("field:取組内容", "主な会場は、北部60人、南部43人であった。"),
        ]],
    ],
    find: |context, rule| in_counting_cells(context, |line, cell| odd(line, cell, rule)),
};

/// No smaller figure is held against a list: of few, every sum is near.
const LEAST: f64 = 50.0;
/// A list that is further from the figure than this share is of something else.
const NEAR: f64 = 0.02;

fn odd(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    (cell.figure.is_none() && cell.slot.year == Offset::This).then_some(())?;
    let actual = |cell: &&Read<'_>| {
        cell.figure.is_some()
            && matches!(cell.sense, Sense::Actual | Sense::Report)
            && cell.slot.year == Offset::This
    };
    let mut figures = line.cells.values().filter(actual);
    let (column, None) = (figures.next()?, figures.next()) else { return None };
    let figure = column.quantities.first().filter(|one| one.value >= LEAST)?;
    cell.sentences.iter().find_map(|piece| {
        let words = piece.of(cell.text);
        let open = lexicon::holds(words, lexicon::OPEN_LISTS) || lexicon::holds(words, OTHERS);
        let exact = |one: &&Quantity| one.per.is_none() && one.high.is_none() && !one.approximate;
        let all: Vec<&Quantity> = cell.counts(*piece).collect();
        let parts: Vec<&Quantity> = all
            .iter()
            .copied()
            .filter(exact)
            .filter(|one| kind(&one.unit) == kind(&figure.unit) && one.share == Share::Own)
            .collect();
        // Nothing but the list: a comma between two parts, no verb, no sum and no rate
        let listed = parts.windows(2).all(|pair| {
            let [a, b] = pair else { return false };
            let gap = cell.between(a.span, b.span);
            gap.starts_with(['、', '，', '・', '／', '＋'])
                && !gap.contains(['は', 'を', 'が', '計'])
        });
        let rated = all.iter().any(|one| is_percent(&one.unit) || one.share != Share::Own);
        (parts.len() >= 2 && listed && !rated && !open).then_some(())?;
        let added: f64 = parts.iter().map(|one| one.value).sum();
        let rest = (added - figure.value).abs();
        let slip = is_slip(added, figure.value);
        (rest > 1e-6 && (rest <= figure.value * NEAR && slip)).then_some(())?;
        let told: Vec<_> = parts.iter().map(|one| shown(one.value)).collect();
        let message = format!(
            "内訳は{}＝{}{}ですが、{}は{}とあります。",
            told.join("＋"),
            shown(added),
            figure.unit,
            column.slot.field,
            shown(figure.value)
        );
        let mut marks: Vec<_> = parts.iter().map(|one| line.words(&cell.slot, one.span)).collect();
        marks.push(line.mark(&column.slot));
        Some(rule.found(line.row.no, marks, message))
    })
}

/// Words of a list that is of another year, of a plan or of only some.
const OTHERS: &[&str] =
    &["前年", "昨年", "目標", "計画", "予定", "定員", "新規", "平均", "最多", "累計", "延べ登録"];

/// One digit another, or two digits changed places: what becomes of a sum that is copied.
pub(super) fn is_slip(added: f64, figure: f64) -> bool {
    let (a, b) = (shown(added), shown(figure));
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let apart: Vec<_> = a.iter().zip(&b).filter(|(a, b)| a != b).collect();
    let swapped = match apart.as_slice() {
        [(a, b), (c, d)] => a == d && b == c,
        _ => false,
    };
    a.len() == b.len() && (apart.len() == 1 || swapped)
}
