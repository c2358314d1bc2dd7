//! What a reviewer would ask about a cell, as a note (コメント) that shows when a pointer rests on it.

use domain::text::char_width;
use rust_xlsxwriter::Note;

use crate::xlsx::{fit, style::FONT};

/// The most characters of a note; a reviewer asks in a few sentences.
const LONGEST: usize = 1_000;
/// The most lines that its writer broke.
const LINES: usize = 25;

/// The widths of its box in pixels: the second for a text that would be taller than the bound.
const WIDTHS: [u32; 2] = [260, 460];
/// The highest box in pixels, less than what a small screen shows below the head.
const TALLEST: u32 = 480;
/// What the box keeps free on its left and right, together.
const INSET: u32 = 16;

/// The size of its letters in points; a half-width one is then six pixels wide.
const SIZE: u32 = fit::SIZES[0];
const LETTER: u32 = 6;

/// The note of a text; none for an empty one. It names no author.
pub(super) fn of(text: &str) -> Option<Note> {
    let text = cut(text);
    if text.is_empty() {
        return None;
    }
    let height = |width: u32| fit::height(&text, (width - INSET) / LETTER, SIZE) + fit::AIR;
    let [narrow, wide] = WIDTHS;
    let width = if height(narrow) <= TALLEST { narrow } else { wide };
    let height = height(width).min(TALLEST);
    let note = Note::new(text).add_author_prefix(false).set_visible(false);
    let note = note.set_font_name(FONT).set_font_size(SIZE);
    Some(note.set_width(width).set_height(height))
}

/// The text as a note can hold it: characters that no workbook's part may hold are left out, and
/// what is too long ends in an ellipsis.
fn cut(text: &str) -> String {
    let held = |c: &char| *c == '\n' || char_width(*c) > 0 && !is_none(*c);
    let text: String = text.replace('\t', " ").chars().filter(held).collect();
    let text = text.trim();
    let lines: Vec<&str> = text.lines().take(LINES).collect();
    let kept = lines.join("\n");
    let chars = kept.chars().count();
    if chars <= LONGEST && chars == text.chars().count() {
        return kept;
    }
    let kept: String = kept.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Whether the character is none of XML's, or turns the direction of others.
fn is_none(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_to_a_thousand_characters_and_twenty_five_lines() {
        assert_eq!(cut(" 何人ですか。\n\n回数は。 \n"), "何人ですか。\n\n回数は。");
        let long = cut(&"長".repeat(1_001));
        assert!(long.chars().count() == LONGEST && long.ends_with("長…"));
        assert_eq!(cut(&"長".repeat(1_000)).chars().last(), Some('長'));
        let many = cut(&"行\n".repeat(40));
        assert!(many.lines().count() == LINES && many.ends_with("行…"));
    }

    #[test]
    fn characters_that_would_break_the_file_are_left_out() {
        assert_eq!(cut("a\u{0}\u{1}\u{b}\r\nb\u{ffff}\u{7f}\tc"), "a\nb c");
        assert!(of("\u{1} \n").is_none());
    }
}
