//! Fiscal years: April to March, named by era on paper and by number in data.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::{ascii_digits, is_japanese};

/// A fiscal year, 1 April to 31 March, known by the calendar year in which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(i32);

/// The text is not a fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "「{0}」は年度として読めません。「令和３年度」「R3」「H31」「2021」のように指定してください。"
)]
pub struct InvalidFiscalYear(String);

/// An era: its names and the calendar year before its first. Fiscal years only, so the day on
/// which an era changed within a year does not matter.
struct Era {
    name: &'static str,
    letter: char,
    base: i32,
}

const ERAS: [Era; 5] = [
    Era { name: "令和", letter: 'R', base: 2018 },
    Era { name: "平成", letter: 'H', base: 1988 },
    Era { name: "昭和", letter: 'S', base: 1925 },
    Era { name: "大正", letter: 'T', base: 1911 },
    Era { name: "明治", letter: 'M', base: 1867 },
];

/// No year has more digits; a longer number is looked at no further.
const MOST_DIGITS: usize = 4;

impl FiscalYear {
    /// The fiscal year that begins in April of the calendar year, between 1868 and 2199.
    pub fn starting(year: i32) -> Option<Self> {
        (1868..2200).contains(&year).then_some(Self(year))
    }

    /// The calendar year in which it begins.
    pub fn start(self) -> i32 {
        self.0
    }

    /// The year after (or before, for a negative number).
    pub fn plus(self, years: i32) -> Self {
        Self(self.0 + years)
    }

    /// Reads `令和３年度`, `令和元年`, `R3`, `Ｒ３`, `H31`, `2021`, `2021年度`.
    pub fn parse(text: &str) -> Result<Self, InvalidFiscalYear> {
        let refused = || InvalidFiscalYear(text.trim().to_owned());
        let (year, rest) = Self::find_prefix(text.trim(), Wording::Heading).ok_or_else(refused)?;
        matches!(rest.trim(), "" | "年" | "年度" | "." | "．").then_some(year).ok_or_else(refused)
    }

    /// The first fiscal year named anywhere in the text, such as a heading's.
    pub fn find(text: &str) -> Option<Self> {
        Self::find_all(text).into_iter().next()
    }

    /// All fiscal years named in the text, in their order. A bare number counts only when 年
    /// follows it, a letter only when a number follows it. A date (令和４年３月) names no fiscal
    /// year, nor does the year in which something was made (令和元年度策定).
    pub fn find_all(text: &str) -> Vec<Self> {
        NamedYear::all(text, Wording::Running).filter(|y| !y.is_dated).map(|y| y.year).collect()
    }

    /// All fiscal years that a heading names, each once, in their order. In a heading a bare `2022`
    /// is a year as well, as are `FY2022`, `'22` and `令四`.
    pub fn in_heading(heading: &str) -> Vec<Self> {
        let mut years = Vec::new();
        for named in NamedYear::all(heading, Wording::Heading).filter(|named| !named.is_dated) {
            if !years.contains(&named.year) {
                years.push(named.year);
            }
        }
        years
    }

    /// The year at the start of the text, and the text after it.
    fn find_prefix(text: &str, wording: Wording) -> Option<(Self, &str)> {
        if let Some(found) = western(text, wording) {
            return Some(found);
        }
        let (era, rest) = match ERAS.iter().find_map(|era| strip_era(text, era, wording)) {
            Some((era, rest)) => (Some(era), rest.trim_start()),
            None => (None, text),
        };
        if let (Some(era), Some(rest)) = (era, rest.strip_prefix('元')) {
            return Self::starting(era.base + 1).map(|year| (year, rest));
        }
        if let (Some(era), Some((number, rest))) = (era, kanji_number(rest)) {
            return Self::starting(era.base + number).map(|year| (year, rest));
        }
        let digits: String =
            rest.chars().take_while(|c| c.is_numeric()).take(MOST_DIGITS + 1).collect();
        if digits.chars().count() > MOST_DIGITS {
            return None;
        }
        let number: i32 = ascii_digits(&digits).parse().ok()?;
        let year = match era {
            Some(era) if (1..200).contains(&number) => era.base + number,
            None if number >= 1868 => number,
            _ => return None,
        };
        Self::starting(year).map(|year| (year, &rest[digits.len()..]))
    }

    /// The era and the number within it: (令和, 3).
    fn in_era(self) -> (&'static Era, i32) {
        let era = ERAS.iter().find(|era| self.0 > era.base).unwrap_or(&ERAS[4]);
        (era, self.0 - era.base)
    }

    /// Short form with half-width figures: `R3`, `H31` is printed as `R1`.
    pub fn short(self) -> String {
        let (era, number) = self.in_era();
        format!("{}{number}", era.letter)
    }

    /// The form of official papers: `令和３年度`, `令和元年度`; two figures are half width.
    pub fn official(self) -> String {
        format!("{}年度", self.without_suffix())
    }

    /// The official form without 年度: `令和３`.
    fn without_suffix(self) -> String {
        let (era, number) = self.in_era();
        let number = match u32::try_from(number) {
            Ok(1) => "元".to_owned(),
            Ok(one @ 2..=9) => {
                char::from_u32('０' as u32 + one).map_or_else(String::new, String::from)
            }
            _ => number.to_string(),
        };
        format!("{}{number}", era.name)
    }
}

/// In what kind of text a year is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wording {
    /// Sentences: a bare number may count anything.
    Running,
    /// A heading: what looks like a year is one.
    Heading,
}

/// A fiscal year with the bytes that name it, its 年度 aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedYear {
    /// The year.
    pub year: FiscalYear,
    /// The bytes of the text that name it.
    pub bytes: std::ops::Range<usize>,
    /// Whether it is the year of a date or of a making, and so no year that is reported.
    pub is_dated: bool,
}

impl NamedYear {
    /// The years that a heading names, dates among them.
    pub fn of_heading(heading: &str) -> impl Iterator<Item = Self> {
        Self::all(heading, Wording::Heading)
    }

    fn all(text: &str, wording: Wording) -> impl Iterator<Item = Self> {
        let mut at = 0;
        let mut before = None;
        std::iter::from_fn(move || {
            while let Some(c) = text[at..].chars().next() {
                let rest = &text[at..];
                // 実績値R1: a letter of the eras in use may follow a Japanese word
                let lettered = |b| is_japanese(b) && matches!(c, 'R' | 'H' | 'Ｒ' | 'Ｈ');
                let heads = |b| is_japanese(b) && wording == Wording::Heading;
                let boundary = before.is_none_or(|b: char| {
                    !b.is_alphanumeric() || !is_ascii_like(c) || lettered(b) || heads(b)
                });
                let counts = |tail: &str| match wording {
                    _ if !c.is_numeric() || tail.starts_with('年') => true,
                    Wording::Running => false,
                    Wording::Heading => is_bare_year(rest, tail, before),
                };
                match FiscalYear::find_prefix(rest, wording).filter(|_| boundary) {
                    Some((year, tail)) if counts(tail) => {
                        let bytes = at..text.len() - tail.len();
                        at = bytes.end;
                        before = text[..at].chars().next_back();
                        return Some(Self { year, bytes, is_dated: is_dated(tail) });
                    }
                    // A number is taken whole or not at all: its tail is no year of its own
                    _ if c.is_numeric() => {
                        at = text.len() - rest.trim_start_matches(char::is_numeric).len();
                        before = text[..at].chars().next_back();
                    }
                    _ => {
                        at += c.len_utf8();
                        before = Some(c);
                    }
                }
            }
            None
        })
    }
}

/// Whether a bare number of a heading is a year: four figures of this century that count nothing.
fn is_bare_year(text: &str, tail: &str, before: Option<char>) -> bool {
    let figures = ascii_digits(&text[..text.len() - tail.len()]);
    let counts = |c: char| "人件回部円名社校千百万冊枚時日点%％,，.".contains(c);
    figures.len() == 4
        && figures.starts_with("20")
        && !tail.starts_with(counts)
        && !before.is_some_and(|b| "第約計,，.".contains(b))
}

/// A year by the western count with a mark before it: `FY2022`, `FY22`, `'22`.
fn western(text: &str, wording: Wording) -> Option<(FiscalYear, &str)> {
    let fy = ["FY", "fy", "Fy", "ＦＹ"].iter().find_map(|mark| text.strip_prefix(mark));
    let quoted = || text.strip_prefix(['\'', '’', '‘', '＇', '`']);
    let rest = match wording {
        Wording::Running => fy?,
        Wording::Heading => fy.or_else(quoted)?,
    };
    let rest = rest.trim_start();
    let digits: String = rest.chars().take_while(|c| c.is_numeric()).take(5).collect();
    let number: i32 = ascii_digits(&digits).parse().ok()?;
    let year = match digits.chars().count() {
        2 => 2000 + number,
        4 => number,
        _ => return None,
    };
    FiscalYear::starting(year).map(|year| (year, &rest[digits.len()..]))
}

/// A number below a hundred in kanji: 四, 十, 十二, 三十一.
fn kanji_number(text: &str) -> Option<(i32, &str)> {
    const FIGURES: &str = "一二三四五六七八九";
    let figure = |c: char| {
        let at = FIGURES.chars().position(|known| known == c)?;
        i32::try_from(at + 1).ok()
    };
    let (mut number, mut rest, mut tens) = (0, text, false);
    while let Some(c) = rest.chars().next() {
        match figure(c) {
            Some(one) if number % 10 == 0 => number += one,
            None if c == '十' && !tens => {
                number = number.max(1) * 10;
                tens = true;
            }
            _ => break,
        }
        rest = &rest[c.len_utf8()..];
    }
    (number > 0).then_some((number, rest))
}

/// Whether what follows a year makes it the year of a date or of a making.
fn is_dated(tail: &str) -> bool {
    let tail = tail.trim_start_matches("年度");
    let after = tail.strip_prefix(['年', '.', '．', '/']).unwrap_or(tail);
    let month = after.trim_start_matches(|c: char| c.is_numeric());
    let dated = after.len() > month.len() && month.starts_with(['月', '.', '．', '/']);
    dated || ["策定", "作成", "改定", "改訂", "制定"].iter().any(|made| tail.starts_with(made))
}

fn is_ascii_like(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{ff10}'..='\u{ff5a}').contains(&c)
}

/// The text after an era's name or letter; 令, Ｒ and R are the same era.
fn strip_era<'a>(
    text: &'a str,
    era: &'static Era,
    wording: Wording,
) -> Option<(&'static Era, &'a str)> {
    let letter = |c: char| {
        let full = char::from_u32(era.letter as u32 - 'A' as u32 + 'Ａ' as u32);
        c.to_ascii_uppercase() == era.letter || Some(c) == full
    };
    // 令四: half of the name, where a number follows
    let half = || {
        let rest = text.strip_prefix(era.name.chars().next()?)?.trim_start();
        let numbered =
            rest.starts_with(|c: char| c.is_numeric() || "元一二三四五六七八九十".contains(c));
        (wording == Wording::Heading && numbered).then_some(rest)
    };
    text.strip_prefix(era.name)
        .or_else(|| text.strip_prefix(letter))
        .or_else(half)
        .or_else(|| {
            text.strip_prefix(match era.letter {
                'R' => '㋿',
                'H' => '㍻',
                'S' => '㍼',
                'T' => '㍽',
                _ => '㍾',
            })
        })
        .map(|rest| (era, rest))
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.official())
    }
}

impl std::str::FromStr for FiscalYear {
    type Err = InvalidFiscalYear;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_read_in_every_form_that_offices_use() {
        for text in
            ["令和３年度", "令和3年度", "R3", "Ｒ３", "r3", "2021", "２０２１年度", "R3年度"]
        {
            assert_eq!(FiscalYear::parse(text).unwrap().start(), 2021, "{text}");
        }
        for text in ["H31", "平成31年度", "令和元年度", "R1", "Ｒ元", "2019"] {
            assert_eq!(FiscalYear::parse(text).unwrap().start(), 2019, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_year_is_refused() {
        for text in ["", "3", "R", "R300", "令和", "来年度", "R3とR4", "99999"] {
            assert!(FiscalYear::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn years_are_found_in_headings() {
        let start = |text| FiscalYear::find(text).map(FiscalYear::start);
        assert_eq!(start("令和２年度実施状況"), Some(2020));
        assert_eq!(start("今後（令和４年度以降）の実施計画"), Some(2022));
        assert_eq!(start("2021年度 計画"), Some(2021));
        assert_eq!(start("R3計画"), Some(2021));
        assert_eq!(start("達成度（％）"), None);
        assert_eq!(start("参加者2021人"), None);
        assert_eq!(start("PR5回"), None);
        assert_eq!(start("進捗状況（令和４年３月３１日現在）"), None);
        assert_eq!(start("R5.3.31現在 令和４年度実績"), Some(2022));
        assert_eq!(start("計画（令和元年度策定）の令和３年度実績"), Some(2021));
    }

    #[test]
    fn a_heading_names_its_year_in_more_ways_than_a_sentence_does() {
        let starts = |text| -> Vec<i32> {
            FiscalYear::in_heading(text).into_iter().map(FiscalYear::start).collect()
        };
        for heading in [
            "2022実績",
            "2022",
            "FY2022 実績",
            "FY22",
            "'22実績",
            "’22",
            "令四実績",
            "令和四年度実績",
            "実績2022",
            "2022年度（R4）",
            "ＦＹ２０２２",
            "R4年度実績",
            "実施状況（2022）",
        ] {
            assert_eq!(starts(heading), [2022], "{heading}");
        }
        assert_eq!(starts("令和十二年度"), [2030]);
        assert_eq!(starts("平三十一"), [2019]);
        assert_eq!(starts("R4→R5"), [2022, 2023]);
        for heading in
            ["参加者2000人", "第2022号", "達成度", "平日の実績", "2,022", "令状", "配布2000部"]
        {
            assert_eq!(starts(heading), [0; 0], "{heading}");
        }
    }

    #[test]
    fn a_number_of_any_length_is_passed_over_once() {
        let digits = "２0".repeat(1_000_000);
        assert_eq!(
            FiscalYear::find_all(&format!("{digits}年度 R{digits} 2021年度")),
            [FiscalYear(2021)]
        );
    }

    #[test]
    fn a_year_prints_by_its_era() {
        assert_eq!(FiscalYear(2021).official(), "令和３年度");
        assert_eq!(FiscalYear(2019).official(), "令和元年度");
        assert_eq!(FiscalYear(2018).short(), "H30");
        assert_eq!(FiscalYear(2030).official(), "令和12年度");
    }
}
