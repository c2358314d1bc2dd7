//! How many sessions there were against the days that are named, and rhythms against days.

use std::collections::BTreeSet;

use domain::{Day, Offset};
use prose::{Date, Per, Quantity, QuantityRole, Share, Span, lexicon};

use crate::scan::in_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, shown, tail},
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
        &[&[("status", "手当等を学ぶ研修を年2回（5/17(金)、9/20(金)）開催した。")]],
        &[&[("status", "９月10日から16日まで、街頭で３回呼びかけた。")]],
        &[&[("status", "研修会を２回開催した。\n日時：７月12日\n申込：５月10日から６月30日まで")]],
        &[&[("status", "研修会を２回開催した。\n第１回：７月12日\n第２回：９月13日")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| sessions(line, cell, rule)),
};

fn sessions(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    (cell.sense.is_told() || cell.sense == Sense::Plan).then_some(())?;
    let listed = cell.sentences.iter().find_map(|piece| in_piece(line, cell, *piece, rule));
    listed.or_else(|| numbered(line, cell, rule))
}

/// 3回開催。第1回：6/4、第2回：7/9: the numbered days of a cell against its one number of times.
fn numbered(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let mut counts = cell.quantities.iter().filter(|one| one.unit == "回");
    let (count, None) = (counts.next().filter(|one| is_times(one))?, counts.next()) else {
        return None;
    };
    let numbers: Vec<(u64, Span)> = prose::figures(cell.text)
        .filter(|one| one.before.ends_with('第'))
        .filter_map(|one| {
            let rest = one.after.strip_prefix('回')?;
            let from = cell.text.len() - rest.len();
            let dated = cell.dates.iter().find(|date| date.span.start >= from)?;
            let gap = cell.text.get(from..dated.span.start)?;
            let near = gap.chars().all(|c| "：:は（( 　を\n".contains(c));
            near.then_some((one.whole()?, dated.span))
        })
        .collect();
    let whole = numbers.iter().zip(1..).all(|((number, _), at)| *number == at);
    let told = numbers.len() as f64;
    let wrong = numbers.len() >= 2 && whole && (told - count.value).abs() > 0.5;
    (wrong && !lexicon::holds(cell.text, lexicon::OPEN_DAYS)).then_some(())?;
    let message = format!(
        "{}とありますが、日付があるのは第{}回までです。",
        quote(count.span.of(cell.text)),
        shown(told)
    );
    let mut marks = vec![line.words(&cell.slot, count.span)];
    marks.extend(numbers.iter().map(|(_, span)| line.words(&cell.slot, *span)));
    Some(rule.found(line.row.no, marks, message))
}

/// The one number of times of a sentence, against the days that it lists.
fn in_piece(line: &ReadRow<'_>, cell: &Read<'_>, piece: Span, rule: &Rule) -> Option<Finding> {
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
    let open = lexicon::holds(listing(cell, piece, count, &dates), lexicon::OPEN_DAYS);
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

/// The number with its days and what stands straight beside them: けがの手当等を学ぶ研修 leaves no day
/// out.
fn listing<'b>(cell: &'b Read<'_>, piece: Span, count: &Quantity, dates: &[&Date]) -> &'b str {
    let spans = || dates.iter().map(|date| date.span).chain([count.span]);
    let start = spans().map(|span| span.start).min().unwrap_or(piece.start);
    let end = spans().map(|span| span.end).max().unwrap_or(piece.end);
    let before = tail(cell.text.get(piece.start..start).unwrap_or_default(), 3);
    let after = head(cell.text.get(end..piece.end).unwrap_or_default(), 12);
    cell.text.get(start - before.len()..end + after.len()).unwrap_or_default()
}

fn is_times(one: &Quantity) -> bool {
    let sure = !one.approximate && one.high.is_none() && !one.least;
    let own = one.share != Share::Part && one.share != Share::Change;
    let counted =
        one.role != QuantityRole::Context && (one.per.is_none() || one.per == Some(Per::Year));
    one.unit == "回" && sure && own && counted
}

/// 9月10日から, 6月30日まで, 7月号: no session's day.
fn is_session(cell: &Read<'_>, date: &Date) -> bool {
    let end = date.end();
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

/// A day that is none of the rhythm's.
pub(super) const NTH: Rule = Rule {
    name: "RHYTHM_MISMATCH",
    title: "「毎月第○曜日」と日付の不一致",
    family: Family::Calendar,
    scope: RuleScope::Row,
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
    let own = rhythms(cell.text);
    let planned = || {
        let plan = line.of_sense(Sense::Plan, Offset::This).find(|plan| plan.slot != cell.slot)?;
        Some((plan, rhythms(plan.text)))
    };
    let (place, rhythms) = if own.is_empty() { planned()? } else { (cell, own) };
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
    let fit = sessions().filter(|(_, day)| on(*day)).count();
    let odds = sessions().count() - fit;
    // What only the plan says is held against a list of days of which one is odd
    let near = cell.sentence(odd.span);
    let listed = sessions().filter(|(date, _)| cell.sentence(date.span) == near).count();
    let far = place.slot != cell.slot;
    (fit > 0 && (!far || odds == 1 && fit >= 2 && listed >= 2)).then_some(())?;
    let message = format!(
        "{}とありますが、{}は第{}{}曜日です。",
        quote(rhythm.span.of(place.text)),
        quote(odd.span.of(cell.text)),
        of_month(day),
        day.weekday()
    );
    let marks = vec![line.words(&cell.slot, odd.span), line.words(&place.slot, rhythm.span)];
    Some(rule.found(line.row.no, marks, message))
}
