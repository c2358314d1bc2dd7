//! A rate of a column against the two numbers of the text that it is made of.

use domain::{Offset, text::fold};
use prose::{Quantity, classes, matching::kind};

use super::reached::{now, result};
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{self, head, shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::{Sense, step},
};

/// The rate is another one.
pub(super) const RULE: Rule = Rule {
    name: "RATE_OF_PARTS",
    title: "率の列と文中の人数の不一致",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "文中の対象数と実数から計算した率が、率の列と合いません。どれが正しいでしょうか。",
    instruction: "対象数と実数を確認して率を計算し直し、誤っている数を直してください。",
    why: "率のもとになる数が書かれているので、読み手は自分で計算できます。",
    example: &[&[
        ("field:指標", "受診率（％）"),
        ("field:実績値", "25.8"),
        ("status", "・対象9,320人、受診2,212人"),
    ]],
    controls: &[
        &[&[
            ("field:指標", "受診率（％）"),
            ("field:実績値", "23.7"),
            ("status", "・対象9,320人、受診2,212人"),
        ]],
        &[&[
            ("field:指標", "受診率（％）"),
            ("field:実績値", "25.8"),
            ("status", "対象9,320人に通知し、講座に212人が参加した。"),
        ]],
        &[&[
            ("field:指標", "訪問率（％）"),
            ("field:実績値", "98"),
            ("status", "対象は50家庭、49家庭を訪問した。"),
        ]],
    ],
    find: |context, rule| {
        let of_line = |line| apart(line, rule).or_else(|| among(line, rule));
        context.lines.iter().filter_map(of_line).collect()
    },
};

/// What the whole of a rate is called.
const WHOLES: [&str; 7] = ["対象者数", "対象者", "対象数", "対象", "母数", "該当者", "受診対象者"];

/// What a rate is of: 受診 of 特定健診の受診率（％）.
fn part(name: &str) -> Option<String> {
    let bare = name.split('(').next()?.trim();
    let stem = bare.strip_suffix('率')?;
    let end: String = tail(stem, 2).to_owned();
    end.chars().all(prose::classes::is_han).then_some(end)
}

fn apart(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let result = result(line)?;
    let rate = result.figure.as_ref()?.value;
    let indicator = line.of_sense(Sense::Indicator, Offset::This).next();
    let noun = part(&fold(indicator.map_or(line.row.action.text.as_str(), |cell| cell.text)))?;
    let near = step(result.text) * 0.6;
    let cells = line.told();
    let mut now = cells
        .iter()
        .copied()
        .filter(|cell| cell.slot.year == Offset::This && cell.figure.is_none());
    now.find_map(|cell: &Read<'_>| {
        let own = || cell.quantities.iter().filter(|one| one.year == line.sheet);
        let before = |one: &prose::Quantity| {
            let text = cell.text.get(..one.span.start).unwrap_or_default();
            tail(
                text.trim_end_matches(['は', '：', ':', ' ', '　', 'が', '延', 'べ', '者', '数']),
                6,
            )
        };
        let mut wholes = own().filter(|one| {
            let lead = before(one);
            WHOLES.iter().any(|word| lead.ends_with(word.trim_end_matches(['者', '数'])))
        });
        let whole = wholes.next().filter(|_| wholes.next().is_none())?;
        let mut parts = own().filter(|one| {
            let after = head(cell.text.get(one.span.end..).unwrap_or_default(), 4);
            let follows = after.trim_start_matches(['が', 'を', 'に']).starts_with(&noun);
            let same = kind(&one.unit) == kind(&whole.unit) && one.span != whole.span;
            same && one.span.start > whole.span.end && (before(one).ends_with(&noun) || follows)
        });
        let counted = parts.next().filter(|_| parts.next().is_none())?;
        (whole.value > 0.0 && counted.value <= whole.value).then_some(())?;
        let right = counted.value / whole.value * 100.0;
        ((right - rate).abs() > near && (right - rate).abs() < 20.0).then_some(())?;
        let message = format!(
            "{}のうち{}なら{}％ですが、{}は「{}」です。",
            quote(whole.span.of(cell.text)),
            quote(counted.span.of(cell.text)),
            shown((right * 10.0).round() / 10.0),
            result.slot.field,
            likeness::told(result.figure.as_ref()?)
        );
        let marks = vec![
            line.words(&cell.slot, counted.span),
            line.words(&cell.slot, whole.span),
            line.mark(&result.slot),
        ];
        Some(rule.found(line.row.no, marks, message))
    })
}

/// So far may the rate of a column lie from that of the text, in points: further, it is of another
/// thing.
const FAR: f64 = 15.0;

/// No name is longer.
const NAME: usize = 30;

/// 対象1,432人のうち1,398人を訪問した: the one part of the text that is what the rate counts, by the
/// words beside it.
fn among(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let (column, figure, place) = now(line)?;
    let unit = column.quantities.first().map_or(figure.unit.as_str(), |one| one.unit.as_str());
    prose::matching::is_percent(unit).then_some(())?;
    let indicator = line.of_sense(Sense::Indicator, Offset::This).next();
    // The name of the action may stand in a column of its own
    let names = line.cells.values().filter(|cell| cell.sense == Sense::Other);
    let names = names.filter(|cell| cell.figure.is_none() && cell.text.chars().count() <= NAME);
    let mut name = fold(indicator.map_or(line.row.action.text.as_str(), |cell| cell.text));
    names.for_each(|cell| name.push_str(&cell.folded));
    let name: Vec<(char, char)> = classes::pairs(&name, classes::is_of_noun)
        .filter(|pair| !matches!(pair, ('割', '合') | ('人' | '件' | '者', '数')))
        .collect();
    let cells = line.told();
    let told = cells.iter().copied();
    let told = told.filter(|cell| cell.slot.year == Offset::This && cell.slot != column.slot);
    let mut pairs = told.flat_map(|cell| {
        let joined = cell.quantities.windows(2).filter_map(move |two| match two {
            [whole, part] if is_among(cell, whole, part) => Some((cell, whole, part)),
            _ => None,
        });
        joined.collect::<Vec<_>>()
    });
    let (cell, whole, part) = pairs.next().filter(|_| pairs.next().is_none())?;
    (whole.year == line.sheet && part.year == line.sheet).then_some(())?;
    let piece = cell.sentence(part.span);
    let words = cell.text.get(whole.span.end..piece.end)?;
    let near = head(words, 30);
    let same = classes::pairs(&fold(near), classes::is_of_noun).any(|pair| name.contains(&pair));
    let other = ["回答", "アンケート", "第1回", "第１回", "回目", "うち初", "うち新"];
    let other = other.iter().any(|word| piece.of(cell.text).contains(word));
    let right = part.value / whole.value * 100.0;
    let apart = (right - figure.value).abs();
    let step = step(figure_text(column, &place)).max(0.1) * 0.6;
    (same && !other && apart > step && apart < FAR).then_some(())?;
    let message = format!(
        "{}のうち{}なら{}％ですが、{}は「{}」です。",
        quote(whole.span.of(cell.text)),
        quote(part.span.of(cell.text)),
        shown((right * 10.0).round() / 10.0),
        column.slot.field,
        likeness::told(&figure)
    );
    let marks = vec![line.words(&cell.slot, part.span), line.words(&cell.slot, whole.span), place];
    Some(rule.found(line.row.no, marks, message))
}

/// The figure of a column as it is written.
fn figure_text<'t>(column: &Read<'t>, place: &crate::finding::Mark) -> &'t str {
    place.span.map_or(column.text, |span| span.of(column.text))
}

/// Whether the second of two counts is a part of the first: 84人のうち女性は17人, 対象50人中45人.
fn is_among(cell: &Read<'_>, whole: &Quantity, part: &Quantity) -> bool {
    let between = cell.between(whole.span, part.span);
    let joined = ["のうち", "うち", "中", "に対し", "人の中"];
    let joined = joined.iter().any(|word| between.starts_with(word))
        || between.contains("のうち") && !between.contains(['、', '，']);
    let counted = |one: &Quantity| {
        !matches!(kind(&one.unit), "％" | "円" | "千円" | "回" | "歳" | "時間" | "倍")
            && one.per.is_none()
            && !one.approximate
    };
    joined
        && between.chars().nth(16).is_none()
        && !between.contains(['。', '\n'])
        && kind(&whole.unit) == kind(&part.unit)
        && counted(whole)
        && counted(part)
        && part.value <= whole.value
        && whole.value > 0.0
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn a_rate_is_that_of_the_part_that_the_text_tells_in_every_style() {
        let row = |rate, text| {
            [("action", "乳児家庭の訪問"), ("field:R7訪問率実績値", rate), ("status", text)]
        };
        for text in [
            "対象1,432人のうち1,398人を訪問しました。",
            "・対象1,432人中1,398人に訪問",
            "該当する１，４３２人のうち１，３９８人を訪問した。",
        ] {
            speaks("RATE_OF_PARTS", &row("98.6％", text));
            silent("RATE_OF_PARTS", &row("97.6％", text));
        }
        for text in [
            "アンケートに回答した1,432人のうち1,398人が訪問に満足した。",
            "来所した1,432人のうち要精密検査は1,398人であった。",
            "訪問した1,432人のうち98人を医療機関につないだ。",
        ] {
            silent("RATE_OF_PARTS", &row("98.6％", text));
        }
    }
}
