//! How cells look, as far as it decides what they say: number format, strike, white on white.

use std::rc::Rc;

use super::number_format::NumberFormat;

/// The look of a cell.
#[derive(Debug, Clone)]
pub(super) struct CellStyle {
    pub(super) format: Rc<NumberFormat>,
    /// Whether its font is struck out.
    pub(super) struck: bool,
    /// Whether its font is white.
    pub(super) white: bool,
    /// Whether the ground is white, so that white words are not seen.
    pub(super) on_white: bool,
}

impl Default for CellStyle {
    fn default() -> Self {
        let format = Rc::new(NumberFormat::of("General"));
        Self { format, struck: false, white: false, on_white: true }
    }
}

impl CellStyle {
    /// Whether anything is seen of a number.
    pub(super) fn shows(&self, number: f64) -> bool {
        !self.format.number(number, false).text.is_empty()
    }
}

/// A text in runs of one look each, and the signs that tell how its words are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RichText {
    pub(super) runs: Vec<TextRun>,
    /// The characters of furigana, which are no part of the text.
    pub(super) furigana: usize,
}

/// A stretch of a text. What it does not say is as the cell's font has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TextRun {
    pub(super) text: String,
    pub(super) struck: Option<bool>,
    pub(super) white: Option<bool>,
}

impl RichText {
    /// A text that looks as its cell.
    pub(super) fn plain(text: &str) -> Self {
        let run = TextRun { text: text.to_owned(), ..TextRun::default() };
        Self { runs: vec![run], furigana: 0 }
    }
}
