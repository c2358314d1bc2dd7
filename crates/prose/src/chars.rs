//! A text letter by letter in one width, each letter with its place.

use crate::span::Span;

/// One letter as it is compared, and where it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Char {
    /// The letter: half width for figures, Latin letters and marks.
    pub(super) c: char,
    /// Its first byte.
    pub(super) at: usize,
}

/// The letters of a text.
#[derive(Debug)]
pub(super) struct Chars {
    all: Vec<Char>,
    len: usize,
}

impl Chars {
    /// The letters of the text, as many as it has characters.
    pub(super) fn of(text: &str) -> Self {
        let all = text.char_indices().map(|(at, c)| Char { c: narrow(c), at }).collect();
        Self { all, len: text.len() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The letter at a position; a line's end outside the text.
    pub(super) fn at(&self, position: usize) -> char {
        self.all.get(position).map_or('\n', |letter| letter.c)
    }

    /// The letter before a position.
    pub(super) fn before(&self, position: usize) -> char {
        position.checked_sub(1).map_or('\n', |before| self.at(before))
    }

    /// The byte at which the letter begins.
    pub(super) fn byte(&self, position: usize) -> usize {
        self.all.get(position).map_or(self.len, |letter| letter.at)
    }

    /// The position of the letter that begins at or after the byte.
    pub(super) fn position(&self, byte: usize) -> usize {
        self.all.partition_point(|letter| letter.at < byte)
    }

    /// The letters from one position to before another, as they are compared.
    pub(super) fn words(&self, from: usize, to: usize) -> String {
        self.all.get(from..to).unwrap_or_default().iter().map(|letter| letter.c).collect()
    }

    /// Whether the word ends before the position.
    pub(super) fn ends(&self, position: usize, word: &str) -> bool {
        let length = word.chars().count();
        position.checked_sub(length).is_some_and(|from| self.word(from, word).is_some())
    }

    /// The bytes of the letters from one position to before another.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        Span { start: self.byte(from), end: self.byte(to) }
    }

    /// The position after the word, if it stands here.
    pub(super) fn word(&self, position: usize, word: &str) -> Option<usize> {
        let mut at = position;
        for c in word.chars() {
            if at >= self.len() || self.at(at) != c {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The position after the first of the words that stands here.
    pub(super) fn any(&self, position: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.word(position, word))
    }

    /// The position after spaces; a line's end is none.
    pub(super) fn spaced(&self, position: usize) -> usize {
        let mut at = position;
        while at < self.len() && matches!(self.at(at), ' ' | '\t') {
            at += 1;
        }
        at
    }

    /// The figures that begin here, at most so many: their value and the position after them.
    pub(super) fn figures(&self, position: usize, most: usize) -> Option<(u32, usize)> {
        let mut at = position;
        let mut value = 0_u32;
        while let Some(digit) = self.at(at).to_digit(10).filter(|_| at < self.len()) {
            if at - position == most {
                return None;
            }
            value = value.checked_mul(10)?.checked_add(digit)?;
            at += 1;
        }
        (at > position).then_some((value, at))
    }
}

/// Half width for full, one space, one wave, one dash between figures.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5d}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\r' => ' ',
        '〜' | '～' | '∼' => '~',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        'ヶ' | 'ヵ' | 'ｹ' | 'ｶ' | '㋖' => 'ヶ',
        '･' => '・',
        '､' => '、',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_either_width_are_one() {
        let chars = Chars::of("１，２００人（R３）");
        let read: String = (0..chars.len()).map(|at| chars.at(at)).collect();
        assert_eq!(read, "1,200人(R3)");
        assert_eq!(chars.figures(0, 4), Some((1, 1)));
        assert_eq!(chars.span(0, 2), Span { start: 0, end: 6 });
        assert_eq!(chars.word(5, "人("), Some(7));
        assert!(chars.ends(6, "人"));
    }
}
