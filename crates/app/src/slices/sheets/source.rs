//! A place in a source file: the lines of a text around it, or the part of a page as a picture.

use domain::{Place, reading::Reader, sheet::Row};
use serde::{Deserialize, Serialize};

use crate::kit::addresses;

/// A line of the source.
#[derive(Debug, Clone)]
pub(crate) struct SourceLine {
    pub(crate) no: usize,
    pub(crate) text: String,
    /// Whether the place covers the line.
    pub(crate) marked: bool,
}

/// The source file, opened to show places of it.
#[derive(Debug)]
pub(crate) enum OpenedSource {
    /// A text: its lines can be shown.
    Text(Vec<String>),
    /// A file of pages: their parts can be shown, from this address on.
    Pages(String),
    /// A workbook or table: its cells have addresses.
    Cells,
}

/// Lines shown before and after a place.
const AROUND: usize = 1;

/// What part of a page is shown, and what of it is marked, as its address says it.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct PartOfPage {
    pub(crate) page: u32,
    pub(crate) area: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mark: Option<String>,
}

/// Left, top, right and bottom on a page, in points.
type Edges = [i32; 4];

/// The edges in an address: `10,20,110,60`.
pub(crate) fn edges(text: &str) -> Option<Edges> {
    let edges: Vec<i32> = text.split(',').map(|edge| edge.parse().ok()).collect::<Option<_>>()?;
    edges.try_into().ok()
}

fn written(edges: Edges) -> String {
    edges.map(|edge| edge.to_string()).join(",")
}

impl OpenedSource {
    /// Opens the bytes of a file, as its reader read it; `picture` is the address of its pages.
    pub(crate) fn open(bytes: &[u8], reader: Reader, picture: String) -> Self {
        match reader {
            Reader::Text => Self::Text(ingest::source_lines(bytes)),
            Reader::Pdf if ingest::is_open(bytes) => Self::Pages(picture),
            _ => Self::Cells,
        }
    }

    /// The lines of a place with one before and after.
    pub(crate) fn lines(&self, place: &Place) -> Vec<SourceLine> {
        let (Self::Text(lines), Place::Lines { from, to }) = (self, place) else {
            return Vec::new();
        };
        let (from, to) = (*from as usize, *to as usize);
        let first = from.saturating_sub(AROUND).max(1);
        let line = |no: usize| {
            let text = lines.get(no - 1)?.clone();
            Some(SourceLine { no, text, marked: (from..=to).contains(&no) })
        };
        (first..=to + AROUND).filter_map(line).collect()
    }

    /// The address of a place's picture.
    pub(crate) fn picture(&self, place: &Place) -> Option<String> {
        let Place::Box { page, edges } = *place else { return None };
        self.part(page, edges, None)
    }

    /// The address of the picture of a place amid its page, where it is marked.
    pub(crate) fn marked(&self, place: &Place) -> Option<String> {
        let Place::Box { page, edges } = *place else { return None };
        let [left, top, right, bottom] = edges;
        let area = [left - 160, top - 30, right + 160, bottom + 30].map(|edge| edge.max(0));
        self.part(page, area, Some(edges))
    }

    /// The address of the picture of a whole row, with one of its places marked.
    pub(crate) fn row_picture(&self, row: &Row, marked: Option<&Place>) -> Option<String> {
        let Place::Box { page: own, .. } = row.place else { return None };
        let boxes = row.cells().filter_map(|cell| match cell.place {
            Some(Place::Box { page, edges }) if page == own => Some(edges),
            _ => None,
        });
        let area = boxes
            .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])?;
        let marked = match marked {
            Some(Place::Box { page, edges }) if *page == own => Some(*edges),
            _ => None,
        };
        self.part(own, area, marked)
    }

    /// The address of a part of a page, with edges in it marked.
    fn part(&self, page: u32, area: Edges, marked: Option<Edges>) -> Option<String> {
        let Self::Pages(picture) = self else { return None };
        let part = PartOfPage { page, area: written(area), mark: marked.map(written) };
        Some(addresses::telling(picture, &part))
    }
}
