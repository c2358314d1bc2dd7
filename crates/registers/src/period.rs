//! Stretches of days over which is counted: the one period of every counting.

use domain::{Day, FiscalYear};
use serde::{Deserialize, Serialize};

/// The days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Period {
    /// The days from one to another; none if the second lies before the first.
    pub fn new(from: Day, to: Day) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// One day.
    pub fn day(day: Day) -> Self {
        Self { from: day, to: day }
    }

    /// April to March.
    pub fn fiscal_year(year: FiscalYear) -> Self {
        Self::months(year.start(), 4, 12)
    }

    /// A month of the calendar.
    pub fn month(year: i32, month: u32) -> Self {
        Self::months(year, month, 1)
    }

    /// A quarter of a fiscal year, 1 to 4, the first from April.
    pub fn quarter(year: FiscalYear, quarter: u32) -> Self {
        Self::months(year.start(), 1 + 3 * quarter.clamp(1, 4), 3)
    }

    /// So many months from the first of one; months over twelve are the next year's.
    fn months(year: i32, month: u32, count: u32) -> Self {
        let first = |month: u32| {
            let years = i32::try_from((month - 1) / 12).unwrap_or_default();
            Day::new(year + years, (month - 1) % 12 + 1, 1)
        };
        let from = first(month.max(1)).unwrap_or(Day::FIRST);
        let to = first(month.max(1) + count).map_or(Day::LAST, Day::before);
        Self { from, to }
    }

    /// Whether the day is one of its days.
    pub fn has(self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Whether all days of the other are its days.
    pub fn covers(self, other: Self) -> bool {
        self.has(other.from) && self.has(other.to)
    }

    /// Its months, whole or in part, in order.
    pub fn each_month(self) -> Vec<Self> {
        let (year, month, _) = self.from.calendar();
        let mut months: Vec<Self> = Vec::new();
        for nth in 0.. {
            let next = Self::months(year, month + nth, 1);
            if next.from > self.to || next.to >= Day::LAST {
                break;
            }
            months.push(next);
        }
        months
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_fiscal_year_has_four_quarters_and_twelve_months_and_no_day_twice() {
        let year = FiscalYear::starting(2023).unwrap();
        let whole = Period::fiscal_year(year);
        assert_eq!((whole.from, whole.to), (day("2023-04-01"), day("2024-03-31")));
        let quarters: Vec<Period> = (1..=4).map(|n| Period::quarter(year, n)).collect();
        assert_eq!(quarters[3].to, whole.to);
        for parts in [quarters, whole.each_month()] {
            assert_eq!((parts[0].from, parts[parts.len() - 1].to), (whole.from, whole.to));
            assert!(parts.windows(2).all(|two| two[0].to.after(1) == two[1].from));
        }
        assert_eq!(Period::month(2024, 2).to, day("2024-02-29"));
        assert_eq!(whole.each_month().len(), 12);
    }

    #[test]
    fn a_period_does_not_end_before_it_begins() {
        assert_eq!(Period::new(day("2021-05-02"), day("2021-05-01")), None);
    }
}
