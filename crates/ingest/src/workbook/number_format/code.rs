//! The code of a number format taken apart into its sections and their tokens.

use super::builtin::builtin;

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Text as it stands.
    Literal(String),
    /// A place of a figure: `0`, `#` or `?`.
    Figure(char),
    Point,
    Comma,
    Percent,
    /// `E+` or `E-`; whether the plus is shown.
    Exponent(bool),
    Slash,
    /// `General`, or `G/標準`.
    General,
    /// `@`
    Text,
    /// `y`, `m`, `d`, `h`, `s`, `g`, `e`, `a` (weekday) with how often; minutes are `n`.
    Date(char, usize),
    /// `[h]`, `[m]` as `n`, `[s]`: all of a duration in one unit.
    Elapsed(char, usize),
    /// `.000` behind seconds.
    Split(usize),
    /// `AM/PM`, or `A/P` where it is short.
    Noon(bool),
}

/// A condition such as `[>=100]`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Condition {
    pub(super) sign: String,
    pub(super) number: f64,
}

/// What a format shows for a kind of value.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct FormatSection {
    pub(super) tokens: Vec<Token>,
    pub(super) condition: Option<Condition>,
    /// `[$-411]`: names of days and months are Japanese.
    pub(super) japanese: bool,
    /// `[$-ja-JP-x-gannen]`: the first year of an era is 元.
    pub(super) gannen: bool,
    /// `[DBNum1]` to `[DBNum3]`; 0 for plain figures.
    pub(super) script: u8,
}

impl FormatSection {
    /// Whether it shows days or times.
    pub(super) fn is_date(&self) -> bool {
        let date = |token: &Token| matches!(token, Token::Date(..) | Token::Elapsed(..));
        self.tokens.iter().any(date)
    }

    pub(super) fn has(&self, token: &Token) -> bool {
        self.tokens.contains(token)
    }
}

/// The sections of a code.
pub(super) fn sections(code: &str) -> Vec<FormatSection> {
    let mut letters = Letters { rest: code };
    let mut sections = vec![FormatSection::default()];
    while let Some(section) = sections.last_mut() {
        match letters.rest.chars().next() {
            None => break,
            Some(';') => {
                letters.take(1);
                sections.push(FormatSection::default());
            }
            Some('[') => letters.bracket(section),
            Some(first) => {
                let token = letters.token(first, section);
                section.tokens.extend(token);
            }
        }
    }
    sections.iter_mut().for_each(minutes);
    sections
}

/// What is left of a code.
struct Letters<'a> {
    rest: &'a str,
}

impl<'a> Letters<'a> {
    /// Takes so many characters.
    fn take(&mut self, count: usize) -> &'a str {
        let end = self.rest.char_indices().nth(count).map_or(self.rest.len(), |(at, _)| at);
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// Takes as many of a letter as stand here, in either case.
    fn run(&mut self, letter: char) -> usize {
        let same = |c: &char| c.eq_ignore_ascii_case(&letter);
        let count = self.rest.chars().take_while(same).count();
        self.take(count);
        count
    }

    /// Takes a word if it stands here, in whatever case.
    fn word(&mut self, word: &str) -> bool {
        let here = self.rest.get(..word.len()).is_some_and(|s| s.eq_ignore_ascii_case(word));
        if here {
            self.rest = self.rest.get(word.len()..).unwrap_or_default();
        }
        here
    }

    fn token(&mut self, first: char, section: &FormatSection) -> Option<Token> {
        if self.word("General") || self.word("G/標準") {
            return Some(Token::General);
        }
        if self.word("AM/PM") {
            return Some(Token::Noon(false));
        }
        if self.word("A/P") {
            return Some(Token::Noon(true));
        }
        match first {
            '"' => {
                self.take(1);
                let end = self.rest.find('"').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest.strip_prefix('"').unwrap_or(rest);
                Some(Token::Literal(text.to_owned()))
            }
            '\\' | '!' => Some(Token::Literal(self.take(2).chars().skip(1).collect())),
            '_' => {
                self.take(2);
                Some(Token::Literal(" ".to_owned()))
            }
            // Fills the width of the cell, which is no text
            '*' => {
                self.take(2);
                None
            }
            'E' | 'e' if self.rest.get(1..2).is_some_and(|sign| sign == "+" || sign == "-") => {
                Some(Token::Exponent(self.take(2).ends_with('+')))
            }
            'y' | 'm' | 'd' | 'h' | 's' | 'g' | 'e' | 'b' | 'Y' | 'M' | 'D' | 'H' | 'S' | 'G'
            | 'E' | 'B' => {
                let count = self.run(first);
                Some(Token::Date(first.to_ascii_lowercase(), count))
            }
            'a' | 'A' if self.rest.get(..3).is_some_and(|s| s.eq_ignore_ascii_case("aaa")) => {
                Some(Token::Date('a', self.run('a')))
            }
            '.' if ends_in_seconds(section) && self.rest.starts_with(".0") => {
                self.take(1);
                Some(Token::Split(self.run('0')))
            }
            _ => {
                self.take(1);
                Some(match first {
                    '0' | '#' | '?' => Token::Figure(first),
                    '.' => Token::Point,
                    ',' => Token::Comma,
                    '%' => Token::Percent,
                    '/' => Token::Slash,
                    '@' => Token::Text,
                    other => Token::Literal(other.to_string()),
                })
            }
        }
    }

    /// `[Red]`, `[>=100]`, `[$¥-411]`, `[h]`, `[DBNum3]`.
    fn bracket(&mut self, section: &mut FormatSection) {
        let end = self.rest.find(']').unwrap_or(self.rest.len());
        let inner = self.rest.get(1..end).unwrap_or_default();
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        let lower = inner.to_ascii_lowercase();
        if let Some(money) = inner.strip_prefix('$') {
            section.local(money);
        } else if inner.starts_with(['<', '>', '=']) {
            let number = inner.trim_start_matches(['<', '>', '=']);
            let sign = inner.get(..inner.len() - number.len()).unwrap_or_default().to_owned();
            let number = number.trim().parse();
            section.condition = number.ok().map(|number| Condition { sign, number });
        } else if let Some(script) = lower.strip_prefix("dbnum") {
            section.script = script.parse().unwrap_or(0);
        } else if let Some(letter) = lower.chars().next().filter(|c| "hms".contains(*c))
            && lower.chars().all(|c| c == letter)
        {
            let letter = if letter == 'm' { 'n' } else { letter };
            section.tokens.push(Token::Elapsed(letter, lower.len()));
        }
    }
}

impl FormatSection {
    /// A currency and a language: `¥-411`, `-ja-JP-x-gannen`, `-F800`.
    fn local(&mut self, money: &str) {
        let (sign, language) = money.split_once('-').unwrap_or((money, ""));
        if !sign.is_empty() {
            self.tokens.push(Token::Literal(sign.to_owned()));
        }
        let language = language.split(',').next().unwrap_or_default().to_ascii_lowercase();
        self.japanese |= language.ends_with("411") || language.starts_with("ja");
        self.gannen |= language.contains("gannen");
        // The system's own long date and time
        let system = match language.as_str() {
            "f800" | "x-sysdate" => builtin(31),
            "f400" | "x-systime" => builtin(21),
            _ => None,
        };
        if let Some(system) = system.and_then(|code| sections(code).into_iter().next()) {
            self.tokens = system.tokens;
        }
    }
}

fn ends_in_seconds(section: &FormatSection) -> bool {
    let last = section.tokens.last();
    matches!(last, Some(Token::Date('s', _) | Token::Elapsed('s', _)))
}

/// An `m` behind hours or before seconds is minutes.
fn minutes(section: &mut FormatSection) {
    let units = |token: &Token| match token {
        Token::Date(unit, _) | Token::Elapsed(unit, _) => Some(*unit),
        _ => None,
    };
    let all: Vec<Option<char>> = section.tokens.iter().map(units).collect();
    for at in 0..all.len() {
        let before = all.iter().take(at).flatten().next_back();
        let after = all.iter().skip(at + 1).flatten().next();
        if let Some(Token::Date(unit, count)) = section.tokens.get_mut(at)
            && *unit == 'm'
            && *count <= 2
            && (before == Some(&'h') || after == Some(&'s'))
        {
            *unit = 'n';
        }
    }
}
