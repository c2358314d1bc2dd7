//! Notes that were laid over a page (annotations): what they say, and the fields of a form, which
//! are no notes.

use hayro::{
    hayro_syntax::{
        object::{Array, Dict, Name, Rect as PdfRect, String as PdfString},
        page::Page,
    },
    kurbo::{Affine, Rect},
};

use super::marks::{Area, Aside, AsideText};

/// The most notes of a page that are looked at.
const MOST: usize = 10_000;

/// What notes say beside the page, and where fields of a form stand.
#[derive(Default)]
pub(super) struct PageNotes {
    pub(super) texts: Vec<AsideText>,
    pub(super) fields: Vec<Rect>,
}

impl PageNotes {
    pub(super) fn of(page: &Page<'_>, number: u32, transform: Affine) -> Self {
        let mut notes = Self::default();
        let Some(list) = page.raw().get::<Array<'_>>("Annots") else { return notes };
        for note in list.iter::<Dict<'_>>().take(MOST) {
            let Some(area) = note.get::<PdfRect>("Rect") else { continue };
            let area = Rect::new(area.x0, area.y0, area.x1, area.y1).abs();
            let area = transform.transform_rect_bbox(area);
            let kind = note.get::<Name<'_>>("Subtype");
            let drawn = note.contains_key("AP");
            match kind.as_ref().map(Name::as_str) {
                Some("Widget") => notes.fields.push(area),
                Some("Link" | "Popup") => {}
                // These draw what they say
                Some("FreeText" | "Stamp") if drawn => {}
                _ => notes.says(&note, number, area),
            }
        }
        notes
    }

    fn says(&mut self, note: &Dict<'_>, page: u32, area: Rect) {
        let Some(text) = note.get::<PdfString<'_>>("Contents") else { return };
        let text = spelt(text.as_bytes());
        let (left, top) = (area.x0 as f32, area.y0 as f32);
        let area = Area { left, top, right: area.x1 as f32, bottom: area.y1 as f32 };
        if !text.trim().is_empty() {
            self.texts.push(AsideText { why: Aside::Note, page, area, text });
        }
    }
}

/// A text string of a PDF: UTF-16 with a mark, UTF-8 with a mark, else Latin.
pub(super) fn spelt(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => plain.iter().map(|byte| char::from(*byte)).collect(),
    }
}
