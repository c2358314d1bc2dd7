//! Numbers as fractions: `# ?/?`, `# ??/??`, `?/8`.

use super::code::{FormatSection, Token};

/// What a section with a slash shows of a number's size.
pub(super) fn shown(section: &FormatSection, size: f64) -> String {
    let slash = section.tokens.iter().position(|token| *token == Token::Slash).unwrap_or(0);
    let (before, after) = section.tokens.split_at(slash);
    let places =
        |tokens: &[Token]| tokens.iter().filter(|token| matches!(token, Token::Figure(_))).count();
    // A gap parts the whole number from the fraction
    let gap = before.iter().position(|token| matches!(token, Token::Literal(text) if text == " "));
    let apart = gap.is_some_and(|gap| places(before.get(..gap).unwrap_or_default()) > 0);
    let whole = if apart { size.trunc() } else { 0.0 };
    let fixed: String = after.iter().filter_map(literal).collect();
    let most = 10_u32.saturating_pow(u32::try_from(places(after).clamp(1, 7)).unwrap_or(1)) - 1;
    let (mut above, below) = match fixed.trim().parse::<u32>() {
        Ok(below) if below > 0 => (((size - whole) * f64::from(below)).round(), f64::from(below)),
        _ => nearest(size - whole, most),
    };
    let mut whole = whole;
    if apart && above >= below {
        (whole, above) = (whole + 1.0, 0.0);
    }
    match (apart, above == 0.0) {
        (true, true) => format!("{whole}"),
        (true, false) if whole == 0.0 => format!("{above}/{below}"),
        (true, false) => format!("{whole} {above}/{below}"),
        (false, _) => format!("{above}/{below}"),
    }
}

fn literal(token: &Token) -> Option<&str> {
    match token {
        Token::Literal(text) if text.chars().all(|c| c.is_ascii_digit()) => Some(text),
        _ => None,
    }
}

/// The nearest fraction whose lower number is at most so large.
fn nearest(size: f64, most: u32) -> (f64, f64) {
    let mut best = (size.round(), 1.0);
    let mut off = (size - best.0).abs();
    for below in (2..=most.min(999)).map(f64::from) {
        let above = (size * below).round();
        let here = (size - above / below).abs();
        if here + 1e-12 < off {
            (best, off) = ((above, below), here);
        }
    }
    best
}
