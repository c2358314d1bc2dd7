//! What a row says of the event of another row: its day, and how many came.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Field, Offset, text::fold};
use prose::{Date, Quantity, QuantityRole, Span, lexicon};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::Finding,
    likeness::{head, shown, tail},
    rule::Rule,
    scan::quote,
};

/// Shorter names are those of many events.
const NAME: usize = 4;
/// So near a day its event is named.
const NEAR: usize = 34;
/// A series of more days is told in part elsewhere.
const DAYS: usize = 4;

/// What rows say of each other's events and what these say themselves.
pub(super) fn conflicts(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let homes = homes(context);
    let mut found = Vec::new();
    for (at, line) in context.lines.iter().enumerate() {
        let told = line.told().into_iter().filter(|cell| cell.slot.year == Offset::This);
        for cell in told.filter(|cell| cell.figure.is_none()) {
            let dated = cell.dates.iter().filter(|date| date.day.is_some());
            let one = dated.take(MOST).find_map(|date| {
                let (name, home) = named(cell, date, &homes)?;
                let other = context.lines.get(home).filter(|_| home != at)?;
                against(rule, (line, cell, date), &name, other)
            });
            found.extend(one);
        }
    }
    found
}

/// No more days of one cell are looked at.
const MOST: usize = 12;

/// The row of each event by a word of its title that no other title has.
fn homes(context: &CheckContext<'_>) -> BTreeMap<String, usize> {
    let mut rows = BTreeMap::<String, BTreeSet<usize>>::new();
    for (at, line) in context.lines.iter().enumerate() {
        let words = line.row.action.text.split_whitespace();
        for run in words.flat_map(|word| runs(&fold(word))) {
            rows.entry(run).or_default().insert(at);
        }
    }
    let own = rows.into_iter().filter_map(|(run, rows)| match rows.len() {
        1 => Some((run, rows.into_iter().next()?)),
        _ => None,
    });
    own.collect()
}

/// The nouns of a title that name an event: 街頭啓発, 自殺対策推進協議会.
fn runs(title: &str) -> Vec<String> {
    let noun = prose::classes::is_of_noun;
    let words = title.split(|c: char| !noun(c)).filter(|run| run.chars().count() >= NAME);
    let event = |run: &&str| {
        let bare = ["開催", "実施", "事業"].iter().find_map(|end| run.strip_suffix(end));
        let bare = bare.filter(|bare| bare.chars().count() >= NAME).unwrap_or(run);
        lexicon::ends(bare, lexicon::EVENTS) || lexicon::ends(bare, HELD)
    };
    words
        .filter(event)
        .map(|run| {
            let bare =
                ["の開催", "開催", "実施", "事業"].iter().find_map(|end| run.strip_suffix(end));
            bare.filter(|bare| bare.chars().count() >= NAME).unwrap_or(run).to_owned()
        })
        .collect()
}

/// Ends of names of what is held on a day.
const HELD: &[&str] = &[
    "会",
    "啓発",
    "講座",
    "大会",
    "教室",
    "集い",
    "フェア",
    "まつり",
    "キャンペーン",
    "訓練",
    "式",
];

/// The event of another row that is named straight behind a day: 9月12日に駅前で行った街頭啓発.
fn named(cell: &Read<'_>, date: &Date, homes: &BTreeMap<String, usize>) -> Option<(String, usize)> {
    let after = cell.text.get(date.span.end..)?;
    let after = head(after, NEAR).split(['。', '\n', '、']).next().unwrap_or_default();
    let folded = fold(after);
    let hit = homes.iter().filter_map(|(name, home)| {
        let at = folded.find(name.as_str())?;
        let before = folded.get(..at)?.chars().next_back();
        // 介護教室 of 認知症介護教室 is another one's
        let longer = before.is_some_and(|c| {
            prose::classes::is_han(c) && c != '日' || prose::classes::is_katakana(c)
        });
        (!longer).then_some((at, name, home))
    });
    let (at, name, home) = hit.min_by_key(|(at, name, _)| (*at, std::cmp::Reverse(name.len())))?;
    let between = folded.get(..at)?;
    // Behind the weekday
    let between = match between.strip_prefix('(') {
        Some(rest) => rest.split_once(')')?.1,
        None => between,
    };
    // 9月17日の広報紙で街頭啓発を: the day is another thing's
    let of = between
        .strip_prefix('の')
        .is_some_and(|rest| !rest.contains(['で', 'を', 'は', 'が', 'に']));
    let held = [
        "行った",
        "行われた",
        "開催した",
        "開催された",
        "実施した",
        "実施された",
        "開いた",
        "開かれた",
    ]
    .iter()
    .any(|verb| between.ends_with(verb));
    (of || held).then(|| (name.clone(), *home))
}

fn against(
    rule: &Rule,
    (line, cell, date): (&ReadRow<'_>, &Read<'_>, &Date),
    name: &str,
    home: &ReadRow<'_>,
) -> Option<Finding> {
    let own = home.given(Field::Status, Offset::This).into_iter();
    let own: Vec<&Read<'_>> =
        own.chain(home.told()).filter(|cell| cell.slot.year == Offset::This).collect();
    let days: Vec<(&Read<'_>, &Date)> = own
        .iter()
        .flat_map(|cell| cell.dates.iter().map(move |date| (*cell, date)))
        .filter(|(_, date)| date.day.is_some())
        .collect();
    let day = |date: &Date| (date.month, date.day);
    let different: BTreeSet<_> = days.iter().map(|(_, date)| day(date)).collect();
    let same = days.iter().find(|(_, other)| day(other) == day(date));
    let no = home.row.no;
    let Some((there, _)) = same else {
        let (there, first) = days.first().filter(|_| different.len() <= DAYS)?;
        let message = format!(
            "{}を{}としていますが、No.{no}では{}です。",
            quote(name),
            date.span.of(cell.text),
            first.span.of(there.text)
        );
        let marks = vec![line.words(&cell.slot, date.span), home.words(&there.slot, first.span)];
        return Some(rule.found(line.row.no, marks, message));
    };
    // The same day: how many came must be the same as well
    let here = counted(cell, date.span)?;
    let theirs: Vec<&Quantity> = came(there).filter(|one| one.unit == here.unit).collect();
    let [only] = theirs.as_slice() else { return None };
    ((only.value - here.value).abs() > 1e-6).then(|| {
        let message = format!(
            "{}を{}{}としていますが、No.{no}では{}{}です。",
            quote(name),
            shown(here.value),
            here.unit,
            shown(only.value),
            only.unit
        );
        let marks = vec![line.words(&cell.slot, here.span), home.words(&there.slot, only.span)];
        rule.found(line.row.no, marks, message)
    })
}

/// Those who came to the event that is named behind a day.
fn counted<'b>(cell: &'b Read<'_>, date: Span) -> Option<&'b Quantity> {
    let near = |one: &&Quantity| {
        let between = cell.text.get(date.end..one.span.start);
        between.is_some_and(|words| words.chars().count() <= NEAR && !words.contains(['。', '\n']))
    };
    came(cell).find(near)
}

/// The numbers of those who came.
fn came<'b>(cell: &'b Read<'_>) -> impl Iterator<Item = &'b Quantity> {
    cell.quantities.iter().filter(|one| {
        let before = tail(cell.text.get(..one.span.start).unwrap_or_default(), 6);
        let after = head(cell.text.get(one.span.end..).unwrap_or_default(), 6);
        let people = ["参加", "出席", "来場", "受講", "の委員"];
        let counted = !matches!(one.unit.as_str(), "回" | "日" | "％" | "年" | "月" | "時");
        let told = people.iter().any(|word| before.contains(word) || after.contains(word));
        counted && told && one.role == QuantityRole::Actual
    })
}
