//! What a row says of the event of another row: its day, and how many came.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Field, Offset, text::fold};
use prose::{Date, Quantity, QuantityRole, Span, lexicon};

use super::twice::{headings, item};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::Finding,
    likeness::{head, last_run, shown, tail},
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
pub(super) fn homes(context: &CheckContext<'_>) -> BTreeMap<String, usize> {
    let groups = headings(context);
    let mut rows = BTreeMap::<String, BTreeSet<usize>>::new();
    for (at, line) in context.lines.iter().enumerate() {
        let Some((_, title)) = item(line, &groups) else { continue };
        let words = title.split_whitespace().flat_map(|word| runs(&fold(word)));
        for run in words.chain(whole(title)).collect::<BTreeSet<_>>() {
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

/// The whole of a title that names an event, kana included: 福祉まつり of 福祉まつりの開催（10月）.
fn whole(title: &str) -> Option<String> {
    const ENDS: [&str; 9] =
        ["の開催", "の実施", "の運営", "への参加", "への協力", "事業", "開催", "実施", "の充実"];
    let folded = fold(title.split(['（', '(', '【', '［']).next()?);
    let bare = folded.trim_start_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric());
    let bare = ENDS.iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
    let bare = bare.trim_matches(['「', '」', '・']);
    let long = (NAME..=16).contains(&bare.chars().count());
    let event = lexicon::ends(bare, lexicon::EVENTS) || lexicon::ends(bare, HELD);
    let one = !bare.contains(['、', '・', 'を', 'や']) && !bare.contains("及び");
    (long && event && one).then(|| bare.to_owned())
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
    "祭",
    "つどい",
    "展示",
    "展",
    "フォーラム",
    "シンポジウム",
    "セミナー",
    "サロン",
    "ウォーキング",
    "フェスティバル",
    "フェスタ",
    "検診",
    "健診",
    "研修",
    "授業",
];

/// The event of another row that is named straight behind a day: 9月12日に駅前で行った街頭啓発.
fn named(cell: &Read<'_>, date: &Date, homes: &BTreeMap<String, usize>) -> Option<(String, usize)> {
    let after = cell.text.get(date.span.end..)?;
    if let Some(hit) = named_before(cell, date, after, homes) {
        return Some(hit);
    }
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
    let Some((at, name, home)) =
        hit.min_by_key(|(at, name, _)| (*at, std::cmp::Reverse(name.len())))
    else {
        return named_by_place(&folded, homes);
    };
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
    let held = HELD_VERBS.iter().any(|verb| between.ends_with(verb));
    (of || held).then(|| (name.clone(), *home))
}

/// The event of a place: 3月8日から図書館で開催する展示, where one title names both.
fn named_by_place(after: &str, homes: &BTreeMap<String, usize>) -> Option<(String, usize)> {
    let (at, verb) = HELD_VERBS.iter().filter_map(|verb| Some((after.find(verb)?, *verb))).min()?;
    let lead = after.get(..at)?.strip_suffix('で')?;
    let noun = |c: &char| prose::classes::is_of_noun(*c);
    let place = last_run(lead, usize::MAX, prose::classes::is_of_noun);
    let event: String = after.get(at + verb.len()..)?.chars().take_while(noun).collect();
    let long = |word: &str| word.chars().count() >= 2;
    (long(place) && long(&event)).then_some(())?;
    let mut hits =
        homes.iter().filter(|(name, _)| name.contains(place) && name.ends_with(event.as_str()));
    let (name, home) = hits.next()?;
    hits.all(|(_, other)| other == home).then(|| (name.clone(), *home))
}

/// The event that is named straight before a day: 健康まつり（10/26）, 推進本部会議を7月24日に開催.
fn named_before(
    cell: &Read<'_>,
    date: &Date,
    after: &str,
    homes: &BTreeMap<String, usize>,
) -> Option<(String, usize)> {
    let before = tail(cell.text.get(..date.span.start)?, NEAR);
    let lead = before.strip_suffix(['（', '(']).or_else(|| {
        let held = ["に開催", "に実施", "に行", "に開", "開催", "実施"];
        let near = head(after, 8);
        let near = near.split_once([')', '）']).map_or(near, |(_, rest)| rest);
        let held = held.iter().any(|word| near.starts_with(word));
        before.strip_suffix(['を', 'は']).filter(|_| held)
    })?;
    let folded = fold(lead);
    let hit = homes.iter().filter(|(name, _)| {
        let rest = folded.strip_suffix(name.as_str());
        rest.is_some_and(|rest| {
            !rest
                .chars()
                .next_back()
                .is_some_and(|c| prose::classes::is_han(c) || prose::classes::is_katakana(c))
        })
    });
    hit.max_by_key(|(name, _)| name.len()).map(|(name, home)| (name.clone(), *home))
}

/// Verbs of what is held, before its name.
const HELD_VERBS: &[&str] = &[
    "行った",
    "行われた",
    "行いました",
    "行う",
    "行われる",
    "開催した",
    "開催された",
    "開催する",
    "開催される",
    "開催の",
    "実施した",
    "実施された",
    "実施する",
    "実施の",
    "開いた",
    "開かれた",
    "開く",
    "催した",
    "催された",
    "主催した",
    "主催の",
];

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
        // Held more often than the days that its row names
        let often = own.iter().flat_map(|cell| cell.quantities.iter()).any(|one| {
            one.unit == "回" && one.year == home.sheet && one.value > different.len() as f64
        });
        // A day within the days of a stretch, unless it is told as the first
        let rest = cell.text.get(date.span.end..).unwrap_or_default();
        let begins = head(rest, 6).contains("から");
        let within = different.first().zip(different.last()).is_some_and(|(first, last)| {
            different.len() == 2 && (*first..=*last).contains(&day(date)) && !begins
        });
        if within && is_stretch(&days) {
            return None;
        }
        let (there, first) = days.first().filter(|_| different.len() <= DAYS && !often)?;
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

/// Whether two days are the first and the last of a stretch.
fn is_stretch(days: &[(&Read<'_>, &Date)]) -> bool {
    let [(a, first), (b, last), ..] = days else { return false };
    let gap = a.between(first.span, last.span);
    let joined = ["から", "～", "〜", "~", "－"].iter().any(|word| gap.contains(word));
    std::ptr::eq(*a, *b) && joined && gap.chars().count() <= 8
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
pub(super) fn came<'b>(cell: &'b Read<'_>) -> impl Iterator<Item = &'b Quantity> {
    cell.quantities.iter().filter(|one| {
        let before = tail(cell.text.get(..one.span.start).unwrap_or_default(), 6);
        let after = head(cell.text.get(one.span.end..).unwrap_or_default(), 6);
        let people = ["参加", "出席", "来場", "受講", "の委員"];
        let counted = !matches!(one.unit.as_str(), "回" | "日" | "％" | "年" | "月" | "時");
        let told = people.iter().any(|word| before.contains(word) || after.contains(word));
        counted && told && one.role == QuantityRole::Actual
    })
}
