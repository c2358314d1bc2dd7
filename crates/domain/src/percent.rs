//! Percentages as people write them and as data needs them.

use crate::text::ascii_digits;

/// The number of a percentage without its sign and in half-width figures: `１００％`, `100 %` and
/// `100パーセント` are `100`, `96.9%` is `96.9`. Anything else is `None`.
pub fn number(text: &str) -> Option<String> {
    let text = ascii_digits(text);
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare =
        ["%", "％", "パーセント"].iter().find_map(|sign| bare.strip_suffix(sign)).unwrap_or(&bare);
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, "0"));
    let digits = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
    (digits(whole) && whole.len() <= 4 && digits(fraction)).then(|| bare.to_owned())
}

/// A ratio as spreadsheets store percentages (`0.969`), as the number of percent (`96.9`).
pub fn from_ratio(ratio: f64) -> String {
    trim((ratio * 100.0 * 1e9).round() / 1e9)
}

/// A number without a needless fraction: `100`, `96.9`.
pub fn trim(number: f64) -> String {
    format!("{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_and_the_width_do_not_matter() {
        for text in ["100", "100%", "100 %", "１００％", "１００ パーセント"] {
            assert_eq!(number(text).as_deref(), Some("100"), "{text}");
        }
        assert_eq!(number("９６．９％").as_deref(), Some("96.9"));
        assert_eq!(number("-"), None);
        assert_eq!(number("約100%"), None);
        assert_eq!(number(""), None);
    }

    #[test]
    fn a_ratio_becomes_the_number_of_percent() {
        assert_eq!(from_ratio(1.0), "100");
        assert_eq!(from_ratio(0.969), "96.9");
        assert_eq!(from_ratio(0.995), "99.5");
    }
}
