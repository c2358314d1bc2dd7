//! How much of one text another holds, by pairs of neighbouring characters.

use std::collections::HashSet;

use crate::form::scan::{is_han, is_katakana};

/// The pairs of neighbouring characters of a text.
pub(super) type Pairs = HashSet<(char, char)>;

/// The pairs of letters and figures.
pub(super) fn pairs(folded: &str) -> Pairs {
    neighbours(folded, char::is_alphanumeric)
}

/// The pairs of Han and katakana: what a text is about.
pub(super) fn topic(folded: &str) -> Pairs {
    neighbours(folded, |c| is_han(c) || is_katakana(c))
}

fn neighbours(text: &str, holds: impl Fn(char) -> bool) -> Pairs {
    let next = text.chars().skip(1);
    text.chars().zip(next).filter(|(a, b)| holds(*a) && holds(*b)).collect()
}

/// Which part of the first the second holds, 0 to 1; 0 when there is nothing to hold.
pub(super) fn held(part: &Pairs, whole: &Pairs) -> f64 {
    if part.is_empty() {
        return 0.0;
    }
    part.iter().filter(|pair| whole.contains(pair)).count() as f64 / part.len() as f64
}
