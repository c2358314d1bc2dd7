//! Numbers as they are written: １，２００, 1万2千, 91.4, 三.

use crate::chars::Chars;

/// A number and the position after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) to: usize,
    /// Written in kanji alone.
    pub(super) kanji: bool,
}

/// No count of a municipality has more figures.
const FIGURES: usize = 15;

/// The number that begins here.
pub(super) fn number(chars: &Chars, at: usize) -> Option<Number> {
    if !chars.at(at).is_ascii_digit() {
        return kanji(chars, at);
    }
    let (mut total, mut at) = (0.0, at);
    loop {
        let (value, to) = plain(chars, at)?;
        match multiple(chars, to, total > 0.0) {
            Some(times) => {
                total += value * times;
                at = to + 1;
                if !chars.at(at).is_ascii_digit() {
                    return Some(Number { value: total, to: at, kanji: false });
                }
            }
            None => return Some(Number { value: total + value, to, kanji: false }),
        }
    }
}

/// Figures with marks of thousands and a decimal point. A line's end within them is no end.
fn plain(chars: &Chars, from: usize) -> Option<(f64, usize)> {
    let mut digits = String::new();
    let mut at = from;
    loop {
        while chars.at(at).is_ascii_digit() {
            digits.push(chars.at(at));
            at += 1;
        }
        match chars.at(at) {
            ',' if (1..=3).contains(&(at - from)) || digits.len() > 3 => {
                if !is_thousand(chars, at + 1) {
                    break;
                }
                at += 1;
            }
            '\n' if chars.at(at + 1).is_ascii_digit() => at += 1,
            _ => break,
        }
        if digits.len() > FIGURES {
            return None;
        }
    }
    if chars.at(at) == '.' && chars.at(at + 1).is_ascii_digit() {
        digits.push('.');
        at += 1;
        while chars.at(at).is_ascii_digit() && digits.len() <= FIGURES {
            digits.push(chars.at(at));
            at += 1;
        }
    }
    let short = digits.len() <= FIGURES;
    digits.parse().ok().filter(|_| short).map(|value| (value, at))
}

/// Exactly three figures.
pub(super) fn is_thousand(chars: &Chars, at: usize) -> bool {
    (at..at + 3).all(|at| chars.at(at).is_ascii_digit()) && !chars.at(at + 3).is_ascii_digit()
}

/// What 万 and its like make of the figures before; before 円 they are the unit's.
fn multiple(chars: &Chars, at: usize, inner: bool) -> Option<f64> {
    let times = match chars.at(at) {
        '百' => 100.0,
        '千' => 1_000.0,
        '万' => 10_000.0,
        '億' => 100_000_000.0,
        _ => return None,
    };
    (inner || chars.any(at + 1, &["円", "万円"]).is_none()).then_some(times)
}

/// A number in kanji up to 99.
fn kanji(chars: &Chars, from: usize) -> Option<Number> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).map(|at| at + 1);
    let tens = digit(chars.at(from));
    let ten = from + usize::from(tens.is_some());
    let (value, to) = if chars.at(ten) == '十' {
        let ones = digit(chars.at(ten + 1));
        (tens.unwrap_or(1) * 10 + ones.unwrap_or(0), ten + 1 + usize::from(ones.is_some()))
    } else {
        (tens?, ten)
    };
    let whole = !"一二三四五六七八九十百千万".contains(chars.at(to));
    whole.then_some(Number { value: value as f64, to, kanji: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, value, to) in [
            ("１，２００人", 1_200.0, 5),
            ("31,460件", 31_460.0, 6),
            ("1,20人", 1.0, 1),
            ("91.4％", 91.4, 4),
            ("1万2千人", 12_000.0, 4),
            ("1.2万人", 12_000.0, 4),
            ("50万円", 50.0, 2),
            ("1億2,000万円", 120_000_000.0, 8),
            ("４\n１人", 41.0, 3),
            ("三か所", 3.0, 1),
            ("二十一回", 21.0, 3),
            ("十名", 10.0, 1),
        ] {
            let number = number(&Chars::of(text), 0).unwrap();
            assert!((number.value - value).abs() < 1e-9 && number.to == to, "{text} {number:?}");
        }
        for text in ["", "人", "百回", "9999999999999999999"] {
            assert!(number(&Chars::of(text), 0).is_none(), "{text}");
        }
    }
}
