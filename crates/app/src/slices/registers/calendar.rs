//! A calendar as a file: the few parts of iCalendar (RFC 5545) that whole days need.

use domain::Day;

/// A day on which something is planned or due.
#[derive(Debug, Clone)]
pub(super) struct ComingEntry {
    /// By which a calendar knows it again.
    pub(super) id: String,
    pub(super) day: Day,
    /// The day in words.
    pub(super) said: String,
    pub(super) what: String,
    pub(super) place: String,
    pub(super) section: String,
}

/// No line is longer, in bytes (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// The entries as a calendar.
pub(super) fn calendar(name: &str, entries: &[ComingEntry]) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Sasae//JA".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(name)),
    ];
    for entry in entries {
        let day = |day: Day| day.to_string().replace('-', "");
        lines.push("BEGIN:VEVENT".to_owned());
        lines.push(format!("UID:{}@sasae", escaped(&entry.id)));
        lines.push(format!("DTSTAMP:{}T000000Z", day(entry.day)));
        lines.push(format!("DTSTART;VALUE=DATE:{}", day(entry.day)));
        lines.push(format!("DTEND;VALUE=DATE:{}", day(entry.day.after(1))));
        lines.push(format!("SUMMARY:{}", escaped(&entry.what)));
        if !entry.place.is_empty() {
            lines.push(format!("LOCATION:{}", escaped(&entry.place)));
        }
        if !entry.section.is_empty() {
            lines.push(format!("DESCRIPTION:{}", escaped(&entry.section)));
        }
        lines.push("END:VEVENT".to_owned());
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    text.replace("\r\n", "\\n").replace(['\n', '\r'], "\\n")
}

/// A line with its end, cut where it is too long; what goes on begins with a space.
fn folded(line: &str) -> String {
    let (mut text, mut width) = (String::new(), 0);
    for c in line.chars() {
        if width + c.len_utf8() > LONGEST {
            text.push_str("\r\n ");
            width = 1;
        }
        text.push(c);
        width += c.len_utf8();
    }
    text + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_a_whole_day_with_its_words_escaped_and_its_lines_cut() {
        let entry = ComingEntry {
            id: "k1".to_owned(),
            day: Day::parse("2026-06-10").unwrap(),
            said: String::new(),
            what: format!("講座; 第1回, {}", "長い名前".repeat(12)),
            place: "市民会館\n2階".to_owned(),
            section: String::new(),
        };
        let text = calendar("あおぞら市", &[entry]);
        assert!(text.contains("DTSTART;VALUE=DATE:20260610\r\nDTEND;VALUE=DATE:20260611\r\n"));
        assert!(text.contains("LOCATION:市民会館\\n2階\r\n"), "{text}");
        assert!(text.contains("SUMMARY:講座\\; 第1回\\, "), "{text}");
        assert!(text.split("\r\n").all(|line| line.len() <= LONGEST), "{text}");
        assert_eq!(text.replace("\r\n ", "").matches("長い名前").count(), 12);
    }
}
