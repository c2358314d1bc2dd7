//! What a row says of the event of another without its day: how many came, and where it was held.

use std::collections::BTreeSet;

use domain::Offset;
use prose::{Span, WordIndex, classes::is_of_noun, matching::kind};

use super::mentions::{came, homes};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::Finding,
    likeness::{head, last_run, shown},
    rule::Rule,
    scan::quote,
};

/// No more names of one cell are looked at.
const MOST: usize = 12;
/// Shorter names are those of many events.
const NAME: usize = 5;

/// Other numbers, or another place, than the event's own row tells.
pub(super) fn conflicts(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let homes = homes(context);
    let named: Vec<(&str, usize)> = homes.iter().map(|(name, row)| (name.as_str(), *row)).collect();
    let index = WordIndex::of(named.iter().map(|(name, _)| *name));
    let mut found = Vec::new();
    for (at, line) in context.lines.iter().enumerate() {
        let told = line.told().into_iter().filter(|cell| {
            cell.slot.year == Offset::This && cell.figure.is_none() && !super::refers(cell.text)
        });
        found.extend(told.filter_map(|cell| {
            index.find(cell.text).take(MOST).find_map(|(of, span)| {
                let (name, home) = named.get(of)?;
                let other = context.lines.get(*home).filter(|_| *home != at)?;
                let led = crate::scan::before(cell.text, span.start);
                let own = name.chars().count() >= NAME && !led.is_some_and(is_of_noun);
                own.then_some(())?;
                people(rule, (line, cell, span), other)
                    .or_else(|| place(rule, (line, cell, span), other))
            })
        }));
    }
    found
}

/// こども・若者フェスタ（来場者2,420人）: those who came, against the one number of its own row.
fn people(
    rule: &Rule,
    (line, cell, name): (&ReadRow<'_>, &Read<'_>, Span),
    home: &ReadRow<'_>,
) -> Option<Finding> {
    let here = cell.quantities.iter().find(|one| {
        let gap = cell.text.get(name.end..one.span.start);
        kind(&one.unit) == "人"
            && !one.approximate
            && gap.is_some_and(|gap| {
                let gap = gap.trim_start_matches("の開催").trim();
                let all = ["", "来場者", "参加者", "来場者数", "参加者数", "延べ", "受講者"];
                let bare = gap.strip_prefix(['（', '(', 'の', '：']).unwrap_or("\0");
                all.contains(&bare)
            })
    })?;
    let after = head(cell.text.get(here.span.end..).unwrap_or_default(), 4);
    let part = ["のうち", "に配", "へ配", "が回答", "を対象", "の委員", "の職員", "参加者の"];
    (!part.iter().any(|word| after.starts_with(word))).then_some(())?;
    let own: Vec<&Read<'_>> =
        home.told().into_iter().filter(|cell| cell.slot.year == Offset::This).collect();
    let there: Vec<_> = own
        .iter()
        .flat_map(|cell| came(cell).map(move |one| (*cell, one)))
        .filter(|(_, one)| kind(&one.unit) == "人" && one.year == home.sheet)
        .collect();
    let values: BTreeSet<String> = there.iter().map(|(_, one)| shown(one.value)).collect();
    let known = own
        .iter()
        .flat_map(|cell| &cell.quantities)
        .any(|one| (one.value - here.value).abs() < 1e-6);
    let (there, one) = there.first().filter(|_| values.len() == 1 && !known)?;
    let message = format!(
        "{}を{}人としていますが、No.{}では{}人です。",
        quote(name.of(cell.text)),
        shown(here.value),
        home.row.no,
        shown(one.value)
    );
    let marks = vec![line.words(&cell.slot, here.span), home.words(&there.slot, one.span)];
    Some(rule.found(line.row.no, marks, message))
}

/// Ends of names of places where something is held.
const PLACES: [&str; 15] = [
    "公園",
    "会館",
    "ホール",
    "センター",
    "広場",
    "体育館",
    "公民館",
    "図書館",
    "市役所",
    "駅前",
    "小学校",
    "中学校",
    "プラザ",
    "会議室",
    "商店街",
];
/// The longest name of a place.
const LONG: usize = 14;

/// The names of places at which words hold something, each with its end: 中央公園で開催.
fn places(text: &str) -> Vec<Span> {
    let verbs = ["で開", "で実施", "で行", "において", "にて", "で催"];
    let found = verbs.iter().flat_map(|verb| text.match_indices(verb)).filter_map(|(end, _)| {
        let before = text.get(..end)?;
        let long = last_run(before, LONG, is_of_noun).len();
        let span = Span { start: end - long, end };
        let name = span.of(text);
        let own = PLACES.iter().any(|place| name.ends_with(place) && name.len() > place.len());
        own.then_some(span)
    });
    found.collect()
}

/// 市民会館で開催したこども・若者フェスタ: where it was held, against the one place of its own row.
fn place(
    rule: &Rule,
    (line, cell, name): (&ReadRow<'_>, &Read<'_>, Span),
    home: &ReadRow<'_>,
) -> Option<Finding> {
    let here = places(cell.text).into_iter().find(|place| {
        let gap = cell.text.get(place.end..name.start).unwrap_or("\0");
        let held = [
            "で開催した",
            "で開催された",
            "で開催の",
            "で行われた",
            "で開かれた",
            "で開いた",
            "で行った",
        ];
        // こども・ of こども・若者フェスタ
        held.iter().any(|held| {
            let rest = gap.strip_prefix(held);
            rest.is_some_and(|rest| rest.chars().count() <= 6 && !rest.contains(['、', '。', 'を']))
        })
    })?;
    let told = home.told().into_iter().filter(|cell| cell.slot.year == Offset::This);
    let told: Vec<&Read<'_>> = told.collect();
    let there: Vec<(&Read<'_>, Span)> = told
        .iter()
        .flat_map(|cell| places(cell.text).into_iter().map(move |span| (*cell, span)))
        .collect();
    let words = here.of(cell.text);
    let known = told.iter().any(|cell| cell.text.contains(words));
    let [(own, span)] = there.as_slice() else { return None };
    let shorter = span.of(own.text).contains(words) || words.contains(span.of(own.text));
    (!known && !shorter).then_some(())?;
    let message = format!(
        "{}の会場を{}としていますが、No.{}では{}です。",
        quote(name.of(cell.text)),
        quote(words),
        home.row.no,
        quote(span.of(own.text))
    );
    let marks = vec![line.words(&cell.slot, here), home.words(&own.slot, *span)];
    Some(rule.found(line.row.no, marks, message))
}
