//! Times of the day in prose, from when to when: 13時30分～15時, 午後1時から3時まで, 10:00-12:00.

use crate::{chars::Chars, span::Span};

/// From when to when something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// Its words.
    pub span: Span,
    /// When it begins, in minutes of the day.
    pub from: u32,
    /// When it ends, in minutes of the day; after midnight it has more than a day has.
    pub to: u32,
}

/// A time as the letters give it.
#[derive(Debug, Clone, Copy)]
struct Time {
    minutes: u32,
    /// 午前 or 午後.
    half: Option<Half>,
    to: usize,
    /// Written with a colon, which counts 24 hours.
    colon: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// The hour from which on an end before nine in the morning is that of the next day.
const NIGHT: u32 = 18 * 60;
/// Half a day, in minutes.
const HALF: u32 = 12 * 60;

/// From when to when, in the order of the text.
pub fn hours(text: &str) -> Vec<Hours> {
    if !text.contains(['時', ':', '：']) {
        return Vec::new();
    }
    let chars = Chars::of(text);
    let (mut found, mut at) = (Vec::new(), 0);
    while at < chars.len() {
        match range(&chars, at) {
            Some((hours, to)) => {
                found.push(hours);
                at = to;
            }
            None => at += 1,
        }
    }
    found
}

fn range(chars: &Chars, at: usize) -> Option<(Hours, usize)> {
    let first = time(chars, at)?;
    let joint = chars.any(chars.spaced(first.to), &["から", "より", "~", "-", "→"])?;
    let next = chars.spaced(joint);
    let (tomorrow, next) = match chars.any(next, &["翌日", "翌朝", "翌"]) {
        Some(to) => (true, chars.spaced(to)),
        None => (false, next),
    };
    let last = time(chars, next)?;
    let from = first.minutes;
    let mut to = last.minutes;
    let afternoon = first.half == Some(Half::Afternoon) && last.half.is_none() && !last.colon;
    if afternoon && to < HALF {
        to += HALF;
    }
    // 10時から3時: nobody holds anything from ten to three in the night
    let bare = first.half != Some(Half::Afternoon) && last.half.is_none() && !last.colon;
    if bare && to <= from && to <= 8 * 60 && from < HALF {
        to += HALF;
    }
    if tomorrow || from >= NIGHT && to <= 9 * 60 {
        to += 2 * HALF;
    }
    Some((Hours { span: chars.span(at, last.to), from, to }, last.to))
}

fn time(chars: &Chars, at: usize) -> Option<Time> {
    let before = chars.before(at);
    let halves = [("午前", Half::Morning), ("午後", Half::Afternoon)];
    let half = halves.into_iter().find_map(|(word, half)| Some((half, chars.word(at, word)?)));
    let (half, from) = half.map_or((None, at), |(half, to)| (Some(half), chars.spaced(to)));
    if half.is_none() && (before.is_ascii_digit() || matches!(before, ':' | '/' | '.')) {
        return None;
    }
    let (hour, to) = chars.figures(from, 2).filter(|(hour, _)| *hour <= 24)?;
    let (minute, to, colon) = if let Some(after) = chars.word(to, ":") {
        let (minute, end) = chars.figures(after, 2).filter(|(_, end)| end - after == 2)?;
        (minute, end, true)
    } else {
        let after = chars.word(to, "時").filter(|at| chars.at(*at) != '間')?;
        let minutes = chars.figures(after, 2);
        let minutes = minutes.and_then(|(minute, at)| Some((minute, chars.word(at, "分")?)));
        let half = chars.word(after, "半").map(|at| (30, at));
        let (minute, to) = half.or(minutes).unwrap_or((0, after));
        (minute, to, false)
    };
    if minute >= 60 || chars.at(to).is_ascii_digit() {
        return None;
    }
    let later = half == Some(Half::Afternoon) && hour < 12;
    Some(Time { minutes: (hour + if later { 12 } else { 0 }) * 60 + minute, half, to, colon })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_offices_write_them() {
        let told = |text: &str| -> Vec<(u32, u32)> {
            hours(text).iter().map(|one| (one.from, one.to)).collect()
        };
        assert_eq!(told("13時30分～15時"), [(810, 900)]);
        assert_eq!(told("日時：６月１日（日）　１３：３０～１１：００"), [(810, 660)]);
        assert_eq!(told("午後1時から3時まで"), [(780, 900)]);
        assert_eq!(told("午前10時から午後3時半"), [(600, 930)]);
        assert_eq!(told("9時から5時"), [(540, 1020)]);
        assert_eq!(told("14時～12時"), [(840, 720)]);
        assert_eq!(told("22時～翌5時、21:00-6:00"), [(1320, 1740), (1260, 1800)]);
        assert_eq!(told("3時間、1:5、24時間"), []);
    }

    proptest::proptest! {
        #[test]
        fn hours_lie_in_order_within_any_text(text in "[0-9０-９:：時分半午前後から~～翌 👪]{0,40}|.{0,60}") {
            let mut last = 0;
            for one in hours(&text) {
                proptest::prop_assert!(one.span.start >= last && one.span.start < one.span.end);
                proptest::prop_assert!(text.get(one.span.start..one.span.end).is_some());
                last = one.span.end;
            }
        }
    }
}
