//! A number format as a whole: which of its sections a value takes.

use super::{
    code::{Condition, FormatSection, Token, sections},
    dates,
    decimal::general,
    figures,
};

/// The most bytes of a code; Excel takes 255 characters.
const LONGEST: usize = 2_000;

/// A number format.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::workbook) struct NumberFormat {
    /// The sections for numbers, three at most.
    numbers: Vec<FormatSection>,
    text: Option<FormatSection>,
    is_general: bool,
}

/// What a number is shown as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::workbook) enum ShownKind {
    #[default]
    Number,
    Percent,
    /// A day, a time or a duration.
    Date,
}

/// What a cell shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::workbook) struct Shown {
    pub(in crate::workbook) text: String,
    pub(in crate::workbook) kind: ShownKind,
    /// Whether nothing but a colour tells that the number is below zero.
    pub(in crate::workbook) hides_sign: bool,
    /// Whether figures of the number are left out.
    pub(in crate::workbook) is_rounded: bool,
}

impl NumberFormat {
    /// Takes a code apart. One that no spreadsheet would keep shows plain numbers.
    pub(in crate::workbook) fn of(code: &str) -> Self {
        let code = if code.len() > LONGEST { "General" } else { code };
        let mut numbers = sections(code);
        let of_text = |section: &FormatSection| section.has(&Token::Text);
        let text = match numbers.len() {
            4.. => numbers.get(3).cloned(),
            _ => numbers.pop_if(|last| of_text(last)),
        };
        numbers.truncate(3);
        let is_general = match numbers.as_slice() {
            [] => true,
            [one] => one.tokens == [Token::General] || one.tokens.is_empty(),
            _ => false,
        };
        Self { numbers, text, is_general }
    }

    /// Whether it shows what is there, number or text.
    pub(in crate::workbook) fn is_plain(&self) -> bool {
        let as_it_is = |section: &FormatSection| section.tokens == [Token::Text];
        self.is_general && self.text.as_ref().is_none_or(as_it_is)
    }

    /// What it shows of a number.
    pub(in crate::workbook) fn number(&self, number: f64, from_1904: bool) -> Shown {
        let Some(section) = self.section(number).filter(|_| !self.is_general) else {
            return Shown { text: general(number), ..Shown::default() };
        };
        if section.is_date() {
            let text = dates::shown(section, number, from_1904);
            let kind = if text.is_some() { ShownKind::Date } else { ShownKind::Number };
            // A day before the calendar begins is a row of # in a spreadsheet
            let text = text.unwrap_or_else(|| general(number));
            let text = figures::scripted(text, section.script);
            return Shown { text: text.trim().to_owned(), kind, ..Shown::default() };
        }
        let (text, is_rounded) = figures::shown(section, number.abs());
        let text = text.trim();
        let percent = section.has(&Token::Percent);
        let kind = if percent { ShownKind::Percent } else { ShownKind::Number };
        let own = self.is_of_negatives(section);
        let zero = !text.contains(|c: char| c.is_numeric() && c != '0');
        let minus = if number < 0.0 && !own && !(zero && text.contains('0')) { "-" } else { "" };
        let hides_sign = own && number < 0.0 && !zero && !tells_negative(section);
        let text = format!("{minus}{text}");
        Shown { text, kind, hides_sign, is_rounded }
    }

    /// What it shows of a text.
    pub(in crate::workbook) fn text(&self, text: &str) -> String {
        let Some(section) = &self.text else { return text.to_owned() };
        let piece = |token: &Token| match token {
            Token::Text => text.to_owned(),
            Token::Literal(literal) => literal.clone(),
            _ => String::new(),
        };
        let shown: String = section.tokens.iter().map(piece).collect();
        // The gaps around a text are no part of it
        if shown.trim() == text.trim() { text.to_owned() } else { shown.trim().to_owned() }
    }

    /// The section that a number takes.
    fn section(&self, number: f64) -> Option<&FormatSection> {
        let count = self.numbers.len();
        let stated = self.numbers.first().is_some_and(|first| first.condition.is_some());
        let takes = |at: usize, section: &FormatSection| match (&section.condition, at) {
            (Some(condition), _) => condition.holds(number),
            (None, 0) => count == 1 || number > 0.0 || count == 2 && number == 0.0,
            (None, 1) => count == 2 || number < 0.0 && !(stated && count < 2),
            _ => true,
        };
        let mut sections = self.numbers.iter().enumerate();
        let taken = sections.find(|(at, section)| takes(*at, section));
        taken.map(|(_, section)| section).or(self.numbers.last())
    }

    /// Whether a section is there for numbers below zero, and says so in its own way.
    fn is_of_negatives(&self, section: &FormatSection) -> bool {
        let second = self.numbers.get(1).is_some_and(|second| std::ptr::eq(second, section));
        match &section.condition {
            Some(condition) => condition.sign.starts_with('<') && condition.number <= 0.0,
            None => second,
        }
    }
}

impl Condition {
    fn holds(&self, number: f64) -> bool {
        match self.sign.as_str() {
            "<" => number < self.number,
            "<=" => number <= self.number,
            ">" => number > self.number,
            ">=" => number >= self.number,
            "<>" => !self.is(number),
            _ => self.is(number),
        }
    }
}

impl Condition {
    fn is(&self, number: f64) -> bool {
        number.partial_cmp(&self.number).is_some_and(std::cmp::Ordering::is_eq)
    }
}

/// Whether a section's own words tell that a number is below zero. One without figures says what
/// it says of all of them.
fn tells_negative(section: &FormatSection) -> bool {
    let figures = section.tokens.iter().any(|t| matches!(t, Token::Figure(_) | Token::General));
    let marks = |token: &Token| match token {
        Token::Literal(text) => text.contains(['-', '−', '－', '▲', '△', '(', '（', '減', '負']),
        _ => false,
    };
    !figures || section.tokens.iter().any(marks)
}
