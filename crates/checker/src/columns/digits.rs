//! A figure of the text that is a column's but for a slip of the keyboard: two digits changed
//! over, or one digit another.

use domain::Offset;
use prose::{Quantity, QuantityRole, Share, matching::kind};

use super::money::in_yen;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::is_change,
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// Nearly the figure of the column.
pub(super) const RULE: Rule = Rule {
    name: "DIGIT_SLIP",
    title: "列の数と文中の数の打ち間違い",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "文中の数は、列の数と桁が一つ違うか、隣の桁が入れ替わっています。どちらが正しいでしょうか。",
    instruction: "もとの数を確認し、打ち間違えた方を直してください。",
    why: "同じ行に似た二つの数があると、どちらが正しいか読み手に分かりません。",
    example: &[&[
        ("field:実績値", "1,418件"),
        ("status", "1,481件の相談に応じ、弁護士会へ34件を引き継いだ。"),
    ]],
    controls: &[
        &[&[
            ("field:実績値", "1,418件"),
            ("status", "1,418件の相談に応じ、弁護士会へ34件を引き継いだ。"),
        ]],
        &[&[
            ("field:実績値", "1,418件"),
            ("status", "相談は1,418件で、前年度の1,481件から減少した。"),
        ]],
        &[&[("field:実績値", "1,418件"), ("status", "1,481人に案内を送付した。")]],
        &[&[("field:実績値", "1,418件"), ("status", "相談件数は、うち電話が1,218件であった。")]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| slip(line, rule)).collect(),
};

/// A figure of fewer digits is often another by chance,
const LEAST: usize = 3;
/// one in which a single digit is another even more often.
const LEAST_OF_ONE: usize = 4;
/// No more figures of a row are held against its columns.
const MOST: usize = 60;

/// What a figure counts, and how much: money in yen.
fn measure(one: &Quantity) -> (&str, f64) {
    in_yen(one).map_or((kind(&one.unit), one.value), |yen| ("円", yen))
}

fn slip(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let columns = line.cells.values().filter(|cell| cell.figure.is_some());
    let columns: Vec<(&Read<'_>, &str, f64)> = columns
        .filter(|cell| !matches!(cell.sense, Sense::Rate | Sense::Grade))
        .filter_map(|cell| {
            let (unit, value) = measure(cell.quantities.first()?);
            Some((cell, unit, value))
        })
        .collect();
    let own = |(cell, _, value): &&(&Read<'_>, &str, f64)| {
        let result = matches!(cell.sense, Sense::Actual | Sense::Report | Sense::Money);
        result
            && cell.slot.year == Offset::This
            && *value >= 100.0
            && value.fract() == 0.0
            && cell.quantities.first().is_some_and(|one| one.year == line.sheet)
    };
    if !columns.iter().any(|one| own(&one)) {
        return None;
    }
    let cells = line.told();
    let told: Vec<(&Read<'_>, &Quantity)> = cells
        .iter()
        .filter(|cell| cell.slot.year == Offset::This && cell.figure.is_none())
        .flat_map(|cell| cell.quantities.iter().map(move |one| (*cell, one)))
        .take(MOST)
        .collect();
    let same = |a: f64, b: f64| (a - b).abs() < 1e-6;
    let (cell, one, column) = told.iter().find_map(|(cell, one)| {
        let (unit, value) = measure(one);
        let sure = one.role == QuantityRole::Actual
            && one.year == line.sheet
            && !one.approximate
            && one.per.is_none()
            && !is_change(cell.text, one.span)
            && !matches!(one.share, Share::Change | Share::Part);
        let known = columns.iter().any(|(.., other)| same(*other, value));
        let lead = cell.text.get(cell.sentence(one.span).start..one.span.start)?;
        let part = lead.contains("うち") || lead.contains("内訳");
        (sure && !known && !part && value.fract() == 0.0).then_some(())?;
        let (column, ..) = columns.iter().filter(own).find(|(_, of, other)| {
            let money = *of == "円";
            // The text may tell the figure itself as well
            let also = || told.iter().any(|(_, one)| same(measure(one).1, *other));
            // or its parts
            let alike = told.iter().map(|(_, one)| measure(one)).filter(|(unit, _)| unit == of);
            let summed = same(alike.map(|(_, value)| value).sum(), *other);
            *of == unit && is_slip(value, *other, money) && !summed && !also()
        })?;
        Some((*cell, *one, *column))
    })?;
    let message = format!(
        "{}は「{}」ですが、{}には{}とあります。",
        column.slot.field,
        column.text.trim(),
        cell.slot.field,
        quote(one.span.of(cell.text))
    );
    let marks = vec![line.words(&cell.slot, one.span), line.mark(&column.slot)];
    Some(rule.found(line.row.no, marks, message))
}

/// Whether two figures are one but for a slip; of money that is spent on several things only digits
/// that changed over are one.
fn is_slip(a: f64, b: f64, money: bool) -> bool {
    let (a, b) = (format!("{a:.0}"), format!("{b:.0}"));
    let (a, b) = (a.trim_end_matches('0').as_bytes(), b.trim_end_matches('0').as_bytes());
    if a.len() != b.len() || a.len() < LEAST {
        return false;
    }
    let mut apart = a.iter().zip(b).enumerate().filter(|(_, (x, y))| x != y);
    match (apart.next(), apart.next(), apart.next()) {
        (Some((at, (a1, b1))), Some((next, (a2, b2))), None) => {
            next == at + 1 && a1 == b2 && a2 == b1
        }
        (Some((at, _)), None, None) => !money && at > 0 && a.len() >= LEAST_OF_ONE,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn a_slip_of_the_keyboard_is_told_in_every_style() {
        for text in [
            "・相談件数：延べ1,481件",
            "１，４８１件の相談がありました。関係機関へ34件をつなぎました。",
            "相談は1,481件である。支援は12件である。",
            "・相談1,428件、同行支援34件",
        ] {
            speaks("DIGIT_SLIP", &[("field:実績値（件）", "1,418"), ("status", text)]);
        }
        for text in [
            "・相談件数：延べ1,418件",
            "相談は約1,420件であった。",
            "令和６年度は1,481件であった。",
            "・電話1,218件、来所200件",
            "前年度より1,481件増えた。",
        ] {
            silent("DIGIT_SLIP", &[("field:実績値（件）", "1,418"), ("status", text)]);
        }
        let money = |text| [("field:決算額（円）", "9,588,000"), ("status", text)];
        speaks("DIGIT_SLIP", &money("・委託料：9,858千円"));
        silent("DIGIT_SLIP", &money("・委託料：9,580千円"));
        silent("DIGIT_SLIP", &money("・委託料：9,588千円"));
    }
}
