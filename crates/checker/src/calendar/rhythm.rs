//! How many sessions there were against the days that are named, and rhythms against days.

use std::collections::BTreeSet;

use domain::Day;
use prose::{Date, Quantity, QuantityRole, Share, Span, lexicon};

use super::in_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, shown},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// So many sessions, and another number of days.
pub(super) const SESSIONS: Rule = Rule {
    name: "SESSION_COUNT",
    title: "回数と日付の数の不一致",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "回数と、挙げられた日付の数が合いません。正しい回数と日付をお知らせください。",
    instruction: "回数か日付を直してください。日付が一部だけの場合は「ほか」と書いてください。",
    why: "日付を数えれば分かるので、読み手は抜けた回に気付きます。",
    example: &[&[("status", "研修会を４回開催した（５月10日、７月12日、９月13日）。")]],
    controls: &[
        &[&[("status", "研修会を３回開催した（５月10日、７月12日、９月13日）。")]],
        &[&[("status", "研修会を４回開催した（５月10日、７月12日ほか）。")]],
        &[&[("status", "９月10日から16日まで、街頭で３回呼びかけた。")]],
        &[&[("status", "研修会を２回開催した。\n日時：７月12日\n申込：５月10日から６月30日まで")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| sessions(line, cell, rule)),
};

fn sessions(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    (cell.sense.is_told() || cell.sense == Sense::Plan).then_some(())?;
    cell.sentences.iter().find_map(|piece| in_piece(line, cell, *piece, rule))
}

/// The one number of times of a sentence, against the days that it lists.
fn in_piece(line: &ReadRow<'_>, cell: &Read<'_>, piece: Span, rule: &Rule) -> Option<Finding> {
    let words = piece.of(cell.text);
    let within = |span: Span| piece.start <= span.start && span.end <= piece.end;
    let mut counts = cell.quantities.iter().filter(|one| within(one.span) && is_times(one));
    let (count, None) = (counts.next()?, counts.next()) else { return None };
    let dates: Vec<&Date> = cell.dates.iter().filter(|date| within(date.span)).collect();
    // 6回（5月、8月、9月、12月、3月）: months stand for their sessions where no day is told
    let months = dates.iter().all(|date| date.day.is_none());
    let day = |date: &&Date| (date.year, date.month, date.day.or(date.unreal));
    let days: BTreeSet<_> = dates.iter().map(day).collect();
    let sessions =
        dates.iter().all(|date| (months || date.day.is_some()) && is_session(cell, date));
    let listed = days.len() >= 2 && days.len() == dates.len() && sessions;
    let open = lexicon::holds(words, lexicon::OPEN_DAYS);
    let told = days.len() as f64;
    let bracketed = is_bracketed(cell, count, &dates);
    let wrong = told > count.value && !months || bracketed;
    (listed && !open && wrong && (told - count.value).abs() > 0.5).then_some(())?;
    let message = format!(
        "{}とありますが、挙げられた日付は{}日分です。",
        quote(count.span.of(cell.text)),
        shown(told)
    );
    let mut marks = vec![line.words(&cell.slot, count.span)];
    marks.extend(dates.iter().map(|date| line.words(&cell.slot, date.span)));
    Some(rule.found(line.row.no, marks, message))
}

fn is_times(one: &Quantity) -> bool {
    let sure = !one.approximate && one.high.is_none() && !one.least;
    let own = one.share != Share::Part && one.share != Share::Change;
    let counted = one.role != QuantityRole::Context && one.per.is_none();
    one.unit == "回" && sure && own && counted
}

/// 9月10日から, 6月30日まで, 7月号: no session's day.
fn is_session(cell: &Read<'_>, date: &Date) -> bool {
    let end = date.weekday.map_or(date.span.end, |day| day.span.end);
    let after = head(cell.text.get(end..).unwrap_or_default(), 6);
    let stretch = after.trim_start().starts_with(['～', '~', '〜', '－', '-']);
    !stretch && !lexicon::holds(after, lexicon::NO_SESSIONS) && !after.starts_with("まで")
}

/// Whether the days are the list that stands in brackets straight behind the number, or before it.
fn is_bracketed(cell: &Read<'_>, count: &Quantity, dates: &[&Date]) -> bool {
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return false };
    let between = if first.span.start > count.span.end {
        cell.text.get(count.span.end..first.span.start)
    } else {
        cell.text.get(last.span.end..count.span.start)
    };
    let between = between.unwrap_or_default();
    let bare = |c: char| !matches!(c, '（' | '(' | '：' | ':' | '日' | '。');
    let bracket = between.contains(['（', '(', '：', ':']);
    first.span.start > count.span.end
        && bracket
        && between.chars().filter(|c| bare(*c)).count() <= 8
        || last.span.end < count.span.start && between.chars().count() <= 6
}

/// So often a month, and another number in the year.
pub(super) const COUNT: Rule = Rule {
    name: "RHYTHM_COUNT",
    title: "「毎月」と年間の回数の不一致",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "「毎月」などの頻度と、年間の回数が合いません。休んだ月があれば、その旨をお知らせください。",
    instruction: "回数を確認し、休んだ月がある場合はその旨を書いてください。",
    why: "頻度と回数が並んでいると、読み手は行われなかった回に気付きます。",
    example: &[&[("status", "サロンを毎月開催した（計９回）。")]],
    controls: &[
        &[&[("status", "サロンを毎月開催した（計12回）。")]],
        &[&[("status", "８月を除き、サロンを毎月開催した（計11回）。")]],
        &[&[("status", "４か所で毎月１回、計48回のサロンを開催した。")]],
        &[&[("status", "サロンを毎月開催し、講座を３回開いた。")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| per_month(line, cell, rule)),
};

/// Words for once a month.
const MONTHLY: [&str; 5] = ["毎月", "月１回", "月1回", "月に１回", "月に1回"];

fn per_month(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    (cell.sense.is_told() || cell.sense == Sense::Plan).then_some(())?;
    cell.sentences.iter().find_map(|piece| {
        let words = piece.of(cell.text);
        let often = MONTHLY.iter().find_map(|word| Some((words.find(word)?, word.len())))?;
        let rest = words.get(often.0 + often.1..)?.trim_start();
        // 毎月２回 is another rhythm, 第３回 no number of times
        let other =
            rest.starts_with(|c| prose::classes::is_digit(c)) && !rest.starts_with(['１', '1']);
        if other || lexicon::holds(words, lexicon::MONTHS_LEFT_OUT) {
            return None;
        }
        let yearly = |one: &&Quantity| {
            let before = cell.text.get(..one.span.start).unwrap_or_default();
            let said = one.span.of(cell.text);
            let whole = ["計", "年", "全", "合計"]
                .iter()
                .any(|word| said.starts_with(word) || before.ends_with(word));
            one.unit == "回" && whole && !one.approximate && one.value > 1.0
        };
        let mut counts = cell.counts(*piece).filter(yearly);
        let (count, None) = (counts.next()?, counts.next()) else { return None };
        let places = cell.counts(*piece).filter(|one| {
            matches!(one.unit.as_str(), "か所" | "会場" | "地区" | "公民館" | "校" | "園" | "館")
        });
        let places: Vec<f64> = places.map(|one| one.value).collect();
        let right = places.iter().map(|place| place * 12.0).chain([12.0]);
        let right: Vec<f64> = right.collect();
        if right.iter().any(|right| (right - count.value).abs() < 0.5) {
            return None;
        }
        let message = format!(
            "月１回なら年{}回ですが、{}とあります。",
            right.first().map_or_else(|| "12".to_owned(), |right| shown(*right)),
            quote(count.span.of(cell.text))
        );
        let often = Span { start: piece.start + often.0, end: piece.start + often.0 + often.1 };
        let marks = vec![line.words(&cell.slot, count.span), line.words(&cell.slot, often)];
        Some(rule.found(line.row.no, marks, message))
    })
}

/// A day that is none of the rhythm's.
pub(super) const NTH: Rule = Rule {
    name: "RHYTHM_MISMATCH",
    title: "「毎月第○曜日」と日付の不一致",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "「第○曜日」「毎週○曜日」という開催日と、記載の日付が合いません。どちらが正しいでしょうか。",
    instruction: "日付か曜日を直してください。変更した回は「変更」と書き添えてください。",
    why: "暦を見れば分かるので、読み手は誤りに気付きます。",
    example: &[&[("status", "サロンを毎月第２水曜日（12月17日、２月11日など）に開いた。")]],
    controls: &[
        &[&[("status", "サロンを毎月第２水曜日に開いた。２月は２月11日に開いた。")]],
        &[&[("status", "サロンを毎月第２水曜日に開いた。祝日のため２月は２月18日に変更した。")]],
        &[&[("status", "窓口を毎週火曜日に開いた。講演会は11月５日に行った。")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| off_rhythm(line, cell, rule)),
};

/// 第2水曜, 毎週火曜: which of the month, 0 for every week, and the day of the week.
struct Rhythm {
    span: Span,
    nth: u32,
    name: char,
}

fn rhythms(text: &str) -> Vec<Rhythm> {
    let found = text.match_indices('曜').filter_map(|(at, mark)| {
        let before = text.get(..at)?;
        let name = before.chars().next_back().filter(|c| "月火水木金土日".contains(*c))?;
        let lead = before.strip_suffix(name)?.trim_end();
        let end = at + mark.len();
        if let Some(rest) = lead.strip_suffix("毎週") {
            return Some(Rhythm { span: Span { start: rest.len(), end }, nth: 0, name });
        }
        let digit = lead.chars().next_back()?;
        let rest = lead.strip_suffix(digit)?.strip_suffix('第')?;
        let nth = domain::text::ascii_digits(&digit.to_string()).parse().ok()?;
        Some(Rhythm { span: Span { start: rest.len(), end }, nth, name })
    });
    found.collect()
}

fn off_rhythm(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let rhythms = rhythms(cell.text);
    let [rhythm] = rhythms.as_slice() else { return None };
    (rhythm.nth > 0 && !lexicon::holds(cell.text, lexicon::MOVED_DAYS)).then_some(())?;
    let of_month = |day: Day| {
        let (_, _, of) = day.calendar();
        (of - 1) / 7 + 1
    };
    let on = |day: Day| day.weekday().starts_with(rhythm.name) && of_month(day) == rhythm.nth;
    let dated = || cell.dates.iter().filter_map(|date| Some((date, date.calendar()?)));
    let sessions = || dated().filter(|(date, _)| is_session(cell, date));
    let (odd, day) = sessions().find(|(_, day)| !on(*day))?;
    // Days of another work of the cell are none of the rhythm's
    let most = sessions().filter(|(_, day)| on(*day)).count() > 0;
    most.then_some(())?;
    let message = format!(
        "{}とありますが、{}は第{}{}曜日です。",
        quote(rhythm.span.of(cell.text)),
        quote(odd.span.of(cell.text)),
        of_month(day),
        day.weekday()
    );
    let marks = vec![line.words(&cell.slot, odd.span), line.words(&cell.slot, rhythm.span)];
    Some(rule.found(line.row.no, marks, message))
}
