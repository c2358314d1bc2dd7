//! The only place that asks what time it is.

/// Now, in UTC to the microsecond, as ISO 8601: texts that sort by time.
pub(crate) fn now() -> String {
    #[expect(clippy::disallowed_methods, reason = "the one place")]
    let now = chrono::Utc::now();
    now.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
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
