//! A place in a source file, with the lines of the file around it.

use domain::Place;

/// A line of the source.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) no: usize,
    pub(crate) text: String,
    /// Whether the place covers the line.
    pub(crate) marked: bool,
}

/// The source file, opened to show places of it.
#[derive(Debug)]
pub(crate) enum Source {
    /// A text: its lines can be shown.
    Text(Vec<String>),
    /// A workbook or table: its cells have addresses.
    Cells,
}

/// Lines shown before and after a place.
const AROUND: usize = 1;

impl Source {
    /// Opens the bytes of a file that a reader of texts has read, or of another.
    pub(crate) fn open(bytes: &[u8], is_text: bool) -> Self {
        if !is_text {
            return Self::Cells;
        }
        Self::Text(ingest::source_lines(bytes))
    }

    /// The lines of a place with one before and after.
    pub(crate) fn lines(&self, place: &Place) -> Vec<Line> {
        let (Self::Text(lines), Place::Lines { from, to }) = (self, place) else {
            return Vec::new();
        };
        let (from, to) = (*from as usize, *to as usize);
        let first = from.saturating_sub(AROUND).max(1);
        let line = |no: usize| {
            let text = lines.get(no - 1)?.clone();
            Some(Line { no, text, marked: (from..=to).contains(&no) })
        };
        (first..=to + AROUND).filter_map(line).collect()
    }
}
