//! Places of words in a text.

/// A stretch of a cell's text: bytes from `start` to before `end`, both on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The words; empty when the span is not one of this text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The whole text.
    pub fn whole(text: &str) -> Self {
        Self { start: 0, end: text.len() }
    }
}
