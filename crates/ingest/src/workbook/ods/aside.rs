//! Comments and shapes of an ods file: elements whose text is no part of a cell.

use quick_xml::events::BytesStart;

use crate::{
    table::OutsideKind,
    workbook::{worksheet::address, xml::attribute},
};

/// A comment or a shape in the making.
#[derive(Debug)]
pub(super) struct Outside {
    pub(super) kind: OutsideKind,
    pub(super) text: String,
    /// The last cell that lies below it.
    pub(super) end: Option<(u32, u32)>,
    /// Whether its writer and date are being read, which are no words of it.
    about: bool,
}

/// Where a pass stands within such an element.
#[derive(Debug, Default)]
pub(super) struct OdsAside {
    depth: u32,
    outside: Option<Outside>,
}

impl OdsAside {
    pub(super) fn is_open(&self) -> bool {
        self.depth > 0
    }

    /// An element begins that tells nothing.
    pub(super) fn pass_over(&mut self) {
        self.depth = 1;
    }

    /// A comment or a shape begins.
    pub(super) fn begin(&mut self, kind: OutsideKind, start: &BytesStart) {
        self.depth = 1;
        let end = attribute(start, "end-cell-address");
        let end = end.and_then(|end| address(end.rsplit('.').next().unwrap_or_default()));
        self.outside = Some(Outside { kind, text: String::new(), end, about: false });
    }

    /// An element begins within it.
    pub(super) fn deeper(&mut self, name: &str) {
        self.depth += 1;
        match (name, &mut self.outside) {
            (name, Some(outside)) if name.starts_with("dc:") || name.starts_with("meta:") => {
                outside.about = true;
            }
            ("text:p", Some(outside)) if !outside.text.is_empty() => outside.text.push('\n'),
            // A picture or a chart is no mark over cells
            ("draw:image" | "draw:object", outside) => *outside = None,
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if let Some(outside) = self.outside.as_mut().filter(|outside| !outside.about) {
            outside.text.push_str(text);
        }
    }

    /// An element ends; the comment or shape, once it is whole.
    pub(super) fn shallower(&mut self) -> Option<Outside> {
        self.depth -= 1;
        if let Some(outside) = &mut self.outside {
            outside.about = false;
        }
        if self.depth == 0 { self.outside.take() } else { None }
    }
}
