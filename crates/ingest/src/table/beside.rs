//! What a file says of cells beside their texts, and the texts that stand in no cell.

/// What a file says of a cell that the cell's text does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CellRemark {
    /// A formula whose result is not in the file: the cell is empty.
    NoResult,
    /// A number that its format, its colour or the view does not show: the cell is empty.
    HiddenNumber(String),
    /// A text that its format or its colour does not show: the cell is empty.
    HiddenText(String),
    /// Words that are struck out, which are no part of the cell's text.
    Struck(String),
    /// A number below zero of which only a colour tells so.
    HiddenSign(String),
    /// The number behind a rounded one.
    Rounded(String),
    /// A drawing without words lies over it.
    Overlaid,
    /// A quote of a csv file that stands within a text unmarked.
    LooseQuote {
        /// The line of the file, counted from 1.
        line: usize,
    },
}

/// A text of a worksheet that stands in none of its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutsideText {
    pub(crate) kind: OutsideKind,
    /// The cell at which it is fastened.
    pub(crate) at: Option<(u32, u32)>,
    pub(crate) text: String,
}

/// What holds a text outside the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OutsideKind {
    /// A text box or a shape.
    Shape,
    /// A comment or a note at a cell.
    Comment,
    /// What is printed above or below each page.
    Margin,
}
