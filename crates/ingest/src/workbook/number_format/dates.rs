//! Days, times and durations.

use super::{
    calendar::Moment,
    code::{FormatSection, Token},
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const KANJI: [char; 7] = ['日', '月', '火', '水', '木', '金', '土'];

/// What a section shows of a serial day; `None` where it is no day of a spreadsheet's calendar.
pub(super) fn shown(section: &FormatSection, serial: f64, from_1904: bool) -> Option<String> {
    let moment = Moment::of(serial, from_1904)?;
    let mut text = String::new();
    for token in &section.tokens {
        match token {
            Token::Date(unit, count) => text += &part(section, &moment, *unit, *count),
            Token::Elapsed(unit, count) => {
                let whole = moment.elapsed / unit_of(*unit);
                text += &padded(whole, *count);
            }
            Token::Split(figures) => {
                let millis = format!("{:03}", moment.millis % 1_000);
                text.push('.');
                text.extend(millis.chars().chain(std::iter::repeat('0')).take(*figures));
            }
            Token::Noon(short) => text += noon(section, &moment, *short),
            Token::Literal(literal) => text += literal,
            Token::Slash => text.push('/'),
            Token::Point => text.push('.'),
            Token::Comma => text.push(','),
            Token::Percent => text.push('%'),
            Token::Figure('0') => text.push('0'),
            _ => {}
        }
    }
    Some(text)
}

fn unit_of(unit: char) -> i64 {
    match unit {
        'h' => 3_600_000,
        'n' => 60_000,
        _ => 1_000,
    }
}

fn part(section: &FormatSection, moment: &Moment, unit: char, count: usize) -> String {
    let (initial, era, of_era) = moment.era();
    let name = |names: &[&str], at: i64| {
        usize::try_from(at).ok().and_then(|at| names.get(at).copied()).unwrap_or("").to_owned()
    };
    let weekday = usize::try_from(moment.weekday).unwrap_or(0);
    let kanji = KANJI.get(weekday).copied().unwrap_or('日');
    match (unit, count) {
        ('y', 1 | 2) => padded(moment.year % 100, 2),
        ('y', _) => padded(moment.year, 4),
        ('g', 1) => initial.to_string(),
        ('g', 2) => era.chars().take(1).collect(),
        ('g', _) => era.to_owned(),
        ('e', _) if section.gannen && of_era == 1 => "元".to_owned(),
        ('e', count) => padded(of_era, count),
        ('m', 1 | 2) => padded(moment.month, count),
        ('m', _) if section.japanese => format!("{}月", moment.month),
        ('m', 3) => name(&MONTHS, moment.month - 1).chars().take(3).collect(),
        ('m', 5) => name(&MONTHS, moment.month - 1).chars().take(1).collect(),
        ('m', _) => name(&MONTHS, moment.month - 1),
        ('d', 1 | 2) => padded(moment.day, count),
        ('d' | 'a', 3) if unit == 'a' || section.japanese => kanji.to_string(),
        ('d' | 'a', _) if unit == 'a' || section.japanese => format!("{kanji}曜日"),
        ('d', 3) => name(&DAYS, moment.weekday).chars().take(3).collect(),
        ('d', _) => name(&DAYS, moment.weekday),
        ('h', count) => {
            let hour = moment.millis / 3_600_000;
            let noon = section.tokens.iter().any(|token| matches!(token, Token::Noon(_)));
            padded(if noon { (hour + 11) % 12 + 1 } else { hour }, count)
        }
        ('n', count) => padded(moment.millis / 60_000 % 60, count),
        ('s', count) => padded(moment.millis / 1_000 % 60, count),
        // The Buddhist year
        ('b', _) => (moment.year + 543).to_string(),
        _ => String::new(),
    }
}

fn padded(number: i64, count: usize) -> String {
    format!("{number:0width$}", width = count.min(20))
}

fn noon(section: &FormatSection, moment: &Moment, short: bool) -> &'static str {
    match (moment.millis < 43_200_000, section.japanese, short) {
        (true, true, _) => "午前",
        (false, true, _) => "午後",
        (true, false, false) => "AM",
        (false, false, false) => "PM",
        (true, false, true) => "A",
        (false, false, true) => "P",
    }
}
