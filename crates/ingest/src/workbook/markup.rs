//! What the markup of a part costs those who read it, counted while the part is unpacked.

use std::io::{self, Write};

use crate::unreadable::Unreadable;

/// The most elements of all parts. 1,500,000 cells with values are about 9 million marks.
const MOST_MARKS: u64 = 20_000_000;
/// The longest stretch without an element: a text is held several times while it is read. The
/// longest text of a cell is at most 400 kB, and pictures are full of the mark's byte.
const LONGEST_STRETCH: usize = 20 * 1024 * 1024;

/// Counts the beginnings of elements, and the longest stretch between two of them.
#[derive(Debug, Default)]
pub(super) struct Markup {
    marks: u64,
    stretch: usize,
    longest: usize,
}

impl Markup {
    /// A new part begins.
    pub(super) fn begin(&mut self) {
        self.stretch = 0;
    }

    /// Refuses what would cost more than any workbook does.
    pub(super) fn check(&self) -> Result<(), Unreadable> {
        let detail = match () {
            () if self.marks > MOST_MARKS => format!("中の要素が {MOST_MARKS} 個を超えています"),
            () if self.longest > LONGEST_STRETCH => {
                format!("1つの要素が {} MB を超えています", LONGEST_STRETCH >> 20)
            }
            () => return Ok(()),
        };
        Err(Unreadable::Unpacks { detail })
    }
}

impl Write for Markup {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut pieces = bytes.split(|byte| *byte == b'<');
        self.stretch += pieces.next().map_or(0, <[u8]>::len);
        self.longest = self.longest.max(self.stretch);
        for piece in pieces {
            self.marks += 1;
            self.stretch = piece.len();
            self.longest = self.longest.max(self.stretch);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
