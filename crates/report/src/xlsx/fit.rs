//! How wide a column and how high a row must be so that no text is cut: a workbook carries the
//! height of each row, and a program that makes one must estimate it. Here on the safe side.

use domain::{Field, Slot, layout::ColumnRole, text::char_width};

use crate::columns::is_short;

/// The sizes of the body's letters in points; a smaller one where a cell would be too high.
pub(super) const SIZES: [u32; 4] = [9, 8, 7, 6];

/// The highest row that a workbook can have, in pixels (409 points).
pub(super) const TALLEST: u32 = 545;

/// What a row has above and below its lines, in pixels.
pub(super) const AIR: u32 = 6;

/// The widest column, in half-width letters of the largest size.
const WIDEST: u32 = 60;

/// How many lines the longest text of a column should take at most.
const LINES: u32 = 28;

/// The width of a column in the workbook's units, which are half-width letters of the default
/// format; `longest` is its longest text in half-width columns.
pub(super) fn column_width(role: &ColumnRole, longest: usize) -> u32 {
    let usual = match role {
        ColumnRole::No => 5,
        ColumnRole::Relisted => 6,
        ColumnRole::Page | ColumnRole::Answer(Slot { field: Field::Achievement, .. }) => 8,
        ColumnRole::Department => 12,
        ColumnRole::Section => 16,
        ColumnRole::Action => 24,
        ColumnRole::Content => 32,
        ColumnRole::Answer(Slot { field: Field::Progress, .. }) => 14,
        ColumnRole::Answer(Slot { field: Field::Evaluation, .. }) => 34,
        ColumnRole::Answer(Slot { field: Field::Other(_), .. }) => 20,
        ColumnRole::Answer(_) | ColumnRole::Measure | ColumnRole::Ignored => 40,
    };
    let needed = u32::try_from(longest).unwrap_or(u32::MAX) / LINES;
    if is_short(role) { usual } else { needed.clamp(usual, WIDEST) }
}

/// The size of a cell's letters and the height that it needs, in pixels.
pub(super) fn cell(text: &str, width: u32) -> (u32, u32) {
    let mut sizes = SIZES.into_iter().map(|size| (size, height(text, width, size)));
    let smallest = (SIZES[SIZES.len() - 1], TALLEST);
    sizes.find(|(_, height)| *height <= TALLEST).unwrap_or(smallest)
}

/// The height of a text in a column, in pixels. A line is 1.4 times its letters high: BIZ UD needs
/// 1.25, Noto Sans CJK, which Linux has in its place, 1.45.
pub(super) fn height(text: &str, width: u32, size: u32) -> u32 {
    // In tenths of a half-width letter
    let room = width * SIZES[0] * 10 / size;
    // A letter that may not begin a line takes the one before it along
    let lines = lines(text, room.saturating_sub(10).max(20));
    lines.saturating_mul((28 * size).div_ceil(15)).saturating_add(AIR)
}

/// How many lines the text takes in a room given in tenths of a half-width letter.
fn lines(text: &str, room: u32) -> u32 {
    text.split('\n').map(|line| wrapped(line, room)).sum()
}

fn wrapped(line: &str, room: u32) -> u32 {
    let (mut lines, mut used, mut word) = (1, 0, 0);
    for c in line.chars() {
        // Latin letters of a proportional font are wider than half of a Japanese one
        let letter = if char_width(c) == 2 { 20 } else { 11 };
        word = if c.is_ascii_graphic() { word + letter } else { 0 };
        used += letter;
        if used > room {
            lines += 1;
            used = if (1..=room).contains(&word) { word } else { letter };
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_a_line_for_each_break_and_each_full_width() {
        assert_eq!(lines("", 200), 1);
        assert_eq!(lines("あいうえおかきくけこ", 200), 1);
        assert_eq!(lines("あいうえおかきくけこさ", 200), 2);
        assert_eq!(lines("一行目\n\n三行目", 200), 3);
    }

    #[test]
    fn a_latin_word_goes_to_the_next_line_as_a_whole() {
        assert_eq!(lines("あいうえおかき workshop", 200), 2);
        assert_eq!(wrapped(&"w".repeat(100), 200), 6);
    }

    #[test]
    fn a_text_too_high_for_a_row_gets_smaller_letters() {
        assert_eq!(cell("短い文", 40).0, 9);
        let long = "相談会を開催した。".repeat(100);
        let (size, height) = cell(&long, 40);
        assert!(size < 9 && height <= TALLEST, "{size} {height}");
        assert_eq!(cell(&long.repeat(20), 40), (6, TALLEST));
    }
}
