//! No cell of a table may start a formula when a spreadsheet opens it; and nothing may be lost.
//!
//! The rule, in both directions:
//!
//! - **Writing.** A text that begins with one of `=`, `+`, `-`, `@`, their full-width forms, tab,
//!   carriage return, line feed or `'` gets one apostrophe before it, unless it is only dashes (`-`,
//!   `---`) or a plain number (`-5`, `+3.5`), which no spreadsheet takes for a formula.
//! - **Reading.** A text that begins with an apostrophe followed by one of those twelve characters
//!   loses that one apostrophe; every other text stays.
//!
//! Reading undoes writing for every text, since a text that begins with an apostrophe is itself
//! guarded. Workbooks need no guard: their texts are stored as texts.

use std::borrow::Cow;

const TRIGGERS: [char; 12] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\''];

/// The text as a table may carry it.
pub fn guard(text: &str) -> Cow<'_, str> {
    if text.starts_with(TRIGGERS) && !is_dashes(text) && !is_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that a table's cell stands for; the inverse of [`guard`].
pub fn unguard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(TRIGGERS)).unwrap_or(cell)
}

fn is_dashes(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '－'))
}

/// A sign, figures and at most one point between figures.
fn is_number(text: &str) -> bool {
    let bare = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, "0"));
    let figures = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
    figures(whole) && figures(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded_and_dashes_and_numbers_are_not() {
        for text in [
            "=1+1",
            "+81-48",
            "-会議は中止",
            "@SUM(A1)",
            "\tx",
            "'24年",
            "-1+1",
            "-1.",
            "--1",
            "\n=1+1",
            "\r=1+1",
            "＝1+1",
            "＋81",
            "－会議",
            "＠SUM(A1)",
        ] {
            assert_eq!(guard(text), format!("'{text}"));
        }
        for text in ["-", "---", "－", "-5", "+3.5", "100", "会議", "", "’24年", "(-5)"] {
            assert_eq!(guard(text), text);
        }
    }

    proptest! {
        #[test]
        fn guarding_loses_nothing(text in "[=+@＝＋－＠'\t\r\n0-9.あ-]{0,6}|\\PC{0,12}") {
            let cell = guard(&text);
            prop_assert_eq!(unguard(&cell), &text);
        }

        #[test]
        fn no_guarded_text_starts_a_formula(text in "[=+@＝＋－＠'\t\r\n0-9.あ-]{0,6}") {
            let cell = guard(&text);
            let plain = cell.parse::<f64>().is_ok() || is_dashes(&cell);
            let starts = cell.starts_with(|c| c != '\'' && TRIGGERS.contains(&c));
            prop_assert!(!starts || plain);
        }
    }
}
