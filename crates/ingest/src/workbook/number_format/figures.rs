//! Numbers in the places of a section's figures.

use super::{
    code::{FormatSection, Token},
    decimal::{Decimal, general},
    fraction,
};

/// A section's places, counted.
#[derive(Debug, Default)]
struct Places {
    /// Before the point.
    whole: usize,
    /// After it.
    decimals: usize,
    /// Of the power.
    power: usize,
    thousands: bool,
    /// Commas behind the last figure: thousands that are left out.
    scaled: i32,
    percents: i32,
    exponent: Option<usize>,
}

impl Places {
    fn of(section: &FormatSection) -> Self {
        let mut places = Self::default();
        let (mut point, mut commas) = (false, 0);
        for (at, token) in section.tokens.iter().enumerate() {
            match token {
                Token::Figure(_) if places.exponent.is_some() => places.power += 1,
                Token::Figure(_) if point => {
                    commas = 0;
                    places.decimals += 1;
                }
                Token::Figure(_) => {
                    places.thousands |= commas > 0;
                    commas = 0;
                    places.whole += 1;
                }
                Token::Comma if places.whole + places.decimals > 0 => commas += 1,
                Token::Point => point = true,
                Token::Percent => places.percents += 1,
                Token::Exponent(_) => places.exponent = Some(at),
                _ => {}
            }
        }
        places.scaled = commas;
        places
    }
}

/// What a section shows of a number's size, and whether it leaves figures out. The sign is the
/// caller's.
pub(super) fn shown(section: &FormatSection, size: f64) -> (String, bool) {
    let places = Places::of(section);
    let sliced = section.has(&Token::Slash) && places.whole > 1;
    if sliced && !section.has(&Token::General) {
        return (scripted(fraction::shown(section, size), section.script), false);
    }
    let figures = places.whole + places.decimals > 0;
    let (text, rounded) = plain(section, size, places);
    (scripted(text, section.script), rounded && figures)
}

fn plain(section: &FormatSection, size: f64, places: Places) -> (String, bool) {
    let mut decimal = Decimal::of(size).times_ten(2 * places.percents - 3 * places.scaled);
    let mut power = 0;
    if places.exponent.is_some() && size != 0.0 {
        // `##0.0E+0` goes in steps of three
        let step = i32::try_from(places.whole.max(1)).unwrap_or(1);
        power = (decimal.point - 1).div_euclid(step) * step;
        decimal = decimal.times_ten(-power);
    }
    let (whole, fraction) = decimal.rounded(places.decimals);
    let rounded = decimal.has_more_than(places.decimals);
    let mut writer = Writer {
        whole: whole.chars().collect(),
        fraction: fraction.chars().collect(),
        places,
        seen: 0,
        out: String::new(),
    };
    let mut after = false;
    for token in &section.tokens {
        match token {
            Token::Exponent(plus) => {
                writer.out.push('E');
                match power {
                    power if power < 0 => writer.out.push('-'),
                    _ if *plus => writer.out.push('+'),
                    _ => {}
                }
                let power = format!("{:0width$}", power.abs(), width = writer.places.power);
                writer.out += &power;
                after = true;
            }
            Token::Figure(_) if after => {}
            token => writer.token(token, section, size),
        }
    }
    (writer.out, rounded)
}

/// Writes figures into their places.
struct Writer {
    whole: Vec<char>,
    fraction: Vec<char>,
    places: Places,
    /// Places that were passed, before the point or after it.
    seen: usize,
    out: String,
}

impl Writer {
    fn token(&mut self, token: &Token, section: &FormatSection, size: f64) {
        match token {
            Token::Literal(text) => self.out += text,
            Token::Figure(place) if self.is_fraction() => self.decimal(*place, section),
            Token::Figure(place) => self.figure(*place),
            Token::Point => {
                if self.places.whole == 0 {
                    self.out.extend(&self.whole);
                }
                self.out.push('.');
                self.seen = usize::MAX / 2;
            }
            Token::Percent => self.out.push('%'),
            Token::General => self.out += &general(size),
            Token::Slash => self.out.push('/'),
            Token::Comma if self.places.whole == 0 => self.out.push(','),
            _ => {}
        }
    }

    fn is_fraction(&self) -> bool {
        self.seen >= usize::MAX / 2
    }

    /// A place before the point; the first one takes all figures for which there is none.
    fn figure(&mut self, place: char) {
        let left = self.places.whole - self.seen;
        let from = if self.seen == 0 { self.whole.len() } else { left };
        self.seen += 1;
        for at in (left..=from.max(left)).rev() {
            let figure = self.whole.len().checked_sub(at).and_then(|i| self.whole.get(i)).copied();
            let filler = match place {
                '0' => Some('0'),
                '?' => Some(' '),
                _ => None,
            };
            let Some(figure) = figure.or(filler) else { continue };
            self.out.push(figure);
            if self.places.thousands && figure != ' ' && at > 1 && at % 3 == 1 {
                self.out.push(',');
            }
        }
    }

    /// A place after the point: zeros at the end are shown only where the place wants them.
    fn decimal(&mut self, place: char, section: &FormatSection) {
        let at = self.seen - usize::MAX / 2;
        self.seen += 1;
        let rest = self.fraction.get(at..).unwrap_or_default();
        let figure = rest.first().copied().unwrap_or('0');
        let wanted = fixed_after(section, at);
        match place {
            _ if rest.iter().any(|figure| *figure != '0') || wanted => self.out.push(figure),
            '?' => self.out.push(' '),
            '0' => self.out.push('0'),
            _ => {}
        }
    }
}

/// Whether a `0` stands at this place after the point or at a later one.
fn fixed_after(section: &FormatSection, at: usize) -> bool {
    let point = section.tokens.iter().position(|token| *token == Token::Point).unwrap_or(0);
    let before_power = |token: &&Token| !matches!(token, Token::Exponent(_));
    let after = section.tokens.iter().skip(point).take_while(before_power);
    let figures = after.filter_map(|token| match token {
        Token::Figure(place) => Some(*place),
        _ => None,
    });
    figures.skip(at).any(|place| place == '0')
}

/// Figures in another script: 〇一二, 零壱弐 or ０１２.
pub(super) fn scripted(text: String, script: u8) -> String {
    const SCRIPTS: [&str; 3] =
        ["〇一二三四五六七八九", "零壱弐参四伍六七八九", "０１２３４５６７８９"];
    let known = usize::from(script).checked_sub(1).and_then(|at| SCRIPTS.get(at));
    let Some(figures) = known else { return text };
    let other = |c: char| c.to_digit(10).and_then(|at| figures.chars().nth(at as usize));
    text.chars().map(|c| other(c).unwrap_or(c)).collect()
}
