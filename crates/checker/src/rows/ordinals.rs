//! The day of a numbered meeting, as its own row tells it and as others do: 6/12の第1回協議会.

use domain::{Offset, text::fold};
use prose::{Date, Span, classes::is_of_noun};

use super::twice::{headings, item};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::Finding,
    likeness::head,
    rule::Rule,
    scan::quote,
};

/// A numbered meeting with its day.
struct Numbered<'b, 'a> {
    row: usize,
    cell: &'b Read<'a>,
    number: u64,
    noun: String,
    date: &'b Date,
}

/// No more meetings of one cell are looked at.
const MOST: usize = 12;
/// Shorter nouns are those of many meetings.
const NOUN: usize = 2;
/// The longest noun.
const LONG: usize = 14;

/// What rows say of each other's numbered meetings.
pub(super) fn conflicts(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let groups = headings(context);
    let title = |line: &ReadRow<'_>| item(line, &groups).map(|(_, text)| fold(text));
    let titles: Vec<Option<String>> = context.lines.iter().map(title).collect();
    let all: Vec<Numbered<'_, '_>> =
        context.lines.iter().enumerate().flat_map(|(row, line)| numbered(row, line)).collect();
    let names = |row: usize, noun: &str| {
        titles.get(row).and_then(Option::as_ref).is_some_and(|title| title.contains(noun))
    };
    let found = all.iter().filter_map(|told| {
        let long = told.noun.chars().count() > NOUN;
        (long && !names(told.row, &told.noun)).then_some(())?;
        let mut homes = (0..titles.len()).filter(|row| names(*row, &told.noun));
        let (home, None) = (homes.next()?, homes.next()) else { return None };
        let mut own = all.iter().filter(|one| {
            one.row == home
                && one.number == told.number
                && (one.noun.is_empty() || told.noun.ends_with(&one.noun) || names(home, &one.noun))
        });
        let own = own.next()?;
        let day = |date: &Date| (date.month, date.day);
        (day(own.date) != day(told.date)).then_some(())?;
        let (line, there) = (context.lines.get(told.row)?, context.lines.get(home)?);
        let message = format!(
            "第{}回の{}を{}としていますが、No.{}では{}です。",
            told.number,
            quote(&told.noun),
            told.date.span.of(told.cell.text),
            there.row.no,
            own.date.span.of(own.cell.text)
        );
        let marks = vec![
            line.words(&told.cell.slot, told.date.span),
            there.words(&own.cell.slot, own.date.span),
        ];
        Some(rule.found(line.row.no, marks, message))
    });
    found.collect()
}

fn numbered<'b, 'a>(row: usize, line: &'b ReadRow<'a>) -> Vec<Numbered<'b, 'a>> {
    let told = line.told().into_iter().filter(|cell| {
        cell.slot.year == Offset::This && cell.figure.is_none() && cell.text.contains('第')
    });
    told.flat_map(|cell| of_cell(row, cell)).collect()
}

fn of_cell<'b, 'a>(row: usize, cell: &'b Read<'a>) -> Vec<Numbered<'b, 'a>> {
    let text = cell.text;
    let found = prose::figures(text).filter_map(|figure| {
        let start = figure.before.strip_suffix('第')?.len();
        let rest = figure.after.strip_prefix('回')?.trim_start_matches('の');
        let number = figure.whole()?;
        let noun: String = rest.chars().take_while(|c| is_of_noun(*c)).take(LONG).collect();
        let end = text.len() - rest.len() + noun.len();
        let noun = ["開催", "実施"]
            .iter()
            .find_map(|verb| noun.strip_suffix(verb))
            .map_or_else(|| noun.clone(), ToOwned::to_owned);
        let date = beside(cell, Span { start, end })?;
        Some(Numbered { row, cell, number, noun, date })
    });
    found.take(MOST).collect()
}

/// The day that is told straight before or behind the name of a meeting.
fn beside<'b>(cell: &'b Read<'_>, name: Span) -> Option<&'b Date> {
    let days = || cell.dates.iter().filter(|date| date.day.is_some());
    let led = days().find(|date| {
        let gap = cell.text.get(date.end()..name.start);
        gap.is_some_and(|gap| {
            let gap = gap.trim();
            let held =
                ["に開催した", "に行った", "に開催の", "開催の", "に開かれた", "に開催された"];
            ["", "の", "に", "、", "：", ":"].contains(&gap) || held.contains(&gap)
        })
    });
    led.or_else(|| {
        days().find(|date| {
            let gap = cell.text.get(name.end..date.span.start);
            let joint = ["を", "は", "（", "(", "：", ":", "", "、", "が"];
            gap.is_some_and(|gap| joint.contains(&head(gap.trim(), 4)))
        })
    })
}
