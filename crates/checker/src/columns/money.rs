//! Money: thousands of yen against yen, and what was spent against what there was.

use domain::Field;
use prose::{Quantity, Span, lexicon};

use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Mark, Severity},
    likeness::{head, shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// Another sum of money.
pub(super) const RULE: Rule = Rule {
    name: "MONEY_MISMATCH",
    title: "金額の不一致・単位の取り違え",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "金額が、ほかの列や文中の金額と合いません（千円と円の取り違えのおそれがあります）。どちらが正しいでしょうか。",
    instruction: "金額と単位を確認し、直してください。補正などによる場合は、その旨を書いてください。",
    why: "金額の単位の誤りは、合計を千倍にも千分の一にもします。",
    example: &[&[("field:予算額（千円）", "1,200"), ("field:決算額（千円）", "1,150,000")]],
    controls: &[
        &[&[("field:予算額（千円）", "1,200"), ("field:決算額（千円）", "1,150")]],
        &[&[
            ("field:予算額（千円）", "1,200"),
            ("status", "決算額は120万円であった。謝礼５万円を支払った。"),
        ]],
        &[&[
            ("field:予算額（千円）", "1,200"),
            ("field:決算額（千円）", "1,350"),
            ("status", "補正により講座を増やした。"),
        ]],
        &[&[("status", "140件を訪問し、委託料は1,848千円（１件当たり13,200円）である。")]],
    ],
    find: |context, rule| {
        let of_line = |line| {
            let text = by_text(line, rule).or_else(|| by_scale(line, rule));
            let text = text.or_else(|| by_each(line, rule)).or_else(|| by_price(line, rule));
            // What the columns say does not excuse the text
            by_columns(line, rule).into_iter().chain(text).collect::<Vec<_>>()
        };
        context.lines.iter().flat_map(of_line).collect()
    },
};

/// How many yen a figure of a column counts.
fn scale(cell: &Read<'_>) -> f64 {
    let unit = cell.figure.as_ref().map_or("", |figure| figure.unit.as_str());
    let heading = cell.slot.field.label();
    let named = [("百万円", 1e6), ("千円", 1e3), ("万円", 1e4), ("円", 1.0)];
    let of =
        |text: &str| named.iter().find(|(word, _)| text.contains(word)).map(|(_, times)| *times);
    of(unit).or_else(|| of(heading)).unwrap_or(1.0)
}

fn yen(cell: &Read<'_>) -> Option<f64> {
    let figure = cell.figure.as_ref().filter(|_| cell.sense == Sense::Money)?;
    Some(figure.value * scale(cell)).filter(|yen| *yen > 0.0)
}

fn is_named(cell: &Read<'_>, words: &[&str]) -> bool {
    matches!(&cell.slot.field, Field::Other(name) if words.iter().any(|word| name.contains(word)))
}

fn by_columns(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let money: Vec<(&Read<'_>, f64)> =
        line.cells.values().filter_map(|cell| Some((cell, yen(cell)?))).collect();
    let pairs = money.iter().flat_map(|a| money.iter().map(move |b| (a, b)));
    let mut pairs = pairs.filter(|(a, b)| a.0.slot != b.0.slot);
    let (big, small, times) = pairs
        .find_map(|((a, x), (b, y))| {
            let times = x / y;
            (300.0..3000.0).contains(&times).then_some((*a, *b, times))
        })
        .or_else(|| {
            let budget = money.iter().find(|(cell, _)| is_named(cell, &["予算"]))?;
            let spent = money.iter().find(|(cell, _)| is_named(cell, SPENT))?;
            // 912,000 and 91,200: the same digits, one place on
            let shifted = [10.0, 100.0, 0.1, 0.01]
                .iter()
                .any(|times| (spent.1 * times - budget.1).abs() < 1e-6 && digits(spent.1) >= 2);
            if shifted && spent.0.slot.year == budget.0.slot.year {
                return Some((spent.0, budget.0, spent.1 / budget.1));
            }
            let over = spent.1 > budget.1 * 1.001 && spent.0.slot.year == budget.0.slot.year;
            let told = lexicon::holds(&all(line), lexicon::MORE_MONEY);
            (over && !told).then_some((spent.0, budget.0, spent.1 / budget.1))
        })?;
    let told = |cell: &Read<'_>| format!("{}「{}」", cell.slot.field, cell.text.trim());
    let message = if times >= 100.0 {
        format!(
            "{}は{}の約{}倍で、千円と円の取り違えのおそれがあります。",
            told(big),
            told(small),
            shown((times / 100.0).round() * 100.0)
        )
    } else if !(0.11..9.9).contains(&times) {
        format!("{}と{}は同じ数字で桁だけが違います。", told(big), told(small))
    } else {
        format!("{}が{}を超えています。", told(big), told(small))
    };
    let marks = [big, small].map(|cell| whole(line, cell)).to_vec();
    Some(rule.found(line.row.no, marks, message))
}

/// Headings of what was spent.
const SPENT: &[&str] = &["決算", "執行額", "実績額", "支出"];

/// How many digits a sum has before its noughts.
fn digits(yen: f64) -> usize {
    format!("{yen:.0}").trim_end_matches('0').len()
}

/// 38日の利用、1日当たり24,000円 against 91,200円 of the column: the price times the count is the sum,
/// but for a place or two.
fn by_price(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let mut spent = line.cells.values().filter_map(|cell| Some((cell, yen(cell)?)));
    let (column, sum) = spent.find(|(cell, _)| is_named(cell, SPENT))?;
    let mut texts = line.prose().filter(|cell| cell.figure.is_none());
    texts.find_map(|cell| {
        let mut prices = cell.quantities.iter();
        let (each, unit) = prices.find_map(|one| Some((one, per_one(cell, one)?)))?;
        let price = in_yen(each).filter(|price| *price > 0.0)?;
        let alike = |one: &&Quantity| prose::alike(&one.unit, unit) && one.value >= 2.0;
        let counts: Vec<&Quantity> = cell.quantities.iter().filter(alike).take(8).collect();
        let fits = |times: f64| {
            let near = |n: &&&Quantity| (sum * times - price * n.value).abs() <= sum * times * 1e-6;
            counts.iter().find(near).copied()
        };
        let count = [10.0, 100.0, 0.1, 0.01].into_iter().find_map(fits);
        let count = count.filter(|_| fits(1.0).is_none())?;
        let message = format!(
            "1{unit}{}が{}{}なら{}円ですが、{}は「{}」で、桁の誤りのおそれがあります。",
            quote(each.span.of(cell.text)),
            shown(count.value),
            count.unit,
            shown(price * count.value),
            column.slot.field,
            column.text.trim()
        );
        let words = [each, count].map(|one| line.words(&cell.slot, one.span));
        let marks = std::iter::once(whole(line, column)).chain(words).collect();
        Some(rule.found(line.row.no, marks, message))
    })
}

/// A mark on the figure of a column.
fn whole(line: &ReadRow<'_>, cell: &Read<'_>) -> Mark {
    line.words(&cell.slot, Span::whole(cell.text))
}

fn all(line: &ReadRow<'_>) -> String {
    line.prose().map(|cell| cell.text).collect::<Vec<_>>().join("\n")
}

/// 印刷費88千円（880,000円）, and a sum of the text that is a column's but for the thousand.
fn by_scale(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let columns: Vec<(&Read<'_>, f64)> =
        line.cells.values().filter_map(|cell| Some((cell, yen(cell)?))).collect();
    let texts = line.prose().filter(|cell| cell.sense != Sense::Money);
    texts.into_iter().find_map(|cell| {
        let beside = cell.quantities.windows(2).find_map(|pair| {
            let [a, b] = pair else { return None };
            let (x, y) = (in_yen(a)?, in_yen(b)?);
            let between = cell.between(a.span, b.span);
            let same = matches!(between, "（" | "(" | "＝" | "=");
            (same && a.unit != b.unit && (x - y).abs() > x * 0.006).then_some((a, b))
        });
        if let Some((a, b)) = beside {
            let message = format!(
                "{}と{}とあり、同じ金額になりません。",
                quote(a.span.of(cell.text)),
                quote(b.span.of(cell.text))
            );
            let marks = [b, a].map(|one| line.words(&cell.slot, one.span)).to_vec();
            return Some(rule.found(line.row.no, marks, message));
        }
        cell.quantities.iter().find_map(|one| {
            let told = in_yen(one)?;
            let (column, _) = columns.iter().find(|(_, known)| {
                [1e3, 1e-3].iter().any(|times| (told * times - known).abs() < known * 1e-6)
            })?;
            let message = format!(
                "{}の「{}」に対し{}とあり、千円と円の取り違えのおそれがあります。",
                column.slot.field,
                column.text.trim(),
                quote(one.span.of(cell.text))
            );
            let marks = vec![line.words(&cell.slot, one.span), whole(line, column)];
            Some(rule.found(line.row.no, marks, message))
        })
    })
}

/// 委託料は1,848円（1件当たり13,200円） of 140件: what each costs times how many there were is the sum,
/// but for a thousand.
fn by_each(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let texts = line.prose().filter(|cell| cell.figure.is_none());
    texts.into_iter().find_map(|cell| {
        let (each, unit) =
            cell.quantities.iter().find_map(|one| Some((one, per_one(cell, one)?)))?;
        let price = in_yen(each).filter(|price| *price > 0.0)?;
        let alike = |one: &&Quantity| prose::alike(&one.unit, unit) && one.value >= 2.0;
        let counts: Vec<&Quantity> = cell.quantities.iter().filter(alike).take(8).collect();
        let sums = cell.quantities.iter().filter(|one| one.span != each.span);
        let known: Vec<(&Quantity, f64)> =
            sums.filter_map(|one| Some((one, in_yen(one)?))).take(8).collect();
        let near = |a: f64, b: f64| (a - b).abs() <= b * 0.006;
        let fits = |times: f64| {
            known.iter().find_map(|(sum, yen)| {
                let count = counts.iter().find(|n| near(yen * times, price * n.value))?;
                Some((*sum, *count))
            })
        };
        let (sum, count) = fits(1e3).or_else(|| fits(1e-3)).filter(|_| fits(1.0).is_none())?;
        let message = format!(
            "1{unit}{}が{}{}なら{}円ですが、{}とあり、千円と円の取り違えのおそれがあります。",
            quote(each.span.of(cell.text)),
            shown(count.value),
            count.unit,
            shown(price * count.value),
            quote(sum.span.of(cell.text))
        );
        let marks = [sum, each, count].map(|one| line.words(&cell.slot, one.span)).to_vec();
        Some(rule.found(line.row.no, marks, message))
    })
}

/// 1件当たり13,200円, １人につき500円: of what a sum is the price.
fn per_one<'t>(cell: &'t Read<'_>, one: &Quantity) -> Option<&'t str> {
    let lead = tail(cell.text.get(..one.span.start)?, 10);
    let lead = lead.trim_end_matches(['約', ' ', '　', '：', ':', 'は']);
    let words = ["当たり", "あたり", "当り", "につき", "平均", "当たり平均", "あたり平均"];
    let named =
        words.iter().filter_map(|word| lead.strip_suffix(*word)).min_by_key(|rest| rest.len())?;
    let digit = named.rfind(['1', '１', '一'])?;
    let from = digit + named.get(digit..)?.chars().next()?.len_utf8();
    named.get(from..).filter(|unit| !unit.is_empty())
}

/// What a sum of money in a text is said to be.
const SUMS: [&[&str]; 2] = [&["予算"], &["決算", "執行額", "支出", "事業費", "総額"]];

fn by_text(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    SUMS.iter().find_map(|words| {
        let mut columns = line.cells.values().filter(|cell| is_named(cell, words));
        let (column, None) = (columns.next()?, columns.next()) else { return None };
        let known = yen(column)?;
        let texts = line.prose().filter(|cell| cell.sense != Sense::Money);
        let mut told = texts.flat_map(|cell| cell.quantities.iter().map(move |one| (cell, one)));
        let (cell, one) = told.find(|(cell, one)| {
            let value = in_yen(one);
            value.is_some_and(|value| (value - known).abs() > known * 0.006)
                && is_said(cell, one, words)
                && column.slot.year == cell.slot.year
        })?;
        let message = format!(
            "{}は「{}」ですが、{}には{}とあります。",
            column.slot.field,
            column.text.trim(),
            cell.slot.field,
            quote(one.span.of(cell.text))
        );
        let marks = vec![line.words(&cell.slot, one.span), whole(line, column)];
        Some(rule.found(line.row.no, marks, message))
    })
}

pub(super) fn in_yen(one: &Quantity) -> Option<f64> {
    let times = match one.unit.as_str() {
        "円" => 1.0,
        "千円" => 1e3,
        "万円" => 1e4,
        "百万円" => 1e6,
        _ => return None,
    };
    Some(one.value * times)
}

/// 予算額は120万円, 予算120万円: straight before it.
fn is_said(cell: &Read<'_>, one: &Quantity, words: &[&str]) -> bool {
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let near = tail(before, 8).rsplit(['、', '。', '\n']).next().unwrap_or_default();
    let other = ["前年", "昨年", "うち", "増", "減", "補正", "国", "県"];
    let after = head(cell.text.get(one.span.end..).unwrap_or_default(), 4);
    words.iter().any(|word| near.contains(word))
        && !other.iter().any(|word| near.contains(word))
        && !after.starts_with(['増', '減', 'の'])
}
