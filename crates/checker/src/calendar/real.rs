//! Days that no calendar has, and days of the week that are another's.

use std::collections::BTreeMap;

use domain::{Day, Slot};
use prose::{Date, Span, figures};

use crate::scan::in_cells;
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// No such day.
pub(super) const IMPOSSIBLE: Rule = Rule {
    name: "DATE_IMPOSSIBLE",
    title: "存在しない日付",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "暦にない日付が記入されています。正しい日付をお知らせください。",
    instruction: "日付を確認し、直してください。",
    why: "存在しない日付は、そのほかの記載の正しさも疑われるもとになります。",
    example: &[&[("status", "講座を１１月３１日に実施した。")]],
    controls: &[
        &[&[("status", "講座を令和６年２月29日、８月31日に実施した。")]],
        &[&[("status", "参加者31人、11か月の継続支援、第13回を含む。")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| impossible(line, cell, rule)),
};

fn impossible(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let unreal = cell.dates.iter().find(|date| date.unreal.is_some());
    let told = unreal.map(|date| (date.span, last_day(date)));
    let (span, why) = told.or_else(|| Some((no_month(cell.text)?, "月は12月までです".into())))?;
    let message = format!("{}という日付はありません（{why}）。", quote(span.of(cell.text)));
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, span)], message))
}

fn last_day(date: &Date) -> String {
    let month = u32::from(date.month);
    let last = (28..=31).rev().find(|day| Day::new(date.year, month, *day).is_some());
    format!("{}年{month}月は{}日までです", date.year, last.unwrap_or(31))
}

/// 13月5日: a month that there is none, with a day.
fn no_month(text: &str) -> Option<Span> {
    figures(text).find_map(|figure| {
        figure.whole().filter(|month| (13..=99).contains(month))?;
        let day = figure.after.strip_prefix('月')?;
        let digits = day.chars().take_while(|c| prose::classes::is_digit(*c)).count();
        let end: usize = day.chars().take(digits).map(char::len_utf8).sum();
        let rest = day.get(end..)?.strip_prefix('日').filter(|_| digits > 0)?;
        Some(Span { start: figure.span.start, end: text.len() - rest.len() })
    })
}

/// Another day of the week.
pub(super) const WEEKDAY: Rule = Rule {
    name: "WEEKDAY_MISMATCH",
    title: "日付と曜日の不一致",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "日付と曜日が合いません。どちらが正しいでしょうか。",
    instruction: "日付か曜日を直してください。前年度の文を写した場合は、日付そのものもご確認ください。",
    why: "曜日の誤りは、日付の誤りか、前年度の書き残しであることが多いためです。",
    example: &[&[("status", "講座を令和７年11月５日（木）に開催した。")]],
    controls: &[
        &[&[("status", "講座を令和７年11月５日（水）、８日（土曜日）に開催した。")]],
        &[&[("status", "11月３日（月・祝）に開催し、６月１日（日）にも行った。")]],
        &[&[("previous_status", "令和６年度は11月５日（火）に開催した。")]],
    ],
    find: weekdays,
};

/// From so many on, a column's days of the week are those of another year, and not slips.
const HABIT: usize = 4;

fn weekdays(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut habit = BTreeMap::<&Slot, (usize, usize)>::new();
    for cell in context.lines.iter().flat_map(ReadRow::prose) {
        for date in cell.dates.iter().filter(|date| !date.year_written) {
            let Some(fits) = fits(date, date.year) else { continue };
            let (good, bad) = habit.entry(&cell.slot).or_default();
            *if fits { good } else { bad } += 1;
        }
    }
    let foreign = |slot: &Slot| {
        let (good, bad) = habit.get(slot).copied().unwrap_or_default();
        bad >= HABIT && bad > good
    };
    in_cells(context, |line, cell| {
        let wrong = cell.dates.iter().find(|date| {
            fits(date, date.year) == Some(false) && (date.year_written || !foreign(&cell.slot))
        })?;
        // 前年度は11月5日（火）に: the words may speak of another year than the column
        let spoken = !wrong.year_written && speaks_of_another(line, cell, wrong);
        (!spoken).then(|| weekday_finding(line, cell, wrong, rule))
    })
}

/// Whether a day of a year is of the day of the week that is written beside it.
fn fits(date: &Date, year: i32) -> Option<bool> {
    let named = date.weekday?.name;
    let day = Day::new(year, u32::from(date.month), u32::from(date.day?))?;
    Some(day.weekday().starts_with(named))
}

fn speaks_of_another(line: &ReadRow<'_>, cell: &Read<'_>, date: &Date) -> bool {
    let year = cell.slot.year.of(line.sheet);
    cell.years.iter().filter(|named| named.year != year).any(|named| {
        let calendar = named.year.start() + i32::from(date.month < 4);
        fits(date, calendar) == Some(true)
    })
}

fn weekday_finding(line: &ReadRow<'_>, cell: &Read<'_>, date: &Date, rule: &Rule) -> Finding {
    let end = date.end();
    let span = Span { start: date.span.start, end };
    let right = date.calendar().map_or("", Day::weekday);
    let last = fits(date, date.year - 1) == Some(true);
    let note = if last { "（前の年の曜日のままです）" } else { "" };
    let message = format!(
        "{}とありますが、{}年のこの日は{right}曜日です{note}。",
        quote(span.of(cell.text)),
        date.year
    );
    rule.found(line.row.no, vec![line.words(&cell.slot, span)], message)
}
