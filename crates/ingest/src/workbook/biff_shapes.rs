//! What lies over the cells of an xls worksheet or is fastened to them: shapes and comments.
//!
//! Records: Microsoft's [MS-XLS], sections 2.4.181 (Obj) and 2.4.329 (`TxO`); anchors: [MS-ODRAW].

use std::collections::BTreeMap;

use crate::{
    table::{Merge, OutsideKind, OutsideText, TableBuilder},
    unreadable::Unreadable,
};

/// The kind of object that a comment is.
const NOTE: u16 = 0x19;
/// Lines, rectangles, ellipses, arcs, text boxes, polygons and the shapes of newer programs.
const DRAWN: [u16; 7] = [1, 2, 3, 4, 6, 9, 0x1e];
/// An anchor within the records of drawings.
const ANCHOR: u16 = 0xf010;

/// An object over the cells.
#[derive(Debug)]
struct Object {
    kind: u16,
    id: u16,
    area: Option<Merge>,
    text: String,
}

/// The objects of one worksheet, in the order of their records.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    objects: Vec<Object>,
    /// The cells of comments by the numbers of their objects.
    notes: BTreeMap<u16, (u32, u32)>,
    anchor: Option<Merge>,
}

impl Shapes {
    /// Takes a record of drawings: the anchor of the object that follows.
    pub(super) fn drawing(&mut self, data: &[u8]) {
        self.anchor = anchor(data).or(self.anchor);
    }

    /// Takes an object.
    pub(super) fn object(&mut self, data: &[u8]) {
        let (kind, id, area) = (word(data, 4), word(data, 6), self.anchor.take());
        self.objects.push(Object { kind, id, area, text: String::new() });
    }

    /// Takes the text of the last object, from its record and those that continue it.
    pub(super) fn text(&mut self, records: &[&[u8]]) {
        let Some((first, rest)) = records.split_first() else { return };
        let mut left = usize::from(word(first, 10));
        let mut units = Vec::new();
        for record in rest {
            let Some((flags, bytes)) = record.split_first() else { continue };
            let width = 1 + usize::from(flags & 1);
            let chunks = bytes.chunks_exact(width).take(left);
            let before = units.len();
            units.extend(chunks.map(|c| if width == 2 { word(c, 0) } else { u16::from(c[0]) }));
            left -= units.len() - before;
        }
        if let Some(object) = self.objects.last_mut() {
            object.text = String::from_utf16_lossy(&units);
        }
    }

    /// Takes the cell of a comment.
    pub(super) fn note(&mut self, data: &[u8]) {
        let at = (u32::from(word(data, 0)), u32::from(word(data, 2)));
        self.notes.insert(word(data, 6), at);
    }

    /// Writes what was found into the table.
    pub(super) fn put(&self, builder: &mut TableBuilder) -> Result<(), Unreadable> {
        for object in &self.objects {
            let text = object.text.trim().replace('\r', "\n");
            let corner = object.area.map(|area| (area.top, area.left));
            match (object.kind, object.area) {
                (NOTE, _) => {
                    let at = self.notes.get(&object.id).copied();
                    builder.outside(OutsideText { kind: OutsideKind::Comment, at, text })?;
                }
                (kind, Some(area)) if text.is_empty() && DRAWN.contains(&kind) => {
                    builder.overlay(area);
                }
                _ => builder.outside(OutsideText { kind: OutsideKind::Shape, at: corner, text })?,
            }
        }
        Ok(())
    }
}

/// The last anchor of a record of drawings, however deep it lies.
fn anchor(data: &[u8]) -> Option<Merge> {
    let (mut rest, mut found) = (data, None);
    while rest.len() >= 8 {
        let length = usize::from(word(rest, 4)) | usize::from(word(rest, 6)) << 16;
        let body = rest.get(8..).unwrap_or_default();
        if word(rest, 2) == ANCHOR && body.len() >= 18 {
            let [left, top, right, bottom] = [2, 6, 10, 14].map(|at| u32::from(word(body, at)));
            found = Some(Merge { top, left, bottom: bottom.max(top), right: right.max(left) });
        }
        // A container holds others; the rest of a plain one is passed over
        let container = word(rest, 0) & 0xf == 0xf;
        rest = if container { body } else { body.get(length..).unwrap_or_default() };
    }
    found
}

fn word(data: &[u8], at: usize) -> u16 {
    let byte = |at: usize| data.get(at).copied().unwrap_or(0);
    u16::from_le_bytes([byte(at), byte(at + 1)])
}
