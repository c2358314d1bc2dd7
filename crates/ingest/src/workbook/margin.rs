//! What is printed above and below each page, without the codes that place it.

use crate::table::{OutsideKind, OutsideText};

/// The words of `&L令和5年&C&P / &N`; empty where nothing but codes stands.
pub(super) fn outside(code: &str) -> OutsideText {
    let mut text = String::new();
    let mut letters = code.chars().peekable();
    while let Some(c) = letters.next() {
        if c != '&' {
            text.push(c);
            continue;
        }
        match letters.next() {
            Some('&') => text.push('&'),
            Some('L' | 'C' | 'R' | 'l' | 'c' | 'r') => text.push(' '),
            // A font by its name, a colour by its code, a size by its figures
            Some('"') => drop(letters.by_ref().find(|c| *c == '"')),
            Some('K') => drop(letters.by_ref().take(6).count()),
            Some(c) if c.is_ascii_digit() => {
                while letters.next_if(char::is_ascii_digit).is_some() {}
            }
            _ => {}
        }
    }
    let says = text.chars().any(char::is_alphanumeric);
    let text = if says { text.trim().to_owned() } else { String::new() };
    OutsideText { kind: OutsideKind::Margin, at: None, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_no_words() {
        let text = |code: &str| outside(code).text;
        assert_eq!(text("&C&P / &N"), "");
        assert_eq!(text("&L令和６年&\"游ゴシック,標準\"&12案&K00FF00済&R&P"), "令和６年案済");
        assert_eq!(text("&CA&&B"), "A&B");
    }
}
