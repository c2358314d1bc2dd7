//! So many in each of so many places, and averages, against the total.

use prose::{Per, Quantity, Share, matching::kind};

use crate::scan::in_counting_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::step,
};

/// Each, the places and the total do not fit.
pub(super) const PLACES: Rule = Rule {
    name: "EACH_TOTAL_MISMATCH",
    title: "「各○」と合計の不一致",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "か所ごとの数と、か所数、合計が合いません。どれが正しいでしょうか。",
    instruction: "掛け算をし直し、誤っている数を直してください。か所により数が違う場合は、その旨を書いてください。",
    why: "掛け算で確かめられるので、読み手は誤りに気付きます。",
    example: &[&[("status", "３会場で各２回、計８回の講座を開催した。")]],
    controls: &[
        &[&[("status", "４会場で各２回、計８回の講座を開催した。")]],
        &[&[("status", "３会場で各２回程度、計８回の講座を開催した。")]],
        &[&[("status", "３会場で講座を各２回開催した。参加者は計80人であった。")]],
        &[&[("status", "・保育園５園×各１回、小学校４校×各１回、計９回")]],
        &[&[("status", "４圏域×６回、計24回開催しました。")]],
        &[&[("status", "小学校12校、中学校５校から各２名、計34名が参加した。")]],
    ],
    find: |context, rule| in_counting_cells(context, |line, cell| places(line, cell, rule)),
};

fn places(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    cell.sentences.iter().find_map(|piece| {
        let exact = |one: &&Quantity| !one.approximate && one.high.is_none() && !one.least;
        let all: Vec<&Quantity> = cell.counts(*piece).filter(exact).collect();
        let pairs = products(cell, &all);
        let (_, each) = pairs.first()?;
        if pairs.iter().any(|(_, other)| kind(&other.unit) != kind(&each.unit)) {
            return None;
        }
        let is_sum = |one: &&&Quantity| {
            kind(&one.unit) == kind(&each.unit) && one.per.is_none() && is_total(cell, one)
        };
        let total = all.iter().find(is_sum)?;
        let product: f64 = pairs.iter().map(|(place, each)| place.value * each.value).sum();
        ((product - total.value).abs() > 1e-6).then_some(())?;
        let told = pairs.iter().map(|(place, each)| {
            format!("{}{}で各{}{}", shown(place.value), place.unit, shown(each.value), each.unit)
        });
        let message = format!(
            "{}なら{}{}ですが、{}とあります。",
            told.collect::<Vec<_>>().join("、"),
            shown(product),
            each.unit,
            quote(total.span.of(cell.text))
        );
        let mut marks = vec![line.words(&cell.slot, total.span)];
        let factors = pairs.iter().flat_map(|(place, each)| [each.span, place.span]);
        marks.extend(factors.map(|span| line.words(&cell.slot, span)));
        Some(rule.found(line.row.no, marks, message))
    })
}

/// The places with what was done in each: the one pair of a sentence, or pairs that stand side by
/// side (5園×各1回、4校×各1回).
fn products<'b>(cell: &Read<'_>, all: &[&'b Quantity]) -> Vec<(&'b Quantity, &'b Quantity)> {
    let times = |one: &Quantity| {
        let before = cell.text.get(..one.span.start).unwrap_or_default().trim_end();
        before.ends_with(['×', '✕'])
    };
    let eaches: Vec<&Quantity> = all
        .iter()
        .copied()
        .filter(|one| (one.per == Some(Per::Each) || times(one)) && is_added(one))
        .collect();
    let places: Vec<&Quantity> = all.iter().copied().filter(|one| is_place(cell, one)).collect();
    if let ([each], [place]) = (eaches.as_slice(), places.as_slice()) {
        let apart = each.span != place.span;
        return if apart { vec![(*place, *each)] } else { Vec::new() };
    }
    // 小学校12校、中学校5校から各2名: each of all the places that are listed before it
    if let ([each], [first, .., last]) = (eaches.as_slice(), places.as_slice()) {
        let gaps = places.windows(2).all(|pair| match pair {
            [a, b] => cell.between(a.span, b.span).chars().count() <= 8,
            _ => false,
        });
        let whole = kind(&first.unit) == kind(&last.unit) && gaps;
        let before = last.span.end <= each.span.start
            && cell.between(last.span, each.span).chars().count() <= 4;
        let all = places.iter().map(|place| (*place, *each)).collect();
        return if whole && before { all } else { Vec::new() };
    }
    let beside = eaches.iter().filter_map(|each| {
        let place = places.iter().rfind(|place| place.span.end <= each.span.start)?;
        let gap = cell.between(place.span, each.span);
        let near = gap.trim().chars().count() <= 2 && !gap.contains(['、', '。', '\n']);
        near.then_some((*place, *each))
    });
    let pairs: Vec<_> = beside.collect();
    let whole = pairs.len() == eaches.len() && pairs.len() == places.len();
    if whole { pairs } else { Vec::new() }
}

/// What is added up over places; hours and money of each are told by themselves.
fn is_added(one: &Quantity) -> bool {
    matches!(kind(&one.unit), "人" | "回" | "件" | "部" | "コマ" | "世帯" | "組")
}

fn is_place(cell: &Read<'_>, one: &Quantity) -> bool {
    const GROUPS: [&str; 6] = ["クラス", "コース", "学級", "グループ", "班", "チーム"];
    (prose::is_place(&one.unit) || GROUPS.contains(&one.unit.as_str()))
        && one.share != Share::Part
        && one.per.is_none()
        && one.value >= 2.0
        && !cell.text.get(one.span.end..).unwrap_or_default().starts_with("のうち")
}

fn is_total(cell: &Read<'_>, one: &Quantity) -> bool {
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let words = one.span.of(cell.text);
    one.share == Share::Total
        || ["延べ", "延", "のべ", "計"].iter().any(|word| words.starts_with(word))
        || ["計", "全", "延べ"].iter().any(|word| tail(before, 2).ends_with(word))
}

/// An average that the total does not give.
pub(super) const AVERAGE: Rule = Rule {
    name: "AVERAGE_MISMATCH",
    title: "平均と合計の不一致",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "平均が、合計と回数（か所数）から計算した値と合いません。どれが正しいでしょうか。",
    instruction: "割り算をし直し、誤っている数を直してください。",
    why: "割り算で確かめられるので、読み手は誤りに気付きます。",
    example: &[&[("status", "講座を４回開催し、延べ100人が参加した（１回平均30人）。")]],
    controls: &[
        &[&[("status", "講座を４回開催し、延べ100人が参加した（１回平均25人）。")]],
        &[&[("status", "講座を３回開催し、延べ100人が参加した。平均33.3人であった。")]],
        &[&[("status", "講座を４回開催し、延べ100人が参加した。県平均30人を下回る。")]],
        &[&[("status", "・定員６人、開所240日\n・１日平均4.2人")]],
        &[&[("status", "委員38人が延べ4,212回訪問した（委員１人当たり110.8回）。")]],
        &[&[("status", "講座を６回開催し、60人が参加した。１人につき３回まで参加できる。")]],
    ],
    find: |context, rule| in_counting_cells(context, |line, cell| average(line, cell, rule)),
};

fn average(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let said = cell.text.contains("平均");
    (said || MEANS.iter().any(|word| cell.text.contains(word))).then_some(())?;
    let named = || cell.quantities.iter().find(|one| said && is_mean(cell, one));
    let head = || cell.quantities.iter().find(|one| is_by_head(cell, one));
    let mean = named().or_else(head)?;
    let by_head = !is_mean(cell, mean);
    let same = |one: &&Quantity| {
        one.span != mean.span && kind(&one.unit) == kind(&mean.unit) && one.value > mean.value
    };
    let sums: Vec<&Quantity> = cell
        .quantities
        .iter()
        .filter(same)
        .filter(|one| one.per.is_none() && !is_room(cell, one))
        .collect();
    let total = match sums.as_slice() {
        [only] => *only,
        many => {
            let mut totals = many.iter().filter(|one| is_total(cell, one));
            let (total, None) = (totals.next()?, totals.next()) else { return None };
            *total
        }
    };
    let times: Vec<&Quantity> = cell
        .quantities
        .iter()
        .filter(|one| (one.unit == "回" || is_place(cell, one)) && one.value >= 2.0)
        .filter(|one| one.span != mean.span && one.per != Some(Per::Each))
        .collect();
    let per = per_what(cell, mean);
    let times: Vec<&Quantity> = match per {
        Some(unit) => cell
            .quantities
            .iter()
            .filter(|one| {
                kind(&one.unit) == kind(unit) && one.value >= 2.0 && one.span != mean.span
            })
            .filter(|one| one.span != total.span)
            .filter(|one| one.per.is_none() || one.per == Some(Per::Year))
            .collect(),
        None => times,
    };
    // Of several the one of the average's own sentence
    let piece = cell.sentence(mean.span);
    let own: Vec<&Quantity> = times
        .iter()
        .copied()
        .filter(|one| piece.start <= one.span.start && one.span.end <= piece.end)
        .collect();
    let times = if own.len() == 1 { own } else { times };
    // 計48回: of several sessions those that are told as all
    let all: Vec<&Quantity> = times.iter().copied().filter(|one| is_total(cell, one)).collect();
    let fits = |one: &&Quantity| {
        (total.value / one.value - mean.value).abs() < step(mean.span.of(cell.text))
    };
    let times =
        if times.len() > 1 && all.len() == 1 && !times.iter().any(fits) { all } else { times };
    let [times] = times.as_slice() else { return None };
    let right = total.value / times.value;
    let within = if mean.approximate { 1.0 } else { step(mean.span.of(cell.text)) };
    ((right - mean.value).abs() >= within.max(1e-6)).then_some(())?;
    // What is said without 平均 may be a price or a rule: only what is nearly the quotient is meant
    let (low, high) = (right.min(mean.value), right.max(mean.value));
    let near = high < low * 2.0 || (high / low - 10.0).abs() < 0.1;
    (!by_head || near).then_some(())?;
    let message = format!(
        "{}{}を{}{}で割ると{}{}ですが、平均{}とあります。",
        shown(total.value),
        total.unit,
        shown(times.value),
        times.unit,
        shown((right * 10.0).round() / 10.0),
        mean.unit,
        quote(mean.span.of(cell.text))
    );
    let marks = [mean, total, *times].map(|one| line.words(&cell.slot, one.span));
    Some(rule.found(line.row.no, marks.to_vec(), message))
}

/// 定員6人: room for so many is no sum.
fn is_room(cell: &Read<'_>, one: &Quantity) -> bool {
    let lead = tail(cell.text.get(..one.span.start).unwrap_or_default(), 5);
    ["定員", "定数", "枠", "目標", "計画", "予定"].iter().any(|word| lead.contains(word))
}

/// 1人当たり平均14回, １か所平均: of what the average is.
fn per_what(cell: &Read<'_>, mean: &Quantity) -> Option<&'static str> {
    let before = tail(cell.text.get(..mean.span.start).unwrap_or_default(), 14);
    let at = before.rfind("平均").or_else(|| MEANS.iter().filter_map(|w| before.rfind(w)).max())?;
    let lead = before.get(..at)?;
    let lead = lead.trim_end_matches(['当', 'た', 'り', 'あ', 'の']);
    ["人", "回", "か所", "校", "世帯", "会場", "団体", "日", "館", "区", "件", "地区", "園", "教室"]
        .into_iter()
        .find(|unit| lead.strip_suffix(unit).is_some_and(|rest| rest.ends_with(['1', '１', '一'])))
}

/// Words behind the one of which an average is told without the word: 委員1人当たり110.8回.
const MEANS: [&str; 4] = ["当たり", "あたり", "当り", "につき"];

fn is_by_head(cell: &Read<'_>, one: &Quantity) -> bool {
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let lead = tail(before, 8).trim_end_matches(['約', 'は', '：', ':', ' ', '　', '、']);
    let person = ["人口", "市民", "町民", "国民", "県民"];
    let near = tail(before, 14);
    let sum = matches!(kind(&one.unit), "円" | "千円" | "万円" | "時間" | "分");
    MEANS.iter().any(|word| lead.ends_with(word))
        && per_what(cell, one).is_some()
        && !person.iter().any(|word| near.contains(word))
        && !sum
}

fn is_mean(cell: &Read<'_>, one: &Quantity) -> bool {
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let lead = tail(before, 6).trim_end_matches(['約', 'で', 'は', '：', ':', ' ', '　']);
    let others =
        ["県平均", "国平均", "市平均", "全体平均", "年平均", "全国平均", "年齢平均", "月平均"];
    lead.ends_with("平均") && !others.iter().any(|word| lead.ends_with(word))
}
