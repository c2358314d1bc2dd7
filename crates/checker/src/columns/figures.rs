//! The figure of a column of results against the figure that the text gives.

use domain::{Offset, text::fold};
use prose::{
    Quantity, QuantityRole, Share,
    matching::{is_percent, kind, plain},
};

use super::{reached::result, unit::unit_cell};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness,
    read_row::unit_of,
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::{CellFigure, Sense},
};

/// Another figure in the text.
pub(super) const RULE: Rule = Rule {
    name: "COLUMN_TEXT_MISMATCH",
    title: "実績の列と文中の数の不一致",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "実績の列の数と、文中の数が違います。どちらが正しいでしょうか。",
    instruction: "実績を確認し、誤っている方を直してください。別の数え方による場合は、何の数か書いてください。",
    why: "一つの行に二つの数があると、どちらが実績か読み手に分かりません。",
    example: &[&[
        ("field:指標", "講座の参加者数（人）"),
        ("field:実績値", "42"),
        ("status", "講座を開催し、52人が参加した。"),
    ]],
    controls: &[
        &[&[
            ("field:指標", "講座の参加者数（人）"),
            ("field:実績値", "42"),
            ("status", "講座を２回開催し、延べ42人が参加した。"),
        ]],
        &[&[
            ("field:指標", "講座の参加者数（人）"),
            ("field:実績値", "42"),
            ("status", "講座を開催し、18人と24人が参加した。"),
        ]],
        &[&[
            ("field:指標", "講座の参加者数（人）"),
            ("field:実績値", "42"),
            ("status", "講師２人を迎え、講座を開催した。"),
        ]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    context.lines.iter().filter_map(|line| apart(line, rule)).collect()
}

fn apart(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let result = result(line)?;
    let figure = result.figure.as_ref()?;
    let mut names = line.of_sense(Sense::Indicator, Offset::This);
    let name = names.next().map_or("", |cell| cell.text);
    let unit = unit(figure, name, result)
        .or_else(|| unit_cell(line).map(|cell| prose::unit(cell.text)))?;
    let cells: Vec<&Read<'_>> = line
        .told()
        .into_iter()
        .filter(|cell| cell.slot.year == Offset::This && cell.slot != result.slot)
        .filter(|cell| cell.figure.is_none())
        .collect();
    let told: Vec<(&Read<'_>, &Quantity)> = cells
        .iter()
        .flat_map(|cell| cell.quantities.iter().map(move |one| (*cell, one)))
        .filter(|(_, one)| is_result(one, line) && kind(&one.unit) == kind(&unit))
        .collect();
    let same = |value: f64| (value - figure.value).abs() < 1e-6;
    let sum: f64 =
        told.iter().filter(|(_, one)| one.share == Share::Own).map(|(_, one)| one.value).sum();
    // Whatever part the text makes of it: 62人のうち修了者53人
    let anywhere = cells.iter().flat_map(|cell| &cell.quantities).any(|one| same(one.value));
    if told.is_empty() || same(sum) || anywhere {
        return None;
    }
    // A figure far away, or a share of one person, counts something else
    let near = |one: &Quantity| {
        let (low, high) = (one.value.min(figure.value), one.value.max(figure.value));
        let whole = figure.value.fract() != 0.0 || one.value.fract() == 0.0;
        low * 2.0 > high && whole
    };
    let (cell, one) = meant(name, &told).filter(|(_, one)| near(one))?;
    let message = format!(
        "{}は「{}」ですが、{}には{}とあります。",
        result.slot.field,
        likeness::told(figure),
        cell.slot.field,
        quote(one.span.of(cell.text))
    );
    let marks = vec![line.words(&cell.slot, one.span), line.mark(&result.slot)];
    Some(rule.found(line.row.no, marks, message))
}

/// The unit of a figure: its own, that of the indicator's name, or of its heading.
fn unit(figure: &CellFigure, name: &str, result: &Read<'_>) -> Option<String> {
    if !figure.unit.is_empty() {
        return Some(prose::unit(&figure.unit));
    }
    unit_of(name).or_else(|| unit_of(result.slot.field.label()))
}

fn is_result(one: &Quantity, line: &ReadRow<'_>) -> bool {
    one.role == QuantityRole::Actual
        && one.year == line.sheet
        && one.per.is_none()
        && !one.approximate
        && !matches!(one.share, Share::Part | Share::Change)
}

/// The quantity that counts what the indicator names: the only one, or the one whose label shares
/// its words.
fn meant<'b, 'a>(
    name: &str,
    told: &[(&'b Read<'a>, &'b Quantity)],
) -> Option<(&'b Read<'a>, &'b Quantity)> {
    let name = plain(name);
    let shared = |one: &Quantity| {
        let label = plain(&fold(&one.label));
        let pairs: Vec<(char, char)> = prose::classes::pairs(&name, |c| {
            c.is_alphanumeric() && !prose::classes::is_hiragana(c)
        })
        .collect();
        prose::classes::pairs(&label, char::is_alphanumeric)
            .filter(|pair| pairs.contains(pair))
            .count()
    };
    let best = told.iter().map(|(_, one)| shared(one)).max()?;
    let likely: Vec<_> = told.iter().filter(|(_, one)| shared(one) == best).collect();
    let sure = best >= 2 || likely.len() == 1 && told.len() == 1 && is_plain(told);
    match likely.as_slice() {
        [only] if sure => Some(**only),
        _ => None,
    }
}

/// Whether the one figure of the text is what an action counts, not its helpers or its money.
fn is_plain(told: &[(&Read<'_>, &Quantity)]) -> bool {
    told.iter().all(|(cell, one)| {
        let before = cell.text.get(..one.span.start).unwrap_or_default();
        let helpers = ["講師", "職員", "委員", "スタッフ", "相談員", "保健師", "定員", "会員"];
        let near = likeness::tail(before, 8);
        !helpers.iter().any(|word| near.contains(word)) && !is_percent(&one.unit)
    })
}
