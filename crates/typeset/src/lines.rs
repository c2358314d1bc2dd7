//! A cell's text as typst is given it: real lines, each in pieces between which it may be broken.

use domain::text::char_width;
use serde_json::{Value, json};

/// Small letters and marks that may not begin a line, and so hold the letter before them.
const HELD: &str = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー々ゝゞヽヾ";

/// The lines of a text. A text of one unbroken line is a string; any other is a list of lines,
/// each a list of pieces. `room` is the width of the column in half-width letters: a word longer
/// than that would run over its border, and may be broken anywhere.
pub(crate) fn lines(text: &str, room: usize) -> Value {
    let lines: Vec<Vec<&str>> = text.split('\n').map(|line| pieces(line, room)).collect();
    match lines.as_slice() {
        [one] if one.len() == 1 => json!(one[0]),
        _ => json!(lines),
    }
}

/// The pieces of a line: the line itself, unless a word in it is longer than the room.
fn pieces(line: &str, room: usize) -> Vec<&str> {
    let mut cuts = Vec::new();
    let (mut from, mut width) = (0, 0);
    let mut cut_word = |from: usize, to: usize, width: usize| {
        if width > room {
            let inside = line[from..to].char_indices().skip(1);
            cuts.extend(inside.map(|(at, _)| from + at));
        }
    };
    for (at, c) in line.char_indices() {
        if may_break(c) {
            cut_word(from, at, width);
            (from, width) = (at, 0);
        }
        width += char_width(c);
    }
    cut_word(from, line.len(), width);
    let ends = cuts.iter().copied().chain([line.len()]);
    let mut start = 0;
    ends.map(|end| &line[std::mem::replace(&mut start, end)..end]).collect()
}

/// Whether a line may be broken before the letter, as far as a long word is concerned.
fn may_break(c: char) -> bool {
    c.is_whitespace() || domain::text::is_japanese(c) && !HELD.contains(c)
}

/// How high a text is in lines of its column, on the safe side.
pub(crate) fn count(text: &str, room: usize) -> usize {
    // A letter that may not begin a line takes the one before it along
    let room = room.saturating_sub(3).max(4);
    text.split('\n').map(|line| domain::text::width(line).div_ceil(room).max(1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_one_line_is_a_string_and_real_lines_are_a_list() {
        assert_eq!(lines("相談会を  開催。", 10), json!("相談会を  開催。"));
        assert_eq!(lines("一\n\n三", 10), json!([["一"], [""], ["三"]]));
    }

    #[test]
    fn a_word_longer_than_its_column_may_be_broken_anywhere() {
        assert_eq!(pieces("電話 0123-45", 20), ["電話 0123-45"]);
        assert_eq!(pieces("あ abcdefあ", 5), ["あ ", "a", "b", "c", "d", "e", "fあ"].map(|p| p));
    }
}
