//! What a document says of itself: title, municipality, date, edition.

use domain::FiscalYear;
use report::Heading;
use serde_json::{Value, json};

use crate::glyphs::Glyphs;

/// What stands above and below the rows.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'a> {
    /// Whose plan it is.
    pub heading: Heading<'a>,
    /// The date as printed: `令和８年１１月２４日`. A date in this form is the document's own as
    /// well; any other text is only printed.
    pub date: &'a str,
    /// The name of the edition (版); may be empty.
    pub edition: &'a str,
}

/// The paper of the official form, landscape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperSize {
    /// The table as it is handed to the council.
    A3,
    /// Large letters, action by action, to read on paper or on a screen.
    A4,
}

impl Edition<'_> {
    /// The part of the data that every document has.
    pub(crate) fn data(&self, glyphs: &mut Glyphs, title: &str) -> Value {
        json!({
            "title": glyphs.set(title),
            "municipality": glyphs.set(self.heading.municipality),
            "plan": glyphs.set(&format!("{}{}", self.heading.municipality, self.heading.plan_title)),
            "date": glyphs.set(self.date),
            "edition": glyphs.set(self.edition),
            "day": day(self.date),
        })
    }
}

/// Year, month and day of a printed date; `None` if it is not one.
fn day(date: &str) -> Option<[i32; 3]> {
    let (year, rest) = date.trim().split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, _) = rest.split_once('日')?;
    let number = |text: &str| domain::text::ascii_digits(text.trim()).parse::<i32>().ok();
    // An era's first year is the same calendar year for dates and for fiscal years
    let year = FiscalYear::parse(&format!("{year}年")).ok()?.start();
    let (month, day) = (number(month)?, number(day)?);
    ((1..=12).contains(&month) && (1..=days(year, month)).contains(&day))
        .then_some([year, month, day])
}

fn days(year: i32, month: i32) -> i32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_date_is_the_documents_own() {
        assert_eq!(day("令和８年１１月２４日"), Some([2026, 11, 24]));
        assert_eq!(day("2026年2月28日（議会提出）"), Some([2026, 2, 28]));
        assert_eq!(day("令和８年２月３０日"), None);
        assert_eq!(day("令和８年秋"), None);
    }
}
