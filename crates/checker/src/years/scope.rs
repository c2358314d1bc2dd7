//! The people addressed, or the area, changed without a word.

use std::collections::BTreeSet;

use domain::{Field, Offset};
use prose::Span;

use super::super::{
    Book, Family, Finding, Line, Read, Rule, Severity,
    likeness::{distance, plain, quote},
};
use super::pair;

/// Words that name a group or an area, longer ones before what they contain.
const GROUPS: [&str; 60] = [
    "民生委員・児童委員",
    "放課後児童支援員",
    "新規採用職員",
    "会計年度任用職員",
    "相談窓口担当",
    "児童委員",
    "民生委員",
    "教職員",
    "市職員",
    "町職員",
    "村職員",
    "区職員",
    "管理職",
    "新任",
    "職員",
    "児童生徒",
    "児童・生徒",
    "小学生",
    "中学生",
    "高校生",
    "大学生",
    "小学校",
    "中学校",
    "高等学校",
    "高校",
    "小中学校",
    "小・中学校",
    "特別支援学校",
    "保育士",
    "保育所",
    "保育園",
    "幼稚園",
    "児童",
    "生徒",
    "学生",
    "保護者",
    "未就学児",
    "乳幼児",
    "妊産婦",
    "妊婦",
    "産婦",
    "高齢者",
    "障害者",
    "障がい者",
    "若者",
    "ひとり親",
    "生活困窮者",
    "医療関係者",
    "事業者",
    "企業",
    "市民",
    "町民",
    "村民",
    "区民",
    "住民",
    "県民",
    "薬局",
    "医療機関",
    "介護支援専門員",
    "ケアマネジャー",
];

/// Words that name where it was done, longer ones first.
const AREAS: [&str; 24] = [
    "市内全域",
    "町内全域",
    "村内全域",
    "区内全域",
    "県内全域",
    "全域",
    "全地区",
    "各地区",
    "モデル地区",
    "一部の地区",
    "一部地区",
    "駅前地区",
    "地区",
    "全小中学校",
    "各小中学校",
    "市内小中学校",
    "全小学校",
    "全中学校",
    "各中学校",
    "各小学校",
    "一部の学校",
    "モデル校",
    "指定校",
    "全校",
];

/// Words after the people that an action is for.
const ADDRESSED: [&str; 8] =
    ["を対象", "対象の", "に対し", "に対する", "向けに", "向けの", "あてに", "宛てに"];

/// Words that say that the circle was changed.
const SAID: [&str; 14] = [
    "拡大",
    "拡充",
    "広げ",
    "変更",
    "新たに",
    "追加",
    "加え",
    "に代えて",
    "に替えて",
    "限定",
    "縮小",
    "絞",
    "見直",
    "から変",
];

/// Texts that differ by more than this share of their characters are not the same work.
const ALIKE: usize = 2;
/// The same, for where it was done: a place is named in many ways.
const ALIKE_PLACES: usize = 4;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "SCOPE_DRIFT",
    title: "対象・範囲の変化",
    family: Family::Years,
    severity: Severity::Warning,
    question: "対象者（または対象の範囲）が、前年度または計画と違っています。変更されたのでしょうか。",
    instruction: "対象を確認し、変更した場合は変更したことと理由を書いてください。",
    why: "対象が断りなく変わると、計画した人たちに届いたかどうかが分かりません。",
    example: &[&[
        ("previous_status", "市民を対象とした傾聴の講座を開催し、理解を深めた。"),
        ("status", "市職員を対象とした傾聴の講座を開催し、理解を深めた。"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "市民を対象とした傾聴の講座を開催した。"),
            ("status", "市民を対象とした傾聴の講座を２回開催した。"),
        ]],
        &[&[
            ("previous_status", "市民を対象とした養成講座を開催した。"),
            ("status", "対象を拡大し、市民及び企業を対象とした養成講座を開催した。"),
        ]],
    ],
    find,
};

fn find(book: &Book<'_>, rule: &Rule) -> Vec<Finding> {
    book.lines.iter().filter_map(|line| found(line, rule)).collect()
}

fn found(line: &Line<'_>, rule: &Rule) -> Option<Finding> {
    let now = line.given(Field::Status, Offset::This)?;
    let plan = line.given(Field::Plan, Offset::This);
    let of_year = pair::status(line).map(|(before, _)| before);
    let (other, (was, is)) = [of_year, plan]
        .into_iter()
        .flatten()
        .find_map(|other| Some((other, drifted(other, now)?)))?;
    let message = format!(
        "対象が{}では{}でしたが、{}では{}となっています。",
        other.slot.heading(line.sheet),
        quote(was.of(other.text)),
        now.slot.heading(line.sheet),
        quote(is.of(now.text))
    );
    let marks = vec![line.words(&now.slot, is), line.words(&other.slot, was)];
    Some(rule.found(line.row.no, marks, message))
}

/// The words for the people addressed in two like texts, or for the place, where they name others.
pub(super) fn drifted(before: &Read<'_>, now: &Read<'_>) -> Option<(Span, Span)> {
    (!SAID.iter().any(|said| now.text.contains(said))).then_some(())?;
    let (alike, spans) = people(before.text, now.text)
        .map(|spans| (ALIKE, spans))
        .or_else(|| Some((ALIKE_PLACES, places(before.text, now.text)?)))?;
    let (a, b) = (plain(&before.folded), plain(&now.folded));
    let long = a.chars().count().max(b.chars().count());
    (distance(&a, &b) * alike <= long).then_some(spans)
}

fn people(before: &str, now: &str) -> Option<(Span, Span)> {
    let (was, is) = (addressed(before)?, addressed(now)?);
    let (old, new) = (named(was.of(before), &GROUPS), named(is.of(now), &GROUPS));
    (old != new && !old.is_empty() && !new.is_empty()).then_some((was, is))
}

fn places(before: &str, now: &str) -> Option<(Span, Span)> {
    let (old, new) = (named(before, &AREAS), named(now, &AREAS));
    let span = |text: &str, word: &str| {
        text.find(word).map(|start| Span { start, end: start + word.len() })
    };
    let was = old.difference(&new).next().and_then(|word| span(before, word))?;
    let is = new.difference(&old).next().and_then(|word| span(now, word))?;
    Some((was, is))
}

/// The phrase before the first word that addresses: 市民 in 市民を対象に.
fn addressed(text: &str) -> Option<Span> {
    let end = ADDRESSED.iter().filter_map(|word| text.find(word)).min()?;
    let before = text.get(..end)?;
    let stop = |c: char| matches!(c, '、' | '。' | '，' | ',' | '\n' | '\r' | '：' | ':');
    let start = before.rfind(stop).map_or(0, |at| {
        at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    });
    (start < end).then_some(Span { start, end })
}

/// The groups or areas that a phrase names.
fn named(words: &str, known: &[&'static str]) -> BTreeSet<&'static str> {
    let mut rest = words.to_owned();
    let mut found = BTreeSet::new();
    for word in known {
        if rest.contains(word) {
            found.insert(*word);
            rest = rest.replace(word, "／");
        }
    }
    found
}
