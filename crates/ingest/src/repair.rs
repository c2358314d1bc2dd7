//! Repairs that lose nothing: characters that a PDF's text layer writes in place of the usual ones.

use std::{borrow::Cow, collections::BTreeSet};

use unicode_normalization::UnicodeNormalization;

/// A text repaired, with the names of the repairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repaired {
    /// The text with the usual characters.
    pub(crate) text: String,
    /// What was repaired, each kind once; empty when nothing was.
    pub(crate) repairs: Vec<String>,
}

/// Puts the usual character in place of Kangxi radicals, U+2780 numerals and variation selectors.
pub(crate) fn characters(text: &str) -> Repaired {
    let mut repairs: Vec<String> = Vec::new();
    let mut noted: BTreeSet<char> = BTreeSet::new();
    let mut note = |from: char, to: &str| {
        if noted.insert(from) {
            repairs.push(format!("「{from}」(U+{:04X})を{to}", from as u32));
        }
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2f00}'..='\u{2fdf}' | '\u{2e80}'..='\u{2eff}' => {
                let usual: String = c.nfkc().collect();
                if usual != c.to_string() {
                    note(c, &format!("「{usual}」に"));
                }
                out.push_str(&usual);
            }
            '\u{2780}'..='\u{2789}' => {
                let usual = char::from_u32(c as u32 - 0x2780 + 0x2460).unwrap_or(c);
                note(c, &format!("「{usual}」に"));
                out.push(usual);
            }
            '\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => {
                note(c, "除きました（制御文字）");
            }
            '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {
                note(c, "除きました（異体字の指定）");
            }
            other => out.push(other),
        }
    }
    Repaired { text: out, repairs }
}

/// Every line break as `\n`: those of other systems (vertical tab, form feed, NEL, the separators of
/// lines and paragraphs), and the codes by which a workbook writes control characters (`_x000D_`).
pub(crate) fn line_breaks(text: &str) -> Cow<'_, str> {
    let breaks = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let coded = text.contains("_x00");
    if !coded && !text.contains(breaks) {
        return Cow::Borrowed(text);
    }
    let mut text = text.replace("_x000D_", "");
    if coded {
        for code in 0..0x20 {
            let c = char::from(code);
            text = text.replace(&format!("_x{code:04X}_"), c.encode_utf8(&mut [0; 4]));
        }
    }
    Cow::Owned(text.replace("\r\n", "\n").replace(breaks, "\n"))
}

/// Whether a line has a space after every character, as some PDF writers leave it.
pub(crate) fn is_spaced(line: &str) -> bool {
    let trimmed = line.trim();
    let chars: Vec<char> = trimmed.chars().collect();
    chars.len() >= 5
        && chars.iter().skip(1).step_by(2).all(|c| *c == ' ')
        && chars.iter().step_by(2).filter(|c| **c != ' ').count() * 4 >= chars.len()
}

/// Takes the space after every character out; a real space stays as one.
pub(crate) fn unspace(line: &str) -> String {
    line.trim().chars().step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_and_numerals_become_the_usual_characters() {
        let repaired = characters("⾃殺対策➀②");
        assert_eq!(repaired.text, "自殺対策①②");
        assert_eq!(repaired.repairs.len(), 2);
        assert!(characters("自殺対策\n").repairs.is_empty());
        assert_eq!(characters("自殺\0対策").text, "自殺対策");
    }

    #[test]
    fn line_breaks_of_other_systems_are_line_breaks() {
        let text = "一\r\n二\r三\u{b}四\u{85}五\u{2028}六_x000D_\n七_x000B_八";
        assert_eq!(line_breaks(text), "一\n二\n三\n四\n五\n六\n七\n八");
        assert!(matches!(line_breaks("a_x0041_\n"), Cow::Owned(same) if same == "a_x0041_\n"));
    }

    #[test]
    fn a_space_after_every_character_is_taken_out() {
        assert!(is_spaced("1 8   市 民 部   健 康 課"));
        assert_eq!(unspace("1 8   市 民 部   健 康 課"), "18 市民部 健康課");
        assert!(!is_spaced("18 市民部 健康課"));
        assert!(!is_spaced("R 3"));
    }
}
