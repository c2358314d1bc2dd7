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
    sense::Sense,
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
    lines
        .filter_map(|(at, line)| {
            misquoted(context, (at, line), rule).or_else(|| two_ways(line, rule))
        })
        .collect()
}

/// No more figures of one cell are held against each other.
const MOST: usize = 60;

/// Last year's figure told twice in a row: 通告87件（R5：79件） beside 通告は前年度の97件から減少.
fn two_ways(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let cells = line.told();
    let cells = || cells.iter().copied().filter(|cell| cell.slot.year == Offset::This);
    let last = line.sheet.plus(-1);
    let words = |cell: &Read<'_>, span: prose::Span| -> Vec<(char, char)> {
        let piece = cell.sentence(span);
        let text = domain::text::fold(piece.of(cell.text));
        prose::classes::pairs(&text, |c| {
            prose::classes::is_han(c) && !"前昨年度件数増減少加回人名比".contains(c)
        })
        .collect()
    };
    let noted: Vec<_> = cells()
        .flat_map(|cell| {
            let named = super::named::after_years(cell).into_iter();
            named.filter(|one| one.year == last).map(move |one| (cell, one))
        })
        .take(MOST)
        .filter_map(|(cell, one)| {
            let own = |q: &&Quantity| q.span.start <= one.span.start && one.span.end <= q.span.end;
            let told = cell.quantities.iter().find(own)?;
            (told.share != Share::Change).then_some((cell, told))
        })
        .collect();
    if noted.is_empty() {
        return None;
    }
    cells().find_map(|cell| {
        cell.quantities.iter().take(MOST).find_map(|one| {
            let relative = cell.years.iter().any(|year| {
                let near = cell.text.get(year.span.end..one.span.start);
                year.relative
                    && near.is_some_and(|near| {
                        near.chars().count() <= 3 && !near.contains(['、', '比', '。'])
                    })
            });
            (relative && is_last_years(line, cell, one) && !is_partial(cell, one)).then_some(())?;
            let mine = words(cell, one.span);
            let (other_cell, other) = noted.iter().copied().find(|(other_cell, other)| {
                let same =
                    bare(&other.unit) == bare(&one.unit) && (other.value - one.value).abs() > 1e-9;
                let near = other.value.min(one.value) * 2.0 > other.value.max(one.value);
                same && near && words(other_cell, other.span).iter().any(|pair| mine.contains(pair))
            })?;
            let message = format!(
                "前年度を{}としていますが、{}では{}です。",
                quote(one.span.of(cell.text)),
                other_cell.slot.field,
                quote(other.span.of(other_cell.text))
            );
            let marks =
                vec![line.words(&cell.slot, one.span), line.words(&other_cell.slot, other.span)];
            Some(rule.found(line.row.no, marks, message))
        })
    })
}

fn misquoted(
    context: &CheckContext<'_>,
    (at, line): (usize, &ReadRow<'_>),
    rule: &Rule,
) -> Option<Finding> {
    let repeated = line.cells.values().filter(|cell| {
        let last = cell.slot.year == Offset::Previous;
        // 指標R5
        let dated = cell.figure.is_some()
            && cell.quantities.first().is_some_and(|one| one.year == line.sheet.plus(-1));
        (last || dated) && cell.sense.is_told()
    });
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
        (!is_partial(cell, one) && !is_of_another(line, cell, one)).then_some(())?;
        let alike: Vec<&&Quantity> = figures
            .iter()
            .filter(|other| bare(&other.unit) == bare(&one.unit) && other.per.is_none())
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
                let one_akin = akin.next().filter(|_| akin.next().is_none()).map(|other| **other);
                one_akin.or_else(|| total_of(many, sum))
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

/// The total of last year's figures, where all others are its parts: 22人、25人、合計47人.
fn total_of<'b>(many: &[&&'b Quantity], sum: f64) -> Option<&'b Quantity> {
    let mut totals = many.iter().filter(|other| other.share == Share::Total);
    let total = totals.next().filter(|_| totals.next().is_none())?;
    (many.len() >= 3 && (total.value - sum).abs() < 1e-6).then_some(**total)
}

/// A unit without what it says of its counting: 人 of 人（実人数）.
fn bare(unit: &str) -> &str {
    kind(unit.split(['（', '(']).next().unwrap_or(unit))
}

/// このうち40代以下が9名と、昨年度の4名: a part is told of both years. A running total is none of a
/// year's figures.
fn is_partial(cell: &Read<'_>, one: &Quantity) -> bool {
    let piece = cell.sentence(one.span);
    let before = cell.text.get(piece.start..one.span.start).unwrap_or_default();
    let before = tail(before, 24);
    let part = [
        "うち",
        "内訳",
        "なかでも",
        "中でも",
        "累計",
        "累積",
        "通算",
        "登録者数は",
        "末が",
        "実人",
        "実数",
        "実利用",
    ];
    part.iter().any(|word| before.contains(word))
}

/// Whether the figure of this year beside it is that of another column than last year's figures are
/// of: 確保数は前年度の721人から増えて740人.
fn is_of_another(line: &ReadRow<'_>, cell: &Read<'_>, one: &Quantity) -> bool {
    let piece = cell.sentence(one.span);
    let same = |other: &&Quantity| {
        other.span != one.span
            && bare(&other.unit) == bare(&one.unit)
            && other.span.start >= one.span.end
            && other.year == line.sheet
    };
    let Some(now) = cell.counts(piece).filter(same).last() else { return false };
    let held = |column: &&Read<'_>| {
        let value = column.figure.as_ref().map(|figure| figure.value);
        column.slot.year == Offset::This
            && value.is_some_and(|value| (value - now.value).abs() < 1e-6)
    };
    let results = |column: &&Read<'_>| {
        let year = column.slot.year == Offset::This;
        year && column.figure.is_some() && matches!(column.sense, Sense::Actual | Sense::Report)
    };
    let several = line.cells.values().filter(results).count() >= 2;
    // Where several columns tell of this year, only the last of them goes on from last year's
    let used = line.cells.values().rfind(results);
    several
        && !used.is_some_and(|column| held(&column))
        && line.cells.values().any(|column| held(&column))
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
