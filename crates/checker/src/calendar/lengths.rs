//! How long a stretch is against its two ends: 9月3日～15日の15日間, 4月から9月までの5か月間,
//! 13時30分～15時（120分）.

use prose::{Date, Span, figures, hours};

use crate::scan::in_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Another length than from one end to the other.
pub(super) const RULE: Rule = Rule {
    name: "STRETCH_LENGTH",
    title: "期間の長さの不一致",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "始まりと終わりの日（時刻）から数えた長さと、書かれた日数（月数・時間）が合いません。どちらが正しいでしょうか。",
    instruction: "始まり・終わりか長さを直してください。休みの日を除いた日数のときは、その旨を書いてください。",
    why: "日を数えれば分かるので、読み手はどちらかの誤りに気付きます。",
    example: &[&[("status", "９月３日（火）～15日（日）の15日間、図書を展示した。")]],
    controls: &[
        &[&[("status", "９月10日（火）から16日（月・祝）までの７日間、展示した。")]],
        &[&[("status", "９月３日から30日まで、休館日を除く24日間、展示した。")]],
        &[&[("status", "７月22日～８月２日（12日間）に点検した。")]],
        &[&[("status", "４月から９月までの６か月間、窓口を開いた。")]],
        &[&[("status", "13時30分～15時（90分）に講座を開いた。")]],
        &[&[("status", "９月３日～15日に展示し、10月からの30日間は貸し出した。")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| odd(line, cell, rule)),
};

/// Words that tell why there are fewer days than from one end to the other.
const FEWER: [&str; 12] =
    ["除", "休", "うち", "平日", "土日", "開館日", "中止", "実働", "延べ", "祝", "のみ", "各"];

/// A length as it is written and as it is from end to end.
struct Length {
    span: Span,
    whole: Span,
    told: f64,
    right: f64,
    unit: &'static str,
}

fn odd(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    (cell.sense.is_told() || cell.sense == crate::sense::Sense::Plan).then_some(())?;
    let dated = cell.dates.windows(2).filter_map(|pair| {
        let [first, last] = pair else { return None };
        of_days(cell, first, last)
    });
    let timed = || hours(cell.text).into_iter().filter_map(|time| of_hours(cell.text, &time));
    let wrong = |one: &Length| {
        let piece = cell.sentence(one.whole).of(cell.text);
        let fewer = FEWER.iter().any(|word| piece.contains(word));
        one.told > one.right + 0.01 || one.told < one.right - 0.01 && !fewer
    };
    let found = dated.into_iter().find(wrong).or_else(|| timed().find(wrong))?;
    let message = format!(
        "{}なら{}{}ですが、{}とあります。",
        quote(found.whole.of(cell.text)),
        shown(found.right),
        found.unit,
        quote(found.span.of(cell.text))
    );
    let marks = vec![line.words(&cell.slot, found.span), line.words(&cell.slot, found.whole)];
    Some(rule.found(line.row.no, marks, message))
}

/// The length in days or months that is told beside two dates.
fn of_days(cell: &Read<'_>, first: &Date, last: &Date) -> Option<Length> {
    let gap = cell.text.get(first.end()..last.span.start)?.trim();
    ["から", "～", "〜", "~", "－", "-", "―", "より"].contains(&gap).then_some(())?;
    let whole = Span { start: first.span.start, end: last.end() };
    let (right, unit, names) = measured(first, last)?;
    let (span, told) =
        behind(cell.text, whole.end, names).or_else(|| before(cell.text, whole.start, names))?;
    Some(Length { span, whole, told, right, unit })
}

/// How long it is from one date to another, in days or in months, and how that is written.
fn measured(first: &Date, last: &Date) -> Option<(f64, &'static str, &'static [&'static str])> {
    const DAYS: &[&str] = &["日間"];
    const MONTHS: &[&str] = &["か月間", "ヶ月間", "カ月間", "ヵ月間", "ケ月間", "箇月間"];
    if let Some((a, b)) = first.calendar().zip(last.calendar()) {
        let days = a.until(b) + 1;
        return (1..370).contains(&days).then_some((days as f64, "日間", DAYS));
    }
    let of = |date: &Date| i64::from(date.year) * 12 + i64::from(date.month);
    let months = of(last) - of(first) + 1;
    let whole = first.day.is_none() && last.day.is_none() && (1..=36).contains(&months);
    whole.then_some((months as f64, "か月間", MONTHS))
}

/// The length in minutes or hours that is told behind two times.
fn of_hours(text: &str, time: &prose::Hours) -> Option<Length> {
    let minutes = f64::from(time.to.checked_sub(time.from).filter(|long| *long > 0)?);
    let behind = |names: &[&str]| behind(text, time.span.end, names);
    let in_minutes = behind(&["分間", "分"]).map(|told| (told, minutes, "分"));
    let ((span, told), right, unit) = in_minutes
        .or_else(|| Some((behind(&["時間"])?, (minutes / 6.0).round() / 10.0, "時間")))?;
    // 休憩60分 is told of the break, and not of the whole
    let near = tail(text.get(..span.start)?, 4);
    (!near.contains("休憩")).then_some(Length { span, whole: time.span, told, right, unit })
}

/// The figure that stands straight behind a stretch: までの15日間, （15日間）.
fn behind(text: &str, at: usize, names: &[&str]) -> Option<(Span, f64)> {
    let rest = head(text.get(at..)?, 14);
    let figure = figures(rest).next()?;
    let joint = figure.before.chars().all(|c| "までの、，（( 　・計全祝休)）間".contains(c));
    // 9月10日から16日まで、10日間の: behind a comma it may be another one's
    let apart = figure.before.contains(['、', '，']) && !figure.before.contains('の');
    let unit = names.iter().find(|name| figure.after.starts_with(**name))?;
    let value: f64 = figure.plain().parse().ok()?;
    let start = at + figure.span.start;
    (joint && !apart).then(|| (Span { start, end: at + figure.span.end + unit.len() }, value))
}

/// The figure with the stretch in brackets behind it: 15日間（9月3日～15日）.
fn before(text: &str, at: usize, names: &[&str]) -> Option<(Span, f64)> {
    let lead = text.get(..at)?.strip_suffix(['（', '(', '：', ':'])?;
    let bare = names.iter().find_map(|name| lead.strip_suffix(name))?;
    let piece = tail(bare, 5);
    let figure = figures(piece).last().filter(|figure| figure.after.is_empty())?;
    let start = bare.len() - piece.len() + figure.span.start;
    Some((Span { start, end: lead.len() }, figure.plain().parse().ok()?))
}
