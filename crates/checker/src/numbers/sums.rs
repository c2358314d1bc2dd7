//! Totals against their parts.

use prose::matching::kind;
use prose::{Quantity, Share, Span, is_place, lexicon};

use super::{bare_lists, listed::is_slip, reports::reports};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, shown, tail},
    rule::{Family, Rule, RuleScope},
    sense::step,
};

/// Parts further from each other than this many characters are no list.
const APART: usize = 40;

/// A list of less than this share of the total is none of its parts: 56か所（新規5か所、休止1か所）.
const WHOLE: f64 = 0.6;
/// A total elsewhere in the cell is nearer to the sum of its parts than this share.
const NEAR: f64 = 0.1;
/// What is nearer to the whole than this share, and no list is, may be a slip of one digit.
const SLIPPED: f64 = 0.03;
/// No list has more parts.
const MOST: usize = 30;
/// The parts do not add up.
pub(super) const MISMATCH: Rule = Rule {
    name: "SUM_MISMATCH",
    title: "合計と内訳の不一致",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "合計と内訳が合いません。どちらが正しいでしょうか。",
    instruction: "内訳を足し直し、合計または内訳を直してください。重複や延べ数がある場合は、その旨を書いてください。",
    why: "内訳と合計が並んでいるので、読み手は足し算で誤りに気付きます。",
    example: &[&[("status", "参加者：１１月５日：１６人、１１月１７日：１７人　　合計３４人")]],
    controls: &[
        &[&[("status", "参加者：６月３日：１８人、９月９日：２３人　　合計４\n１人")]],
        &[&[("status", "一般相談　２，３７２件\n（うち法律　６４４件、税金　１４９件　など）")]],
        &[&[("status", "講座を３回開催し、参加者は合計45人であった。")]],
    ],
    find: |context, rule| sums(context, rule, true),
};

/// A breakdown that leaves a rest.
pub(super) const PARTIAL: Rule = Rule {
    name: "BREAKDOWN_PARTIAL",
    title: "内訳が一部のみ",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Info,
    limits: &[],
    question: "内訳の合計が総数より少なくなっています。残りは「その他」でしょうか。",
    instruction: "残りがある場合は「その他○件」を加えると、内訳がそろいます。",
    why: "一部だけの内訳は、集計に使うときに総数と取り違えられます。",
    example: &[&[(
        "status",
        "一般相談　２，３７２件\n（うち法律　６４４件、税金　１４９件　など）",
    )]],
    controls: &[
        &[&[("status", "相談件数は100件（うち電話60件、面接40件）であった。")]],
        &[&[("status", "講座を３回開催し、45人が参加した。")]],
    ],
    find: |context, rule| sums(context, rule, false),
};

/// A total with its parts, and whether the list is meant to be whole.
struct Sum<'b> {
    total: &'b Quantity,
    parts: Vec<&'b Quantity>,
    whole: bool,
    /// Whether nothing says that the list is whole, but nothing leaves it open either.
    likely: bool,
}

impl Sum<'_> {
    fn added(&self) -> f64 {
        self.parts.iter().map(|part| part.value).sum()
    }

    /// How far rounded shares may be from their sum: 61.3％、33.4％、5.4％ come to 100.1％.
    fn rounded(&self, cell: &Read<'_>) -> f64 {
        let Some(part) = self.parts.first().filter(|part| part.unit == "％") else { return 1e-6 };
        step(part.span.of(cell.text)) * 0.5 * self.parts.len() as f64 + 1e-6
    }

    fn is_wrong(&self) -> bool {
        let rest = self.total.value - self.added();
        rest < -1e-6 || (self.whole || self.likely) && rest > 1e-6
    }
}

fn sums(context: &CheckContext<'_>, rule: &Rule, wrong: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    for line in &context.lines {
        for cell in reports(line) {
            let sums = before(cell).into_iter().chain(after(cell)).chain(elsewhere(cell));
            let sums = sums.filter(|sum| (sum.total.value - sum.added()).abs() > sum.rounded(cell));
            let mut told = sums.filter(|sum| sum.is_wrong() == wrong);
            let told = told.next().map(|sum| finding(line, cell, &sum, rule));
            let bare = || bare_lists::odd(line, cell, rule).filter(|_| wrong);
            found.extend(told.or_else(bare));
        }
    }
    found
}

fn finding(line: &ReadRow<'_>, cell: &Read<'_>, sum: &Sum<'_>, rule: &Rule) -> Finding {
    let (total, unit) = (shown(sum.total.value), &sum.total.unit);
    let parts: Vec<_> = sum.parts.iter().map(|part| shown(part.value)).collect();
    let (parts, added) = (parts.join("＋"), shown(sum.added()));
    let message = if sum.is_wrong() {
        format!("合計は{total}{unit}とありますが、内訳は{parts}＝{added}{unit}です。")
    } else {
        format!("総数{total}{unit}に対し、内訳は{parts}＝{added}{unit}で、残りがあります。")
    };
    let spans = std::iter::once(sum.total.span).chain(sum.parts.iter().map(|part| part.span));
    let marks = spans.map(|span| line.words(&cell.slot, span)).collect();
    let sure = sum.whole || sum.added() > sum.total.value;
    let severity = if sum.is_wrong() && !sure { Severity::Warning } else { rule.severity };
    Finding { severity, ..rule.found(line.row.no, marks, message) }
}

fn is_exact(one: &Quantity) -> bool {
    !one.approximate && one.high.is_none() && one.per.is_none()
}

fn between(cell: &Read<'_>, a: Span, b: Span) -> Option<String> {
    let gap = cell.text.get(a.end..b.start)?;
    (gap.chars().nth(APART).is_none() && !gap.contains('。')).then(|| gap.to_owned())
}

/// Parts, then their total: １６人、１７人　合計３３人.
fn before<'b>(cell: &'b Read<'_>) -> Vec<Sum<'b>> {
    let all = &cell.quantities;
    let totals = all.iter().enumerate().filter(|(_, one)| is_exact(one) && is_total(cell, one));
    let sums = totals.filter_map(|(at, total)| {
        let parts = parts_before(cell, all.get(..at)?, total);
        // A figure of another kind of people (定員) may lead the list: the last ones that add up do.
        let sum = |from: usize| parts.iter().skip(from).map(|part| part.value).sum::<f64>();
        let adds = (0..parts.len()).any(|from| (sum(from) - total.value).abs() < 1e-6);
        // 新規4か所、休止1か所で計55か所: what came and went makes no total
        let added = sum(0);
        let moved = parts.iter().any(|part| is_led(cell, part, lexicon::LEFT))
            || added < total.value * WHOLE
                && parts.iter().any(|part| is_led(cell, part, lexicon::CAME_NEW));
        let whole = parts.len() >= 2 && !adds && !moved;
        whole.then_some(Sum { total, parts, whole: true, likely: false })
    });
    sums.collect()
}

/// Whether one of the words stands before a number, in its own piece of the list.
fn is_led(cell: &Read<'_>, one: &Quantity, words: &[&str]) -> bool {
    let lead = tail(cell.text.get(..one.span.start).unwrap_or_default(), 8);
    let own = lead.rsplit(['、', '，', '（', '(', '・', '\n', '。']).next().unwrap_or(lead);
    lexicon::holds(own, words)
}

/// As many parts as there are places, straight behind these, and their sum elsewhere in the cell:
/// 3か所（東部10件、中部12件、西部9件）… 相談 延べ32件.
fn elsewhere<'b>(cell: &'b Read<'_>) -> Vec<Sum<'b>> {
    let all = &cell.quantities;
    let sums = all.iter().enumerate().filter_map(|(at, places)| {
        let rest = cell.text.get(places.span.end..)?;
        let list = listed(head(rest, APART * 4)).filter(|_| is_place(&places.unit))?;
        let end = places.span.end + list.len();
        let parts: Vec<_> =
            all.get(at + 1..)?.iter().take_while(|one| one.span.end <= end).collect();
        let unit = kind(&parts.first()?.unit);
        let even = parts.iter().all(|one| kind(&one.unit) == unit && is_exact(one));
        let as_many = (parts.len() as f64 - places.value).abs() < 0.5 && parts.len() >= 2;
        let added: f64 = parts.iter().map(|one| one.value).sum();
        let other = |one: &&Quantity| one.span.start >= end || one.span.end <= places.span.start;
        let near = |one: &&Quantity| (one.value - added).abs() <= added * NEAR;
        let mut totals = all
            .iter()
            .filter(|one| kind(&one.unit) == unit && is_exact(one) && other(one) && near(one));
        let (total, None) = (totals.next()?, totals.next()) else { return None };
        let whole = even && as_many && kind(&places.unit) != unit;
        whole.then_some(Sum { total, parts, whole: true, likely: false })
    });
    sums.collect()
}

/// The quantities of a total's kind that lead up to it.
fn parts_before<'b>(
    cell: &'b Read<'_>,
    before: &'b [Quantity],
    total: &'b Quantity,
) -> Vec<&'b Quantity> {
    let mut parts: Vec<&Quantity> = Vec::new();
    let mut next = total.span;
    for one in before.iter().rev().take(MOST) {
        if between(cell, one.span, next).is_none() {
            break;
        }
        if kind(&one.unit) != kind(&total.unit) {
            continue;
        }
        if is_total(cell, one) || !is_exact(one) {
            break;
        }
        parts.push(one);
        next = one.span;
    }
    parts.reverse();
    parts
}

fn is_total(cell: &Read<'_>, one: &Quantity) -> bool {
    let lead = cell.text.get(..one.span.start).unwrap_or_default();
    let lead = lead.trim_end_matches([' ', '　', '：', ':', 'は', '\n']);
    one.share == Share::Total
        || lexicon::TOTALS
            .iter()
            .any(|total| lead.ends_with(total) || one.span.of(cell.text).starts_with(total))
}

/// A total, then its parts in brackets or after うち, 内訳: 120件（電話80件、面接40件）.
fn after<'b>(cell: &'b Read<'_>) -> Vec<Sum<'b>> {
    let all = &cell.quantities;
    let sums = all.iter().enumerate().filter_map(|(at, total)| {
        let rest = cell.text.get(total.span.end..)?;
        let rest = head(rest, APART * 4);
        let lead = rest.trim_start_matches([' ', '　', '\n', '\r', '、', '。']);
        let straight = lead.len() == rest.len();
        let (lead, straight) = behind_verb(rest).map_or((lead, straight), |lead| (lead, true));
        let list = listed(lead)?;
        is_exact(total).then_some(())?;
        let end = total.span.end + (rest.len() - lead.len()) + list.len();
        let inside = all.get(at + 1..)?.iter().take_while(|one| one.span.end <= end);
        let total = counted_before(cell, (at, total), inside.clone().next());
        let parts: Vec<_> = inside.filter(|one| kind(&one.unit) == kind(&total.unit)).collect();
        let sexes = list.contains('男') && list.contains('女');
        let whole = is_total(cell, total) || list.contains("内訳") || sexes;
        // 累計268件（新規61件、減5件）: what came and went are no parts of the sum of years
        let moved = cell.text.get(..total.span.start).is_some_and(|lead| lead.ends_with("累計"))
            && (list.contains("新規") || list.contains('減'));
        let open = lexicon::holds(list, lexicon::OPEN_LISTS) || moved;
        // 120件（電話80件、来所30件）: a list in brackets is whole unless it says otherwise
        let added: f64 = parts.iter().map(|one| one.value).sum();
        let likely = !open && straight && is_listing(cell, &parts) && added >= total.value * WHOLE;
        // 2,940人（うち小学生1,860人、中学生1,070人）: nearly the whole but for one digit
        let rest = (added - total.value).abs();
        let some = ["など", "等", "ほか", "主な", "新た", "初めて"];
        let slipped = parts.len() >= 2
            && rest <= total.value * SLIPPED
            && is_slip(added, total.value)
            && !moved
            && !lexicon::holds(list, &some);
        let likely = likely || slipped;
        let exact = parts.len() >= 2 && parts.iter().all(|one| is_exact(one));
        exact.then_some(Sum { total, parts, whole: whole && !open, likely })
    });
    sums.collect()
}

/// 1,451件の相談を受けた（一般812件、…）: the bracket behind the words that say what was counted.
fn behind_verb(text: &str) -> Option<&str> {
    let open = text.find(['（', '('])?;
    let words = text.get(..open)?;
    let plain = |c: char| !"、。，\n：:→×＋うち".contains(c) && !prose::classes::is_digit(c);
    let short = (1..=14).contains(&words.chars().count());
    (short && words.chars().all(plain)).then(|| text.get(open..)).flatten()
}

/// Whether figures are nothing but the parts of a list: names and numbers between commas.
fn is_listing(cell: &Read<'_>, parts: &[&Quantity]) -> bool {
    parts.windows(2).all(|pair| {
        let [a, b] = pair else { return false };
        let gap = cell.text.get(a.span.end..b.span.start).unwrap_or_default();
        let verb = gap.chars().any(|c| "をがはでした".contains(c));
        gap.trim_start().starts_with(['、', '，', ',', '・', '／', '/', '＋', '+', ' ', '　'])
            && !verb
    })
}

/// 9,455件、3か所（東部3,104件…）: the number of which the list has the parts, where another stands
/// between.
fn counted_before<'b>(
    cell: &'b Read<'_>,
    (at, total): (usize, &'b Quantity),
    part: Option<&Quantity>,
) -> &'b Quantity {
    let Some(part) = part.filter(|part| kind(&part.unit) != kind(&total.unit)) else {
        return total;
    };
    let before = at.checked_sub(1).and_then(|at| cell.quantities.get(at));
    let near = |one: &&Quantity| {
        let gap = cell.text.get(one.span.end..total.span.start).unwrap_or_default();
        gap.chars().count() <= 8
            && !gap.contains(['。', '\n'])
            && kind(&one.unit) == kind(&part.unit)
    };
    before.filter(near).unwrap_or(total)
}

/// The list that a text begins with: in brackets, or after うち, 内訳 up to the full stop.
fn listed(text: &str) -> Option<&str> {
    let bracket = text.starts_with(['（', '(', '【', '［', '：', ':']);
    let open = bracket || text.starts_with("うち") || text.starts_with("内訳");
    open.then_some(())?;
    let colon = text.starts_with(['：', ':']);
    let ends: &[char] =
        if bracket && !colon { &['）', ')', '】', '］'] } else { &['。', '\n'] };
    let close = text.find(ends);
    let list = text.get(..close.unwrap_or(text.len()))?;
    // 38,000円×17区＝646,000円 is a product
    let product = list.contains(['×', '✕', '÷']);
    // 4人の拡大（20人→24人） is a change, うち…、うち… are two looks at one whole
    let product = product || list.contains(['→', '⇒', '➡']) || list.matches("うち").count() > 1;
    (!product && !lexicon::holds(list, lexicon::NO_PARTS)).then_some(list)
}
