//! Serial days of spreadsheets as days and times.

/// A serial day taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
    /// 0 is Sunday.
    pub(super) weekday: i64,
    /// Milliseconds since midnight.
    pub(super) millis: i64,
    /// Milliseconds since the count began: what durations show.
    pub(super) elapsed: i64,
}

const DAY: i64 = 86_400_000;
/// 9999-12-31, the last day of spreadsheets.
const LAST: f64 = 2_958_466.0;
/// 1904-01-01, from where older Macintosh workbooks count.
const FROM_1904: f64 = 1_462.0;

impl Moment {
    /// The day and time of a serial number; `None` where a spreadsheet shows none either.
    pub(super) fn of(serial: f64, from_1904: bool) -> Option<Self> {
        let serial = if from_1904 { serial + FROM_1904 } else { serial };
        if !(0.0..LAST).contains(&serial) {
            return None;
        }
        let elapsed = milliseconds(serial);
        let (day, millis) = (elapsed.div_euclid(DAY), elapsed.rem_euclid(DAY));
        let weekday = (day + 6).rem_euclid(7);
        // Spreadsheets have a 29th of February 1900, for the sake of one that came before them
        let (year, month, day) = match day {
            60 => (1900, 2, 29),
            day if day < 60 => civil(day + 1),
            day => civil(day),
        };
        Some(Self { year, month, day, weekday, millis, elapsed })
    }

    /// The era: its letter, its name, and the year within it.
    pub(super) fn era(&self) -> (char, &'static str, i64) {
        const ERAS: [((i64, i64, i64), char, &str); 5] = [
            ((2019, 5, 1), 'R', "令和"),
            ((1989, 1, 8), 'H', "平成"),
            ((1926, 12, 25), 'S', "昭和"),
            ((1912, 7, 30), 'T', "大正"),
            ((1868, 1, 1), 'M', "明治"),
        ];
        let today = (self.year, self.month, self.day);
        let era = ERAS.iter().find(|(from, ..)| *from <= today).unwrap_or(&ERAS[4]);
        (era.1, era.2, self.year - era.0.0 + 1)
    }
}

/// The milliseconds of a serial number.
#[expect(clippy::cast_possible_truncation, reason = "the calendar ends long before")]
fn milliseconds(serial: f64) -> i64 {
    (serial * DAY as f64).round() as i64
}

/// Year, month and day of a count of days from 1899-12-30.
fn civil(days: i64) -> (i64, i64, i64) {
    // Days since 0000-03-01, in eras of 400 years that all have the same days
    let days = days + 693_899;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}
