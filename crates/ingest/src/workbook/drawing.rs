//! What lies over the cells of an xlsx worksheet or is fastened to them: shapes, comments.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    parts::WorkbookParts,
    refusal::damaged,
    relations::{self, Relation},
    worksheet::address,
    xml::{attribute, referred},
};
use crate::{
    table::{Merge, OutsideKind, OutsideText, TableBuilder},
    unreadable::Unreadable,
};

/// Takes what the parts that a worksheet names say.
pub(super) fn read(
    parts: &mut WorkbookParts,
    path: &str,
    builder: &mut TableBuilder,
) -> Result<(), Unreadable> {
    let related = relations::of(parts, path)?;
    let known = |kinds: &[&str]| -> Vec<String> {
        // Those of xlsb may be records, which nobody reads here
        let of_kind = |relation: &&Relation| {
            kinds.contains(&relation.kind.as_str())
                && !relation.path.to_ascii_lowercase().ends_with(".bin")
        };
        related.iter().filter(of_kind).map(|relation| relation.path.clone()).collect()
    };
    // The old comments repeat the threads, for programs that do not know these
    let threads = known(&["threadedComment"]);
    let notes = if threads.is_empty() { known(&["comments"]) } else { threads };
    for path in notes {
        if parts.has(&path) {
            comments(&parts.text(&path)?, builder)?;
        }
    }
    for path in known(&["drawing"]) {
        if parts.has(&path) {
            shapes(&parts.text(&path)?, builder)?;
        }
    }
    Ok(())
}

/// The text of the comments at their cells.
fn comments(text: &str, builder: &mut TableBuilder) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let (mut at, mut said, mut within, mut aside) = (None, String::new(), false, false);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) => match start.local_name().as_ref() {
                "comment" | "threadedComment" => {
                    at = attribute(&start, "ref").as_deref().and_then(address);
                    said.clear();
                }
                "text" => within = true,
                "rPh" => aside = true,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "text" => within = false,
                "rPh" => aside = false,
                "comment" | "threadedComment" => {
                    let text = std::mem::take(&mut said);
                    builder.outside(OutsideText { kind: OutsideKind::Comment, at, text })?;
                }
                _ => {}
            },
            Event::Text(text) if within && !aside => said += &text.xml10_content(),
            Event::CData(text) if within && !aside => said += &text.xml10_content(),
            Event::GeneralRef(reference) if within && !aside => said += &referred(&reference)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// A drawing in the making.
#[derive(Debug, Default)]
struct Anchor {
    /// Column, its offset, row, its offset: of the first corner and of the last.
    corners: [[i64; 4]; 2],
    /// Which corner is being read, and which of its numbers.
    corner: Option<usize>,
    number: Option<usize>,
    text: String,
    is_shape: bool,
}

/// The shapes over a worksheet: their texts, and the cells that lie below those without any.
fn shapes(text: &str, builder: &mut TableBuilder) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut anchor = Anchor::default();
    let mut within = false;
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) => {
                within |= start.local_name().as_ref() == "t";
                anchor.start(&start);
            }
            Event::End(end) => match end.local_name().as_ref() {
                "t" => within = false,
                "p" => anchor.text.push('\n'),
                "from" | "to" => anchor.corner = None,
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                    std::mem::take(&mut anchor).end(builder)?;
                }
                _ => anchor.number = None,
            },
            Event::Text(text) if within => anchor.text += &text.xml10_content(),
            Event::Text(text) => anchor.count(&text.xml10_content()),
            Event::GeneralRef(reference) if within => anchor.text += &referred(&reference)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

impl Anchor {
    fn start(&mut self, start: &BytesStart) {
        let number = |at: usize| Some(at);
        match start.local_name().as_ref() {
            "from" => self.corner = Some(0),
            "to" => self.corner = Some(1),
            "col" => self.number = number(0),
            "colOff" => self.number = number(1),
            "row" => self.number = number(2),
            "rowOff" => self.number = number(3),
            "sp" | "cxnSp" | "contentPart" => self.is_shape = true,
            _ => {}
        }
    }

    fn count(&mut self, text: &str) {
        let corner = self.corner.and_then(|corner| self.corners.get_mut(corner));
        let number = self.number.and_then(|number| corner?.get_mut(number));
        if let (Some(number), Ok(said)) = (number, text.trim().parse()) {
            *number = said;
        }
    }

    fn end(self, builder: &mut TableBuilder) -> Result<(), Unreadable> {
        let [[left, _, top, _], [right, right_by, bottom, bottom_by]] = self.corners;
        let cell = |number: i64| u32::try_from(number).unwrap_or(0);
        let at = Some((cell(top), cell(left)));
        if domain::text::ink(&self.text) > 0 {
            let text = self.text.trim().to_owned();
            return builder.outside(OutsideText { kind: OutsideKind::Shape, at, text });
        }
        // A drawing that ends where a cell begins does not lie over it
        let last = |number: i64, by: i64, first: i64| {
            cell(if by <= 0 && number > first { number - 1 } else { number }.max(first))
        };
        if self.is_shape {
            let (bottom, right) = (last(bottom, bottom_by, top), last(right, right_by, left));
            builder.overlay(Merge { top: cell(top), left: cell(left), bottom, right });
        }
        Ok(())
    }
}
