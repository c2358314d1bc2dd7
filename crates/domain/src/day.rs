//! Days of the calendar, as due dates and terms of office are set: `2026-06-30`.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{FiscalYear, text::fold};

/// A day of the Gregorian calendar, from 1868 to 2299. Days sort by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Day(NaiveDate);

/// The text is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("「{0}」は日付として読めません。2026-06-30 や 令和8年6月30日 のように入力してください。")]
pub struct InvalidDay(String);

/// A day that is in every calendar.
const fn fixed(year: i32, month: u32, day: u32) -> Day {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => Day(date),
        None => Day(NaiveDate::MIN),
    }
}

impl Day {
    /// The first day that is known.
    pub const FIRST: Self = fixed(1868, 1, 1);

    /// The last day that is known.
    pub const LAST: Self = fixed(2299, 12, 31);

    /// The day of a year, month and day, if there is one.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let day = Self(NaiveDate::from_ymd_opt(year, month, day)?);
        (Self::FIRST..=Self::LAST).contains(&day).then_some(day)
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

    /// The day so many days after it, or before it for a negative number; the last or first that is
    /// known where there is none.
    pub fn after(self, days: i64) -> Self {
        let count = Days::new(days.unsigned_abs());
        let (date, beyond) = if days < 0 {
            (self.0.checked_sub_days(count), Self::FIRST)
        } else {
            (self.0.checked_add_days(count), Self::LAST)
        };
        date.map_or(beyond, |date| Self(date).clamp(Self::FIRST, Self::LAST))
    }

    /// How many days lie between it and the other: negative when the other is past.
    pub fn until(self, other: Self) -> i64 {
        other.0.signed_duration_since(self.0).num_days()
    }

    /// The day before.
    pub fn before(self) -> Self {
        self.after(-1)
    }

    /// The fiscal year that it lies in.
    pub fn fiscal_year(self) -> Option<FiscalYear> {
        FiscalYear::starting(self.0.year() - i32::from(self.0.month() < 4))
    }

    /// Its year, month and day of the month.
    pub fn calendar(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// The name of its day of the week: 月.
    pub fn weekday(self) -> &'static str {
        const NAMES: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
        let at = self.0.weekday().num_days_from_monday() as usize;
        NAMES.get(at).copied().unwrap_or_default()
    }

    /// As a mail or page writes it: `令和8年6月30日`.
    pub fn spoken(self) -> String {
        let year = match self.0.year() - 2018 {
            1 => "令和元".to_owned(),
            year if year > 1 => format!("令和{year}"),
            _ => self.0.year().to_string(),
        };
        format!("{year}年{}月{}日", self.0.month(), self.0.day())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
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
        assert_eq!(day("1970-01-01").until(day("2000-03-01")), 11_017);
        assert_eq!(day("1970-01-01").after(11_017), day("2000-03-01"));
        assert_eq!(day("2024-03-01").after(-2), day("2024-02-28"));
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
    fn no_day_lies_before_the_first_or_after_the_last() {
        assert_eq!(
            (Day::FIRST.to_string(), Day::LAST.to_string()),
            ("1868-01-01".into(), "2299-12-31".into())
        );
        assert_eq!((Day::FIRST.before(), Day::LAST.after(1)), (Day::FIRST, Day::LAST));
        assert_eq!(
            (Day::FIRST.after(i64::MIN), Day::LAST.after(i64::MAX)),
            (Day::FIRST, Day::LAST)
        );
    }

    #[test]
    fn a_fiscal_year_begins_in_april() {
        assert_eq!(day("2026-03-31").fiscal_year().unwrap().start(), 2025);
        assert_eq!(day("2026-04-01").fiscal_year().unwrap().start(), 2026);
    }
}
