//! What parts two pieces of the text.

/// What stands between a piece of text and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// A space within the line.
    Space,
    /// The end of a line.
    Line,
    /// One or more blank lines.
    Blank,
    /// The end of a page: a head or a form feed.
    Page,
}
