//! What drawing instructions pile up before the device hears of it: saved states, and the pieces of
//! a path that is not painted yet.

use std::io::{self, Write};

/// The most states that are saved at once. Nothing that people print saves more than some dozens.
const MOST_STATES: usize = 20_000;
/// The most pieces of one path.
const MOST_PIECES: usize = 2_000_000;
/// Instructions have at most three letters, those that are counted two.
const LONGEST: usize = 2;

/// Reads a stream as if it were drawing instructions; in a picture's bytes hardly any is found.
#[derive(Debug, Default)]
pub(super) struct Piled {
    word: [u8; LONGEST],
    length: usize,
    states: usize,
    pieces: usize,
    /// Whether a bound was passed.
    pub(super) beyond: bool,
}

impl Piled {
    /// Takes the next byte.
    pub(super) fn push(&mut self, byte: u8) {
        if !byte.is_ascii_whitespace() && !b"[]()<>/%".contains(&byte) {
            if let Some(place) = self.word.get_mut(self.length) {
                *place = byte;
            }
            self.length += 1;
            return;
        }
        match self.word.get(..self.length).unwrap_or_default() {
            b"q" => self.states += 1,
            b"Q" => self.states = self.states.saturating_sub(1),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => self.pieces += 1,
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                self.pieces = 0;
            }
            _ => {}
        }
        self.length = 0;
        self.beyond |= self.states > MOST_STATES || self.pieces > MOST_PIECES;
    }
}

impl Write for Piled {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            self.push(*byte);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
