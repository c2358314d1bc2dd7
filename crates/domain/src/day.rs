//! Days of the calendar, as due dates and terms of office are set: `2026-06-30`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{FiscalYear, text::fold};

/// A day of the Gregorian calendar. Days sort by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
#[expect(clippy::struct_field_names, reason = "a day of a month has no other name")]
pub struct Day {
    year: i32,
    month: u32,
    day: u32,
}

/// The text is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("「{0}」は日付として読めません。2026-06-30 や 令和8年6月30日 のように入力してください。")]
pub struct InvalidDay(String);

impl Day {
    /// The first day that is known.
    pub const FIRST: Self = Self { year: 1868, month: 1, day: 1 };

    /// The day of a year, month and day, if there is one.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let known = (1868..2300).contains(&year) && (1..=12).contains(&month);
        (known && (1..=length(year, month)).contains(&day)).then_some(Self { year, month, day })
    }

    /// Reads `2026-06-30`, `2026/6/30`, `2026年6月30日`, `令和8年6月30日`, `R8.6.30`, in either width.
    pub fn parse(text: &str) -> Result<Self, InvalidDay> {
        let refused = || InvalidDay(text.trim().to_owned());
        let folded = fold(text).to_uppercase().replace("元年", "1年");
        let (base, rest) = [("令和", 2018), ("R", 2018), ("平成", 1988), ("H", 1988)]
            .into_iter()
            .find_map(|(era, base)| folded.strip_prefix(era).map(|rest| (base, rest)))
            .unwrap_or((0, folded.as_str()));
        let rest = rest.trim_end_matches('日');
        let parts: Vec<&str> = rest.split(['-', '/', '.', '年', '月']).map(str::trim).collect();
        let [year, month, day] = parts[..] else { return Err(refused()) };
        let year: i32 = year.parse().map_err(|_| refused())?;
        let (month, day) = month.parse().ok().zip(day.parse().ok()).ok_or_else(refused)?;
        Self::new(year.saturating_add(base), month, day).ok_or_else(refused)
    }

    /// How many days after 1 January 1970 it is; negative before.
    pub fn number(self) -> i64 {
        // Years begin in March here, so that the leap day is a year's last
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let month = i64::from((self.month + 9) % 12);
        let of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
            - 719_468
    }

    /// How many days lie between it and the other: negative when the other is past.
    pub fn until(self, other: Self) -> i64 {
        other.number() - self.number()
    }

    /// The day before.
    pub fn before(self) -> Self {
        let (year, month) = (self.year, self.month);
        match (month, self.day) {
            (_, day) if day > 1 => Self { day: day - 1, ..self },
            (1, _) => Self { year: year - 1, month: 12, day: 31 },
            _ => Self { month: month - 1, day: length(year, month - 1), ..self },
        }
    }

    /// The fiscal year that it lies in.
    pub fn fiscal_year(self) -> Option<FiscalYear> {
        FiscalYear::starting(self.year - i32::from(self.month < 4))
    }

    /// As a mail or page writes it: `令和8年6月30日`.
    pub fn spoken(self) -> String {
        let year = match self.year - 2018 {
            1 => "令和元".to_owned(),
            year if year > 1 => format!("令和{year}"),
            _ => self.year.to_string(),
        };
        format!("{year}年{}月{}日", self.month, self.day)
    }
}

fn length(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = InvalidDay;

    fn try_from(text: String) -> Result<Self, InvalidDay> {
        Self::parse(&text)
    }
}

impl std::str::FromStr for Day {
    type Err = InvalidDay;

    fn from_str(text: &str) -> Result<Self, InvalidDay> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_day_is_read_as_officers_write_it() {
        let june = Day::new(2026, 6, 30).unwrap();
        for text in ["2026-06-30", "2026/6/30", "令和８年６月３０日", "R8.6.30", "2026年6月30日"]
        {
            assert_eq!(day(text), june, "{text}");
        }
        assert_eq!(day("令和元年5月1日"), Day::new(2019, 5, 1).unwrap());
        for text in ["", "2026-02-29", "6月30日", "2026-13-01", "令和8年", "9999-01-01"] {
            assert!(Day::parse(text).is_err(), "{text}");
        }
        assert_eq!(
            (june.to_string().as_str(), june.spoken().as_str()),
            ("2026-06-30", "令和8年6月30日")
        );
    }

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        assert_eq!(day("1970-01-01").number(), 0);
        assert_eq!(day("2000-03-01").number(), 11_017);
        assert_eq!(day("2024-02-28").until(day("2024-03-01")), 2);
        assert_eq!(day("2026-07-03").until(day("2026-06-30")), -3);
    }

    #[test]
    fn the_day_before_may_be_of_another_month_or_year() {
        for (of, before) in [
            ("2027-04-01", "2027-03-31"),
            ("2028-03-01", "2028-02-29"),
            ("2027-01-01", "2026-12-31"),
            ("2027-05-17", "2027-05-16"),
        ] {
            assert_eq!(day(of).before(), day(before));
        }
    }

    #[test]
    fn a_fiscal_year_begins_in_april() {
        assert_eq!(day("2026-03-31").fiscal_year().unwrap().start(), 2025);
        assert_eq!(day("2026-04-01").fiscal_year().unwrap().start(), 2026);
    }
}
