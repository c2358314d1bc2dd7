//! Pieces of lines, of which headings are put together.

use super::{gap::Gap, lines::TextLine, steps};

/// The most pieces that a head is put together from.
const MOST_PIECES: usize = 90;
/// A piece of a line, of which headings are put together.
pub(super) struct HeadPiece<'a> {
    /// Its text.
    pub(super) text: &'a str,
    /// Its line, by position.
    pub(super) line: usize,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Lines of its block before and after its line.
    pub(super) above: usize,
    pub(super) below: usize,
}

/// The pieces of the lines from `from` on, as many as a head may have.
pub(super) fn pieces(lines: &[TextLine], from: usize) -> Vec<HeadPiece<'_>> {
    let mut pieces: Vec<HeadPiece<'_>> = Vec::new();
    let (mut gap, mut above) = (Gap::Page, 0);
    for (at, line) in lines.iter().enumerate().skip(from) {
        steps::count(1);
        if pieces.len() >= MOST_PIECES || line.starts_page && at > from {
            break;
        }
        if line.text.trim().is_empty() {
            (gap, above) = (Gap::Blank, 0);
            continue;
        }
        let blank = |line: &TextLine| line.text.trim().is_empty();
        let below = lines[at + 1..].iter().take(5).take_while(|line| !blank(line)).count();
        let written = line.text.split(' ').filter(|piece| !piece.trim().is_empty());
        for text in written.take(MOST_PIECES) {
            pieces.push(HeadPiece { text, line: at, gap, above, below });
            gap = Gap::Space;
        }
        (gap, above) = (Gap::Line, above + 1);
    }
    pieces
}
