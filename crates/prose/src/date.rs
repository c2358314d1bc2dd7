//! Dates in prose: 令和３年１０月２９日, R3.10.29, １１月５日, 2/18, 令和3年10月, with the year that the sheet gives.

use domain::{Day, FiscalYear};

use crate::{asked_field::AskedField, chars::Chars, span::Span};

/// A date as written, full or partial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// Its words.
    pub span: Span,
    /// The calendar year, as written or as the fiscal year asked about gives it.
    pub year: i32,
    /// Whether the text itself names the year.
    pub year_written: bool,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day, where one is named; checked against the month.
    pub day: Option<u8>,
    /// The day as written, where the month has no such day: 31 of 11月31日.
    pub unreal: Option<u8>,
    /// The day of the week that is written beside it.
    pub weekday: Option<Weekday>,
}

/// A day of the week as it is written beside a date: （金）, 金曜日.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekday {
    /// Its words, brackets included.
    pub span: Span,
    /// Its name: 金.
    pub name: char,
}

impl Date {
    /// The byte behind its words and the day of the week beside it.
    pub fn end(&self) -> usize {
        self.weekday.map_or(self.span.end, |day| day.span.end).max(self.span.end)
    }

    /// The fiscal year in which it lies.
    pub fn fiscal_year(&self) -> Option<FiscalYear> {
        fiscal(self.year, u32::from(self.month))
    }

    /// The day of the calendar, where one is named.
    pub fn calendar(&self) -> Option<Day> {
        Day::new(self.year, u32::from(self.month), u32::from(self.day?))
    }
}

/// A date's parts as the letters give them.
#[derive(Debug, Clone, Copy)]
struct Found {
    from: usize,
    to: usize,
    year: Option<i32>,
    month: u32,
    day: Option<u32>,
}

/// The dates of a text, in its order.
pub fn dates(text: &str, asked: AskedField<'_>) -> Vec<Date> {
    read(&Chars::of(text), asked)
}

/// The dates of a text's letters.
pub(super) fn read(chars: &Chars, asked: AskedField<'_>) -> Vec<Date> {
    let mut dates = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let Some(first) = date(chars, at) else {
            at += 1;
            continue;
        };
        at = first.to;
        let fiscal = first.year.and_then(|year| fiscal(year, first.month)).unwrap_or(asked.year);
        dates.extend(resolved(chars, first, fiscal));
        let mut last = first;
        while let Some(next) = further(chars, last) {
            at = next.to;
            dates.extend(resolved(chars, next, fiscal));
            last = next;
        }
    }
    dates
}

/// The fiscal year in which a month of a calendar year lies.
fn fiscal(year: i32, month: u32) -> Option<FiscalYear> {
    FiscalYear::starting(year - i32::from(month < 4))
}

/// The date with its year, written or of the fiscal year.
fn resolved(chars: &Chars, found: Found, fiscal: FiscalYear) -> Option<Date> {
    let year = found.year.unwrap_or(fiscal.start() + i32::from(found.month < 4));
    let real = found.day.filter(|day| Day::new(year, found.month, *day).is_some());
    let unreal = found.day.filter(|_| real.is_none());
    Some(Date {
        span: chars.span(found.from, found.to),
        year,
        year_written: found.year.is_some(),
        month: u8::try_from(found.month).ok()?,
        day: real.and_then(|day| u8::try_from(day).ok()),
        unreal: unreal.and_then(|day| u8::try_from(day).ok()),
        weekday: named_weekday(chars, found.to),
    })
}

/// The day of the week that stands here: （金）, (金・祝), 金曜日; 日本 and 月1回 are none.
fn named_weekday(chars: &Chars, at: usize) -> Option<Weekday> {
    const NAMES: &str = "月火水木金土日";
    let at = chars.spaced(at);
    if chars.at(at) != '(' {
        let name = Some(chars.at(at)).filter(|c| NAMES.contains(*c))?;
        let to = chars.any(at + 1, &["曜日", "曜"])?;
        return Some(Weekday { span: chars.span(at, to), name });
    }
    let close = (at + 1..at + 8).find(|at| chars.at(*at) == ')')?;
    let alone = |at: &usize| {
        NAMES.contains(chars.at(*at))
            && matches!(chars.before(*at), '(' | '・' | '、' | ',' | '祝' | '/')
            && matches!(chars.at(*at + 1), ')' | '・' | '曜' | '、' | ',' | '祝' | '/')
    };
    let name = (at + 1..close).find(alone).map(|at| chars.at(at))?;
    Some(Weekday { span: chars.span(at, close + 1), name })
}

/// The date that begins here.
fn date(chars: &Chars, at: usize) -> Option<Found> {
    if !begins(chars.at(at)) {
        return None;
    }
    let before = chars.before(at);
    if before.is_ascii_digit() || chars.at(at).is_ascii_alphabetic() && before.is_ascii_alphabetic()
    {
        return None;
    }
    let found = with_year(chars, at).or_else(|| without_year(chars, at))?;
    // 10月45日 is a date that somebody mistyped, 10/45 a fraction
    let day = |day: u32| (1..=31).contains(&day) || chars.before(found.to) == '日';
    ((1..=12).contains(&found.month) && found.day.is_none_or(day)).then_some(found)
}

/// 令和3年10月29日, R3.10.29, 2021/10/29, R3.8月.
fn with_year(chars: &Chars, from: usize) -> Option<Found> {
    let (year, named, at) = year(chars, from)?;
    if let Some(at) = chars.word(at, "年").map(|at| gap(chars, at)) {
        let (month, day, to) = month_day(chars, at)?;
        return Some(Found { from, to, year: Some(year), month, day });
    }
    let mark = chars.at(at);
    if !matches!(mark, '.' | '/' | '-') {
        return None;
    }
    if let Some((month, day, to)) = month_day(chars, at + 1) {
        return Some(Found { from, to, year: Some(year), month, day });
    }
    let (month, at) = chars.figures(at + 1, 2)?;
    let day = (chars.at(at) == mark).then(|| chars.figures(at + 1, 2)).flatten();
    if day.is_none() && !named || chars.at(at) == mark && day.is_none() {
        return None;
    }
    let to = day.map_or(at, |(_, to)| to);
    (!chars.at(to).is_ascii_alphanumeric()).then_some(Found {
        from,
        to,
        year: Some(year),
        month,
        day: day.map(|(day, _)| day),
    })
}

/// Whether a date or a year may begin with the letter: most letters are passed by.
fn begins(c: char) -> bool {
    c.is_ascii_digit() || "令平昭大西RHSTr㋿㍻".contains(c)
}

/// Names and letters of the eras, with the year before their first.
const ERAS: &[(&str, i32)] = &[
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("R", 2018),
    ("H", 1988),
    ("S", 1925),
    ("T", 1911),
    ("r", 2018),
    ("㋿", 2018),
    ("㍻", 1988),
];

/// A year: its calendar year, whether an era names it, and the position after its figures.
pub(super) fn year(chars: &Chars, at: usize) -> Option<(i32, bool, usize)> {
    let era = ERAS.iter().find_map(|(name, base)| Some((*base, chars.word(at, name)?)));
    if let Some((base, at)) = era {
        let at = chars.spaced(at);
        if let Some(at) = chars.word(at, "元") {
            return Some((base + 1, true, gap(chars, at)));
        }
        let (number, at) = chars.figures(at, 2)?;
        let number = i32::try_from(number).ok().filter(|number| *number > 0)?;
        return Some((base + number, true, gap(chars, at)));
    }
    let at = chars.word(at, "西暦").unwrap_or(at);
    let (number, to) = chars.figures(at, 4)?;
    let number = i32::try_from(number).ok().filter(|year| (1900..2200).contains(year))?;
    Some((number, false, gap(chars, to)))
}

/// 10月29日, 10月, and 10/29 where it is no fraction.
fn without_year(chars: &Chars, from: usize) -> Option<Found> {
    if let Some((month, day, to)) = month_day(chars, from) {
        return Some(Found { from, to, year: None, month, day });
    }
    let (month, at) = chars.figures(from, 2)?;
    let (day, to) = chars.figures(chars.word(at, "/")?, 2)?;
    let before = chars.before(from);
    let joined = matches!(before, '/' | '.' | '-' | ',' | '約' | '率' | '第')
        || before.is_ascii_alphanumeric();
    let fraction = [
        "程度",
        "以上",
        "以下",
        "以内",
        "が",
        "の",
        "を",
        "人",
        "名",
        "件",
        "回",
        "ページ",
        "頁",
        "助成",
        "補助",
        "%",
        "/",
        ".",
        "-",
    ];
    let after = chars.any(to, &fraction).is_some() || chars.at(to).is_ascii_alphanumeric();
    (!joined && !after).then_some(Found { from, to, year: None, month, day: Some(day) })
}

/// 10月29日 or 10月, the parts apart by spaces or a line's end at most.
fn month_day(chars: &Chars, from: usize) -> Option<(u32, Option<u32>, usize)> {
    let (month, at) = figures(chars, from)?;
    let to = chars.word(gap(chars, at), "月")?;
    let day = figures(chars, gap(chars, to))
        .and_then(|(day, at)| Some((day, chars.word(gap(chars, at), "日")?)))
        .filter(|(_, to)| chars.at(*to) != '間');
    Some((month, day.map(|(day, _)| day), day.map_or(to, |(_, to)| to)))
}

/// One or two figures, which a line's end may cut in two.
fn figures(chars: &Chars, from: usize) -> Option<(u32, usize)> {
    let (value, at) = chars.figures(from, 2)?;
    let rest = (at - from == 1 && chars.at(at) == '\n').then(|| chars.figures(at + 1, 1)).flatten();
    match rest.filter(|(_, to)| matches!(chars.at(*to), '月' | '日')) {
        Some((digit, to)) => Some((value * 10 + digit, to)),
        None => Some((value, at)),
    }
}

/// The position after spaces and at most one line's end.
fn gap(chars: &Chars, at: usize) -> usize {
    let at = chars.spaced(at);
    if at + 1 < chars.len() && chars.at(at) == '\n' { chars.spaced(at + 1) } else { at }
}

/// A date that goes on from the last and leaves out what they share: 2月18日、28日; 10月1日～7日.
fn further(chars: &Chars, last: Found) -> Option<Found> {
    let at = weekday(chars, last.to);
    let at = chars.any(at, &["、", "・", ",", "~", "-", "から", "及び", "と", "または", "又は"])?;
    let at = chars.spaced(at);
    let at = chars.any(at, &["同月", "同年", "翌年", "翌"]).unwrap_or(at);
    if let Some(next) = date(chars, at) {
        return Some(next);
    }
    let (day, to) = chars.figures(at, 2)?;
    let dated = last.day.is_some() && (1..=31).contains(&day);
    let to = chars.word(to, "日").or_else(|| ends_a_list(chars, last, to).then_some(to))?;
    (dated && chars.at(to) != '間').then_some(Found {
        from: at,
        to,
        year: None,
        month: last.month,
        day: Some(day),
    })
}

/// The position after a day of the week in brackets.
fn weekday(chars: &Chars, at: usize) -> usize {
    let Some(day) = chars.any(chars.spaced(at), &["("]) else { return at };
    let Some(close) = (day..day + 6).find(|at| chars.at(*at) == ')') else { return at };
    if "月火水木金土日".contains(chars.at(day)) { close + 1 } else { at }
}

/// Whether bare figures after a day without 日 are one: 10/1, 8 and 10/1~7, not 10/1、5人.
fn ends_a_list(chars: &Chars, last: Found, to: usize) -> bool {
    let bare = chars.before(last.to).is_ascii_digit();
    bare && matches!(chars.at(to), ' ' | '\n' | '、' | '。' | '(' | ')' | 'に' | 'の' | 'で')
}

/// A year that a word names by its distance: 今年度, 昨年度, 次年度, or in figures: 令和２年度.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// Its words.
    pub span: Span,
    /// The fiscal year.
    pub year: FiscalYear,
    /// Whether it is told by its distance from the year asked about.
    pub relative: bool,
}

/// Words for a year by its distance from the year asked about.
const RELATIVE: &[(&str, i32)] = &[
    ("一昨年度", -2),
    ("前々年度", -2),
    ("再来年度", 2),
    ("翌々年度", 2),
    ("今年度", 0),
    ("本年度", 0),
    ("当年度", 0),
    ("当該年度", 0),
    ("同年度", 0),
    ("前年度", -1),
    ("昨年度", -1),
    ("来年度", 1),
    ("次年度", 1),
    ("翌年度", 1),
    ("一昨年", -2),
    ("前年", -1),
    ("昨年", -1),
    ("来年", 1),
    ("翌年", 1),
    ("今年", 0),
    ("本年", 0),
];

/// The years that the text names, by distance or in figures, in its order. A date names none.
pub fn relative_years(text: &str, asked: AskedField<'_>) -> Vec<Named> {
    named(&Chars::of(text), asked)
}

/// The years that the letters name.
pub(super) fn named(chars: &Chars, asked: AskedField<'_>) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let named = "一前再翌今本当同昨来次".contains(chars.at(at));
        let relative = named.then(|| relative(chars, at, asked)).flatten();
        let written = || begins(chars.at(at)).then(|| written(chars, at)).flatten();
        match relative.or_else(written) {
            Some((year, to, relative)) => {
                found.push(Named { span: chars.span(at, to), year, relative });
                at = to;
            }
            None => at += 1,
        }
    }
    found
}

fn relative(chars: &Chars, at: usize, asked: AskedField<'_>) -> Option<(FiscalYear, usize, bool)> {
    let of =
        |(word, years): &(&str, i32)| Some((asked.year.plus(*years), chars.word(at, word)?, true));
    RELATIVE.iter().find_map(of)
}

/// 令和２年度, R2年度, 2020年度, 令和２年, not the year of a date.
fn written(chars: &Chars, at: usize) -> Option<(FiscalYear, usize, bool)> {
    let before = chars.before(at);
    if before.is_ascii_alphanumeric() || date(chars, at).is_some() {
        return None;
    }
    let (number, era, to) = year(chars, at)?;
    let fiscal = FiscalYear::starting(number)?;
    if let Some(to) = chars.any(to, &["年度", "年"]) {
        return Some((fiscal, to, false));
    }
    let lettered = era && chars.at(at).is_ascii_alphabetic();
    // R4 70.1: a space ends the year
    let apart = matches!(chars.before(to), ' ' | '\n');
    let to = (at..to).rev().find(|at| !matches!(chars.at(*at), ' ' | '\n')).map_or(to, |at| at + 1);
    let bound =
        apart || !chars.at(to).is_ascii_alphanumeric() && !matches!(chars.at(to), '.' | '-' | '/');
    (lettered && matches!(chars.at(at), 'R' | 'H') && bound).then_some((fiscal, to, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Field;

    fn asked() -> AskedField<'static> {
        AskedField { field: &Field::Status, year: FiscalYear::parse("R3").unwrap() }
    }

    /// The dates as `words=year-month-day`, with a star where the year is not written.
    fn told(text: &str) -> Vec<String> {
        let one = |date: &Date| {
            let star = if date.year_written { "" } else { "*" };
            let day = date.day.map_or(String::new(), |day| format!("-{day}"));
            format!("{}={}{star}-{}{day}", date.span.of(text), date.year, date.month)
        };
        dates(text, asked()).iter().map(one).collect()
    }

    #[test]
    fn a_date_is_read_in_every_form_that_offices_use() {
        for (text, read) in [
            ("日時：令和３年１０月２９日（金）", "令和３年１０月２９日=2021-10-29"),
            ("R3.10.29開催", "R3.10.29=2021-10-29"),
            ("Ｒ３／１０／２９", "Ｒ３／１０／２９=2021-10-29"),
            ("2021/10/29に", "2021/10/29=2021-10-29"),
            ("2021-10-29", "2021-10-29=2021-10-29"),
            ("西暦2021年10月", "西暦2021年10月=2021-10"),
            ("令和元年5月1日", "令和元年5月1日=2019-5-1"),
            ("Ｒ元.5.1", "Ｒ元.5.1=2019-5-1"),
            ("平成31年3月策定", "平成31年3月=2019-3"),
            ("R3.8月～", "R3.8月=2021-8"),
            ("１１月５日に実施", "１１月５日=2021*-11-5"),
            ("2月に開催", "2月=2022*-2"),
            ("2/18開催", "2/18=2022*-2-18"),
            ("令和4年\n7月15日", "令和4年\n7月15日=2022-7-15"),
            ("１\n１月５日", "１\n１月５日=2021*-11-5"),
            ("2月30日", "2月30日=2022*-2"),
        ] {
            assert_eq!(told(text), [read], "{text}");
        }
    }

    #[test]
    fn a_list_or_range_shares_what_it_leaves_out() {
        assert_eq!(told("令和4年2月18日、28日に"), ["令和4年2月18日=2022-2-18", "28日=2022*-2-28"]);
        assert_eq!(told("10月1日（金）～7日"), ["10月1日=2021*-10-1", "7日=2021*-10-7"]);
        assert_eq!(told("H30.11.8、2月4日"), ["H30.11.8=2018-11-8", "2月4日=2019*-2-4"]);
        assert_eq!(told("9/10～16の週"), ["9/10=2021*-9-10", "16=2021*-9-16"]);
        assert_eq!(told("7月、3月"), ["7月=2021*-7", "3月=2022*-3"]);
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "13月",
            "1か月",
            "月1回",
            "年2回",
            "1/2以上",
            "5人/10人",
            "第3・4土曜日",
            "PR3.10.29",
            "048-123-4567",
            "令和3年度",
            "10:00～12:00",
            "2割",
            "3日間",
            "令和",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn years_are_named_by_distance_or_in_figures() {
        let text = "令和２年度は３回、今年度は４回、次年度はR5年度と同じ。令和3年4月に昨年度分を";
        let years = relative_years(text, asked());
        let read: Vec<_> = years.iter().map(|y| (y.span.of(text), y.year.start())).collect();
        let expected = [
            ("令和２年度", 2020),
            ("今年度", 2021),
            ("次年度", 2022),
            ("R5年度", 2023),
            ("昨年度", 2020),
        ];
        assert_eq!(read, expected);
    }

    proptest::proptest! {
        #[test]
        fn dates_lie_in_order_within_any_text(text in "[令和平成RH年月日度元、・~/.\n 0-9０-９()金👪]{0,60}|.{0,80}") {
            let mut last = 0;
            for date in dates(&text, asked()) {
                proptest::prop_assert!(date.span.start >= last && date.span.start < date.span.end);
                proptest::prop_assert!(text.get(date.span.start..date.span.end).is_some());
                last = date.span.end;
            }
            for named in relative_years(&text, asked()) {
                proptest::prop_assert!(!named.span.of(&text).is_empty());
            }
        }
    }
}
