//! Visits against the people who made them: 延べ is never less than 実人数.

use prose::{
    Quantity,
    matching::{is_people, is_percent},
};

use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Fewer visits than people.
pub(super) const RULE: Rule = Rule {
    name: "VISITS_UNDER_PEOPLE",
    title: "実人数より少ない延べ数",
    family: Family::Numbers,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "延べ数が実人数より少なくなっています。どちらが正しいでしょうか。",
    instruction: "実人数と延べ数を確認し、直してください（取り違えていないかもご確認ください）。",
    why: "一人が一回でも数えれば延べ数は実人数以上になるので、読み手はすぐに気付きます。",
    example: &[&[("status", "実人数64人に対し、延べ52回の訪問を行った。")]],
    controls: &[
        &[&[("status", "実人数52人に対し、延べ64回の訪問を行った。")]],
        &[&[("status", "利用者は延べ1,284人（実62人）であった。")]],
        &[&[("status", "・相談：実600人・延べ7,000回")]],
        &[&[("field:実人数（人）", "52"), ("field:延べ人数（人）", "64")]],
        &[&[("status", "実人数64人が参加した。研修は延べ12日間行った。")]],
        &[&[("status", "実施した講座には実人数64人、託児には延べ12人の利用があった。")]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| odd(line, rule)).collect(),
};

/// Between people and their visits stand no more letters than these.
const APART: usize = 14;

fn odd(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let cells = line.prose().filter(|cell| cell.figure.is_none());
    let within = cells.into_iter().find_map(|cell| {
        let (people, visits) = pair(cell)?;
        let spans = [visits.span, people.span];
        let marks = spans.map(|span| line.words(&cell.slot, span)).to_vec();
        let message = message(quote(visits.span.of(cell.text)), quote(people.span.of(cell.text)));
        Some(rule.found(line.row.no, marks, message))
    });
    within.or_else(|| in_columns(line, rule))
}

fn message(visits: impl std::fmt::Display, people: impl std::fmt::Display) -> String {
    format!("延べ数は{visits}ですが、実人数は{people}で、延べ数が実人数より少なくなっています。")
}

/// People and visits that stand side by side.
fn pair<'b>(cell: &'b Read<'_>) -> Option<(&'b Quantity, &'b Quantity)> {
    cell.quantities.windows(2).find_map(|pair| {
        let [a, b] = pair else { return None };
        let (people, visits) = match (is_real(cell, a), is_real(cell, b)) {
            (true, false) => (a, b),
            (false, true) => (b, a),
            _ => return None,
        };
        let gap = cell.between(a.span, b.span);
        let near = gap.chars().nth(APART).is_none() && !gap.contains(['。', '\n']);
        let counted = matches!(visits.unit.as_str(), "人" | "名" | "回" | "件");
        // 実人数64人、託児には延べ12人: the visits of something else
        let other = gap.contains('、') && gap.contains(['は', 'の', 'が']);
        let sure = [people, visits].iter().all(|one| {
            !one.approximate && one.high.is_none() && one.per.is_none() && !is_percent(&one.unit)
        });
        let same = people.year == visits.year && is_people(&people.unit);
        let fewer = visits.value < people.value;
        (near && counted && !other && sure && same && fewer && is_visits(cell, visits))
            .then_some((people, visits))
    })
}

fn lead<'b>(cell: &'b Read<'_>, one: &Quantity) -> &'b str {
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let before = before.trim_end_matches([' ', '　', '：', ':', 'は', 'で', 'が']);
    let near = tail(before, 7);
    near.rsplit(['、', '。', '（', '(', '・', '\n', '／', '/', '人', '名']).next().unwrap_or(near)
}

/// 実人数64人, 実64人, 実利用者数64人.
fn is_real(cell: &Read<'_>, one: &Quantity) -> bool {
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let lead = lead(cell, one);
    let named = ["実人数", "実人員", "実利用", "実数", "実員", "実参加", "実相談"];
    is_people(&one.unit)
        && (before.ends_with('実') || named.iter().any(|word| before.ends_with(word)))
        || is_people(&one.unit) && named.iter().any(|word| lead.starts_with(word))
}

/// 延べ52回, 延べ人数：52人.
fn is_visits(cell: &Read<'_>, one: &Quantity) -> bool {
    let words = ["延べ", "のべ", "延", "述べ"];
    let lead = lead(cell, one);
    words.iter().any(|word| one.span.of(cell.text).starts_with(word) || lead.starts_with(word))
}

/// Columns of people and of visits that are called alike otherwise.
fn in_columns(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let columns: Vec<_> = line
        .cells
        .values()
        .filter_map(|cell| Some((cell, cell.figure.as_ref()?.value, cell.slot.field.label())))
        .collect();
    let bare = |name: &str| {
        let words =
            ["延べ", "のべ", "延", "実", "人数", "人員", "利用者数", "者数", "（人）", "(人)"];
        words.iter().fold(name.to_owned(), |name, word| name.replace(word, ""))
    };
    let real = |name: &str| ["実人", "実利用", "実数", "実参加"].iter().any(|w| name.contains(w));
    let visits = |name: &str| (name.contains("延べ人") || name.contains("延人")) && !real(name);
    columns.iter().filter(|(_, _, name)| real(name)).find_map(|(people, count, name)| {
        let of = |(cell, _, other): &&(&Read<'_>, f64, &str)| {
            visits(other) && cell.slot.year == people.slot.year && bare(other) == bare(name)
        };
        let (cell, times, _) = columns.iter().find(of)?;
        (*times < *count && *times > 0.0).then_some(())?;
        let marks = vec![line.mark(&cell.slot), line.mark(&people.slot)];
        let message = message(shown(*times), shown(*count));
        Some(rule.found(line.row.no, marks, message))
    })
}
