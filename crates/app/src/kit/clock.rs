//! The only place that asks what time it is.

use domain::Day;

/// Now, in UTC to the microsecond, as ISO 8601: texts that sort by time.
pub(crate) fn now() -> String {
    in_seconds(0)
}

/// So many seconds from now, or before it when negative, in the same form.
pub(crate) fn in_seconds(seconds: i64) -> String {
    (instant() + chrono::TimeDelta::seconds(seconds)).format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// Seconds since 1970, by which the codes of a second factor change.
pub(crate) fn seconds() -> u64 {
    u64::try_from(instant().timestamp()).unwrap_or_default()
}

/// Today in Japan; the first day that is known where the clock is set before it.
pub(crate) fn day() -> Day {
    let text = (instant() + chrono::TimeDelta::hours(9)).format("%Y-%m-%d").to_string();
    Day::parse(&text).unwrap_or(Day::FIRST)
}

fn instant() -> chrono::DateTime<chrono::Utc> {
    machine().into()
}

/// Now, as files tell their times. Unlike other ways to ask it knows the time before 1970.
pub(crate) fn machine() -> std::time::SystemTime {
    #[expect(clippy::disallowed_methods, reason = "the one place")]
    let now = std::time::SystemTime::now();
    now
}

/// The years in which a clock can be right: the program is not older, and nobody runs it so long.
const SENSIBLE: std::ops::Range<i32> = 2025..2100;

/// What is wrong with the machine's clock, if it cannot be right: what is kept would bear its times.
pub(crate) fn objection() -> Option<String> {
    objection_to(instant())
}

fn objection_to(now: chrono::DateTime<chrono::Utc>) -> Option<String> {
    use chrono::Datelike;

    (!SENSIBLE.contains(&now.year())).then(|| {
        format!(
            "この端末の時計が{}を指しています。時計を合わせてから（chrony や timedatectl など）、もう一度実行してください。",
            now.format("%Y年%-m月%-d日")
        )
    })
}

/// The time so many seconds after a stored one.
pub(crate) fn after(stored: &str, seconds: i64) -> String {
    let parsed = chrono::DateTime::parse_from_rfc3339(stored).ok();
    let later =
        parsed.and_then(|time| time.checked_add_signed(chrono::TimeDelta::seconds(seconds)));
    later.map_or_else(
        || stored.to_owned(),
        |time| time.to_utc().format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string(),
    )
}

/// A stored time as other libraries take it.
pub(crate) fn system(stored: &str) -> std::time::SystemTime {
    let parsed = chrono::DateTime::parse_from_rfc3339(stored).ok();
    parsed.map_or(std::time::SystemTime::UNIX_EPOCH, Into::into)
}

/// What the clocks of Japan show now.
pub(crate) fn japan() -> chrono::NaiveDateTime {
    // Japan has had no summer time since 1951
    instant().naive_utc() + chrono::TimeDelta::hours(9)
}

/// What the clocks of Japan showed at a stored time.
pub(crate) fn in_japan(stored: &str) -> Option<chrono::NaiveDateTime> {
    let time = chrono::DateTime::parse_from_rfc3339(stored).ok()?;
    Some(time.naive_utc() + chrono::TimeDelta::hours(9))
}

/// A stored time as an officer reads it, in Japan's time: `2026年4月1日 9:05`.
pub(crate) fn spoken(stored: &str) -> String {
    let japan = chrono::FixedOffset::east_opt(9 * 3600);
    let parsed = chrono::DateTime::parse_from_rfc3339(stored).ok().zip(japan);
    parsed.map_or_else(
        || stored.to_owned(),
        |(time, japan)| time.with_timezone(&japan).format("%Y年%-m月%-d日 %-H:%M").to_string(),
    )
}

/// Today in Japan, as official papers write it: `令和８年１１月２４日`.
pub(crate) fn today() -> String {
    dated(&now())
}

/// A stored time's day in Japan, as official papers write it.
fn dated(stored: &str) -> String {
    use chrono::Datelike;

    let japan = chrono::FixedOffset::east_opt(9 * 3600);
    let parsed = chrono::DateTime::parse_from_rfc3339(stored).ok().zip(japan);
    let Some(day) = parsed.map(|(time, japan)| time.with_timezone(&japan).date_naive()) else {
        return stored.to_owned();
    };
    // 令和 began in 2019; a clock that is set before it tells nothing about the era
    let year = match day.year() - 2018 {
        1 => "令和元".to_owned(),
        year if year > 1 => format!("令和{year}"),
        _ => day.year().to_string(),
    };
    let text = format!("{year}年{}月{}日", day.month(), day.day());
    text.chars().map(wide).collect()
}

fn wide(c: char) -> char {
    let digit = c.to_digit(10).and_then(|digit| char::from_u32('０' as u32 + digit));
    digit.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_time_sorts_after_the_earlier() {
        let late = "2026-12-31T23:59:30.500000Z";
        assert_eq!(after(late, 60), "2027-01-01T00:00:30.500000Z");
        assert!(after(late, 0) == late && after(late, -1).as_str() < late);
    }

    #[test]
    fn a_clock_that_cannot_be_right_is_told_and_never_a_panic() {
        let told = |seconds: u64, before: bool| {
            let (epoch, far) = (std::time::UNIX_EPOCH, std::time::Duration::from_secs(seconds));
            objection_to(if before { epoch - far } else { epoch + far }.into())
        };
        assert!(told(86_400, true).unwrap().contains("1969年12月31日"));
        assert!(told(0, false).unwrap().contains("1970年1月1日"));
        assert!(told(5_000_000_000, false).unwrap().contains("2128年"));
        assert_eq!(told(1_800_000_000, false), None);
        assert_eq!(objection(), None, "the clock of whoever runs the tests");
    }

    #[test]
    fn a_day_is_written_as_official_papers_do() {
        assert_eq!(dated("2026-11-24T15:30:00.000000Z"), "令和８年１１月２５日");
        assert_eq!(dated("2019-06-01T00:00:00.000000Z"), "令和元年６月１日");
    }
}
