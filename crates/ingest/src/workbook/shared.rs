//! How long the shared texts of an xls file are: calamine copies one for each cell that names it.
//!
//! The table and its continuations: Microsoft's [MS-XLS], sections 2.4.265 and 2.5.293.

use std::collections::BTreeMap;

use crate::{
    allowance::{MOST_CHARACTERS, too_many_characters},
    unreadable::Unreadable,
};

/// The lengths of the shared texts, and what the cells so far have named of them.
#[derive(Debug, Default)]
pub(super) struct SharedTexts {
    lengths: Vec<u16>,
    /// Where another font begins in each text that has several: the UTF-16 unit and the font.
    fonts: BTreeMap<usize, Vec<(u16, u16)>>,
    named: u64,
}

impl SharedTexts {
    /// Reads the lengths from the record of the table and those that continue it.
    pub(super) fn of(records: &[&[u8]]) -> Self {
        let mut pieces = Pieces { records, at: 8 };
        let mut texts = Self::default();
        while let Some((length, fonts)) = pieces.text() {
            if !fonts.is_empty() {
                texts.fonts.insert(texts.lengths.len(), fonts);
            }
            texts.lengths.push(length);
        }
        texts
    }

    /// Where another font begins in a text: the UTF-16 unit and the font.
    pub(super) fn fonts(&self, at: usize) -> &[(u16, u16)] {
        self.fonts.get(&at).map_or(&[], Vec::as_slice)
    }

    /// A cell names a text.
    pub(super) fn name(&mut self, at: usize) -> Result<(), Unreadable> {
        self.named += self.lengths.get(at).copied().map_or(0, u64::from);
        if self.named > MOST_CHARACTERS {
            return Err(too_many_characters());
        }
        Ok(())
    }
}

/// What is left of the records.
struct Pieces<'a> {
    records: &'a [&'a [u8]],
    at: usize,
}

impl<'a> Pieces<'a> {
    /// The record that has bytes left.
    fn record(&mut self) -> Option<&'a [u8]> {
        while self.records.first().is_some_and(|record| self.at >= record.len()) {
            (self.records, self.at) = (self.records.get(1..)?, 0);
        }
        self.records.first().copied()
    }

    /// The length of the next text and its fonts; the rest of it is passed over.
    fn text(&mut self) -> Option<(u16, Vec<(u16, u16)>)> {
        let record = self.record()?;
        let (length, mut flags) = (word(record, self.at), byte(record, self.at + 2));
        self.at += 3;
        let (mut after, mut runs) = (0, 0);
        if flags & 8 != 0 {
            runs = usize::from(word(record, self.at));
            self.at += 2;
        }
        if flags & 4 != 0 {
            let low = usize::from(word(record, self.at));
            after += low | usize::from(word(record, self.at + 2)) << 16;
            self.at += 4;
        }
        let mut left = usize::from(length);
        while left > 0 {
            let begins = self.records.len();
            let record = self.record()?;
            if self.records.len() < begins {
                // Each continuation says anew how wide its characters are
                flags = byte(record, 0);
                self.at = 1;
            }
            let width = 1 + usize::from(flags & 1);
            let taken = left.min(record.len().saturating_sub(self.at) / width);
            self.at += if taken == 0 { record.len() } else { taken * width };
            left -= taken;
        }
        let mut fonts = Vec::new();
        for _ in 0..runs {
            let bytes = [self.byte()?, self.byte()?, self.byte()?, self.byte()?];
            fonts.push((word(&bytes, 0), word(&bytes, 2)));
        }
        self.skip(after);
        Some((length, fonts))
    }

    fn byte(&mut self) -> Option<u8> {
        let record = self.record()?;
        self.at += 1;
        record.get(self.at - 1).copied()
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 {
            let Some(record) = self.record() else { return };
            let taken = bytes.min(record.len() - self.at);
            self.at += taken;
            bytes -= taken;
        }
    }
}

fn word(record: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([byte(record, at), byte(record, at + 1)])
}

fn byte(record: &[u8], at: usize) -> u8 {
    record.get(at).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_measured_over_continuations_and_what_follows_them() {
        let first = b"\0\0\0\0\0\0\0\0\x02\0\0ab\x05\0\x08\x01\0cde";
        let second = b"\x01f\0g\0\x09\0\0\0\x03\0\x01x\0y\0z\0";
        let texts = SharedTexts::of(&[first, second]);
        assert_eq!(texts.lengths, [2, 5, 3]);
        assert_eq!(texts.fonts(1), [(9, 0)]);
        assert!(texts.fonts(0).is_empty());
    }

    #[test]
    fn cells_that_name_too_much_are_refused() {
        let long = [&[0; 8][..], &[0xff, 0xff, 0], &vec![b'a'; 0xffff]].concat();
        let mut shared = SharedTexts::of(&[&long]);
        assert!((0..305).all(|_| shared.name(0).is_ok()));
        assert!(shared.name(0).is_err() && shared.name(7).is_err());
    }
}
