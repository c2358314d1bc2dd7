//! Growth and ratios in figures against the two figures that they compare.

use domain::{Field, Offset};
use prose::{
    Quantity, QuantityRole,
    lexicon::{self, Trend},
    matching::{actual, akin, is_percent, kind, matched},
};

use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::{Sense, step},
};

/// It grew by something else.
pub(super) const RULE: Rule = Rule {
    name: "GROWTH_MISMATCH",
    title: "増減の数と前後の数の不一致",
    family: Family::Numbers,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "増減（％・倍・ポイント・数）が、比べている二つの数と合いません。どれが正しいでしょうか。",
    instruction: "前後の数から増減を計算し直し、誤っている数を直してください。",
    why: "前後の数が分かると増減は計算できるので、読み手は誤りに気付きます。",
    example: &[&[("status", "参加者は80人から100人へ、前年度比15％増となった。")]],
    controls: &[
        &[&[("status", "参加者は80人から100人へ、前年度比25％増となった。")]],
        &[&[
            ("previous_status", "参加者：80人"),
            ("status", "参加者：100人"),
            ("evaluation", "参加者が前年度より20人増加した。"),
        ]],
        &[&[("status", "参加者100人。委員を２人増員した。")]],
        &[&[("status", "登録者は1,240人から1,486人へ246人（19.8％）増えた。")]],
        &[&[("status", "管理職の割合は18.2％から19.4％へ1.2ポイント増となった。")]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| wrong(line, rule)).collect(),
};

/// How something changed, in figures.
enum Change {
    Percent,
    Times,
    Points,
    /// Points for the better, whichever way that is.
    Better,
    Number,
}

const MORE: [&str; 12] = [
    "増",
    "の増",
    "上昇",
    "の上昇",
    "上回",
    "アップ",
    "向上",
    "多い",
    "多く",
    "多か",
    "も増",
    "伸び",
];
const LESS: [&str; 11] =
    ["減", "の減", "低下", "の低下", "下回", "ダウン", "少な", "落ち", "も減", "悪化", "縮"];

/// The text behind a figure, past the bracket that closes on it (前年度比（8.2％）増) or follows it
/// (246人（19.8％）増えた).
fn behind<'b>(cell: &'b Read<'_>, one: &Quantity) -> Option<&'b str> {
    let (before, after) = (cell.text.get(..one.span.start)?, cell.text.get(one.span.end..)?);
    let closed = after.strip_prefix(['）', ')']).filter(|_| before.ends_with(['（', '(']));
    let noted = || {
        let inner = after.strip_prefix(['（', '('])?;
        let end = inner.find(['）', ')']).filter(|end| *end <= 24)?;
        inner.get(end..)?.strip_prefix(['）', ')'])
    };
    Some(closed.or_else(noted).unwrap_or(after))
}

/// What a figure says of a change, and which way.
fn change(cell: &Read<'_>, one: &Quantity) -> Option<(Change, Trend)> {
    let after = behind(cell, one)?.trim_start_matches([' ', '　', '程', '度']);
    let starts = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let more = starts(&MORE);
    let trend = if more { Some(Trend::More) } else { starts(&LESS).then_some(Trend::Less) };
    let wished = [
        "増や", "増員", "増設", "増額", "減ら", "減額", "減員", "増刷", "減免", "減塩", "減災",
        "減量", "減税", "増進", "増築",
    ];
    if wished.iter().any(|word| head(after, 4).contains(word)) {
        return None;
    }
    match one.unit.as_str() {
        "倍" => Some((Change::Times, Trend::More)),
        "ポイント" if starts(&["改善", "好転", "の改善"]) => {
            Some((Change::Better, Trend::More))
        }
        "ポイント" => Some((Change::Points, trend?)),
        unit if is_percent(unit) && unit != "割" => Some((Change::Percent, trend?)),
        _ => Some((Change::Number, trend?)),
    }
}

impl Change {
    /// Whether two figures changed so.
    fn fits(&self, told: (&Quantity, Trend, f64), old: f64, new: f64) -> bool {
        let (one, trend, step) = told;
        let way = if trend == Trend::More { new - old } else { old - new };
        let is = |value: f64| (value - one.value).abs() < step.max(1e-6);
        match self {
            Self::Times => old > 0.0 && is(new / old),
            Self::Percent => old > 0.0 && is(way / old * 100.0),
            Self::Points | Self::Number => is(way),
            Self::Better => is(way.abs()),
        }
    }

    /// Whether a figure is of the kind of which this tells.
    fn compares(&self, told: &Quantity, other: &Quantity) -> bool {
        match self {
            Self::Times | Self::Percent => !matches!(other.unit.as_str(), "倍" | "ポイント" | "％"),
            Self::Points | Self::Better => other.unit == "％",
            Self::Number => kind(&other.unit) == kind(&told.unit),
        }
    }
}

fn wrong(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let cells = line.told();
    let mut own = cells.iter().filter(|cell| cell.slot.year == Offset::This);
    own.find_map(|cell| {
        cell.quantities.iter().take(40).find_map(|one| {
            let sure = one.role != QuantityRole::Target && one.high.is_none();
            let (change, trend) = change(cell, one).filter(|_| sure)?;
            // 約2.4倍 is rounded, 約20人 may be anything near it
            let rounded = matches!(change, Change::Times | Change::Percent | Change::Points);
            (!one.approximate || rounded).then_some(())?;
            contradicted(line, cell, (one, &change, trend), rule)
        })
    })
}

fn contradicted(
    line: &ReadRow<'_>,
    cell: &Read<'_>,
    (one, change, trend): (&Quantity, &Change, Trend),
    rule: &Rule,
) -> Option<Finding> {
    let exact = step(one.span.of(cell.text));
    let within = if one.approximate { exact.max(one.value.abs() * ABOUT) } else { exact };
    let told = (one, trend, within);
    let piece = cell.sentence(one.span);
    let of = |other: &&Quantity| other.span != one.span && change.compares(one, other);
    // R5の14回から1回減ったが、目標値の12回を上回った: a target is none of the two years
    let aimed = |other: &Quantity| {
        let lead = tail(cell.text.get(..other.span.start).unwrap_or_default(), 6);
        lexicon::holds(lead, &["目標", "計画", "定員"])
    };
    let near: Vec<&Quantity> =
        cell.counts(piece).filter(of).filter(|other| !aimed(other)).take(8).collect();
    let all = near.iter().flat_map(|a| near.iter().map(move |b| (*a, *b)));
    let inner: Vec<_> =
        all.filter(|(a, b)| a.span != b.span && kind(&a.unit) == kind(&b.unit)).collect();
    if let Some(told) = points_in_percent(line, cell, told, change) {
        return Some(rule.found(line.row.no, vec![line.words(&cell.slot, one.span)], told));
    }
    let across = across(line, cell, (one, change));
    // 2,214件（前年度比20.1％増）: the number before it is what changed
    let subject = near.iter().rfind(|other| other.span.end <= one.span.start);
    let own = across.iter().find(|(_, new)| subject.is_some_and(|own| std::ptr::eq(*own, *new)));
    let (own, across) = (own.copied(), across.clone());
    let across = own.map_or(across, |own| vec![own]);
    let between = by_years(line, cell, (one, change), subject.copied());
    // From the base, or from another year's column
    let columns = line.cells.values().filter(|cell| cell.figure.is_some());
    let columns = columns.flat_map(|cell| &cell.quantities).filter(of).take(12);
    let known: Vec<&Quantity> = near.iter().copied().chain(columns).collect();
    let known = known.iter().flat_map(|a| known.iter().map(move |b| (*a, *b)));
    let known: Vec<_> = known.filter(|(a, b)| !std::ptr::eq(*a, *b)).collect();
    // What the row tells elsewhere of this year: 令和６年度実績「4回／118人」
    let elsewhere = line.told().into_iter().filter(|cell| cell.slot.year == Offset::This);
    let elsewhere: Vec<&Quantity> =
        elsewhere.flat_map(|cell| cell.quantities.iter().filter(of)).take(24).collect();
    let later: Vec<_> = near
        .iter()
        .flat_map(|a| elsewhere.iter().map(move |b| (*a, *b)))
        .filter(|(a, b)| matches!(change, Change::Number) && kind(&a.unit) == kind(&b.unit))
        .collect();
    let halves = by_halves(line, cell, (one, change));
    let mut both = inner.iter().chain(&across).chain(&known).chain(&later).chain(&halves);
    if both.any(|(old, new)| change.fits(told, old.value, new.value)) {
        return None;
    }
    let (old, new) = match (near.as_slice(), across.as_slice()) {
        _ if between.is_some() => between?,
        _ if halves.is_some() => halves?,
        ([a, b], _) if kind(&a.unit) == kind(&b.unit) && compared(cell, a, b) => {
            if compared_later(cell, a, b) { (*b, *a) } else { (*a, *b) }
        }
        ([] | [_], [only]) if !is_of_another(cell, one) => *only,
        (_, [only]) if own.is_some() && !is_of_another(cell, one) => *only,
        _ => return None,
    };
    let message = format!(
        "{}とありますが、{}{}から{}{}への増減と合いません。",
        quote(one.span.of(cell.text)),
        shown(old.value),
        old.unit,
        shown(new.value),
        new.unit
    );
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, one.span)], message))
}

/// The words straight before a change that say against what it is: 基準値から, R5比, 前年度より.
fn against<'b>(cell: &'b Read<'_>, one: &Quantity) -> &'b str {
    let lead = tail(cell.text.get(..one.span.start).unwrap_or_default(), 16);
    let lead = lead.rsplit(['、', '。', '，', '\n', '（', '(', '→']).next().unwrap_or(lead);
    // 前年度の2.5倍
    let times = one.unit == "倍" && lead.ends_with(['の', '約']);
    let compared = lexicon::holds(lead, &["から", "より", "比", "に対", "と比"]);
    if times || compared { lead } else { "" }
}

/// How far what is told with 約 may lie from what it is, as a share of it.
const ABOUT: f64 = 0.05;

/// 上半期から5.0ポイント改善: the shares that the two halves of the year tell, each of them one.
fn by_halves<'b>(
    line: &'b ReadRow<'_>,
    cell: &Read<'_>,
    (one, change): (&Quantity, &Change),
) -> Option<(&'b Quantity, &'b Quantity)> {
    let halves = ["上半期", "上期", "前半", "前期", "4～9月", "4〜9月", "９月まで", "年度前半"];
    lexicon::holds(against(cell, one), &halves).then_some(())?;
    matches!(change, Change::Points | Change::Better).then_some(())?;
    let told = line.told().into_iter().filter(|other| {
        other.slot.year == Offset::This && other.slot != cell.slot && other.sense == Sense::Report
    });
    let mut shares = told.filter_map(|other| {
        let mut rates = other.quantities.iter().filter(|rate| rate.unit == "％");
        rates.next().filter(|_| rates.next().is_none())
    });
    let (a, b, None) = (shares.next()?, shares.next()?, shares.next()) else { return None };
    Some((a, b))
}

/// Whether a change is against something else than last year: 計画, 目標, 県.
fn is_of_another(cell: &Read<'_>, one: &Quantity) -> bool {
    let lead = against(cell, one);
    lexicon::holds(lead, &["基準", "策定", "当初", "計画", "目標", "県", "全国", "コロナ", "定員"])
}

/// The figures of the columns that the words name: 基準値から2.6ポイント増 is from the base to this
/// year's figure, or to the number that the sentence gives.
fn by_years<'b>(
    line: &'b ReadRow<'_>,
    cell: &'b Read<'_>,
    (one, change): (&Quantity, &Change),
    subject: Option<&'b Quantity>,
) -> Option<(&'b Quantity, &'b Quantity)> {
    let lead = against(cell, one);
    let base = lexicon::holds(lead, &["基準値", "基準年", "策定時", "当初値"]);
    let start = one.span.start - lead.len();
    let named = |year: &&prose::Named| start <= year.span.start && year.span.end <= one.span.start;
    let year = cell.years.iter().find(named).map(|year| year.year);
    let columns = || {
        let figures = line.cells.values().filter(|cell| cell.figure.is_some());
        figures.filter_map(|cell| {
            let value = cell.quantities.first().filter(|other| change.compares(one, other))?;
            let heading = cell.slot.field.label();
            let asked = prose::AskedField { field: &cell.slot.field, year: value.year };
            let years = prose::relative_years(heading, asked);
            Some((cell.sense, years.first().map_or(value.year, |year| year.year), value))
        })
    };
    let valued = |sense: Sense| !matches!(sense, Sense::Target | Sense::Plan | Sense::Money);
    let of = |year| {
        let mut found = columns()
            .filter(|(sense, of, _)| *of == year && valued(*sense) && *sense != Sense::Base);
        let (first, None) = (found.next()?, found.next()) else { return None };
        Some(first.2)
    };
    let old = if base {
        let mut bases = columns().filter(|(sense, ..)| *sense == Sense::Base);
        let (first, None) = (bases.next()?, bases.next()) else { return None };
        first.2
    } else {
        of(year.filter(|year| *year < line.sheet)?)?
    };
    let same = |own: &&Quantity| kind(&own.unit) == kind(&old.unit);
    let new = match (of(line.sheet), subject) {
        // The sentence may tell of something else than the columns do
        (Some(new), Some(own)) => Some(new).filter(|new| (new.value - own.value).abs() < 1e-6)?,
        (Some(new), None) if base || !matches!(change, Change::Percent | Change::Times) => new,
        (_, own) => own.filter(same)?,
    };
    (kind(&old.unit) == kind(&new.unit)).then_some((old, new))
}

/// 18.2％から19.4％へ1.2％増: the difference of two shares told as if it were their growth.
fn points_in_percent(
    line: &ReadRow<'_>,
    cell: &Read<'_>,
    (one, trend, step): (&Quantity, Trend, f64),
    change: &Change,
) -> Option<String> {
    matches!(change, Change::Percent).then_some(())?;
    let share = |other: &&Quantity| other.unit == "％" && other.span != one.span;
    let near = || cell.counts(cell.sentence(one.span)).filter(|other| other.span != one.span);
    // A number of people in the sentence may be what grew
    if near().any(|other| !is_percent(&other.unit)) {
        return None;
    }
    let valued = |cell: &&Read<'_>| {
        cell.figure.is_some()
            && !matches!(cell.sense, Sense::Target | Sense::Plan | Sense::Rate | Sense::Money)
    };
    let columns: Vec<&Quantity> = line
        .cells
        .values()
        .filter(valued)
        .flat_map(|cell| &cell.quantities)
        .filter(share)
        .collect();
    let told: Vec<&Quantity> = near().filter(share).collect();
    let all = if told.len() == 2 { told } else { columns };
    let pairs = all.iter().flat_map(|old| all.iter().map(move |new| (*old, *new)));
    let pairs: Vec<_> =
        pairs.filter(|(old, new)| old.span != new.span || old.year < new.year).collect();
    let fits = |change: &Change, (old, new): &(&Quantity, &Quantity)| {
        change.fits((one, trend, step), old.value, new.value)
    };
    if pairs.iter().any(|pair| fits(&Change::Percent, pair)) {
        return None;
    }
    let later = |(old, new): &&(&Quantity, &Quantity)| {
        old.year < new.year || old.year == new.year && old.span < new.span
    };
    let (old, new) = pairs.iter().filter(later).find(|pair| fits(&Change::Points, pair))?;
    Some(format!(
        "{}％と{}％の差は{}ポイントですが、{}とあります（増減率とは異なります）。",
        shown(old.value),
        shown(new.value),
        shown(((new.value - old.value).abs() * 1000.0).round() / 1000.0),
        quote(one.span.of(cell.text))
    ))
}

/// Whether two figures of a sentence are one before and one after.
fn compared(cell: &Read<'_>, a: &Quantity, b: &Quantity) -> bool {
    let between = cell.between(a.span, b.span);
    let after = head(cell.text.get(b.span.end..).unwrap_or_default(), 10);
    ["から", "→", "より", "に対し", "前年", "昨年", "であった", "に比べ"]
        .iter()
        .any(|word| between.contains(word))
        || compared_later(cell, a, b)
        || after.contains("から")
}

/// 100人（前年度80人）: the earlier one stands behind.
fn compared_later(cell: &Read<'_>, a: &Quantity, b: &Quantity) -> bool {
    let between = cell.between(a.span, b.span);
    ["前年", "昨年", "前回", "昨年度", "前年度"].iter().any(|word| between.contains(word))
        && !between.contains("から")
}

/// Last year's figures with this year's, of the kind of which the change tells.
fn across<'b>(
    line: &'b ReadRow<'_>,
    cell: &'b Read<'_>,
    (one, change): (&Quantity, &Change),
) -> Vec<(&'b Quantity, &'b Quantity)> {
    let of = |other: &&Quantity| other.span != one.span && change.compares(one, other);
    let both = |before: &'b Read<'_>, now: &'b Read<'_>| {
        matched(actual(&before.quantities).filter(of), actual(&now.quantities).filter(of))
    };
    let before = line.given(Field::Status, Offset::Previous);
    let now = line.given(Field::Status, Offset::This).unwrap_or(cell);
    let mut pairs = before.map_or_else(Vec::new, |before| both(before, now));
    if pairs.is_empty() {
        // Last year stands in a column of another name: 前年度の参加者数
        let told = line.told().into_iter().filter(|cell| cell.slot.year == Offset::Previous);
        pairs = told.flat_map(|before| both(before, cell)).collect();
    }
    pairs.retain(|(old, new)| new.year > old.year);
    let label = |new: &Quantity| akin(one, new) || one.label.is_empty();
    let named: Vec<_> = pairs.iter().copied().filter(|(_, new)| label(new)).collect();
    if named.is_empty() { pairs } else { named }
}
