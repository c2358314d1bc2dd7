//! Characters of fonts that do not say what their glyphs mean: the embedded font's own table may.

use std::collections::HashMap;

use hayro::hayro_interpret::font::{Glyph, OutlineFontData};
use skrifa::{FontRef, MetadataProvider};

/// The fonts met so far, by their key: which character each glyph is for.
#[derive(Default)]
pub(super) struct EmbeddedFonts(HashMap<u128, HashMap<u32, char>>);

impl EmbeddedFonts {
    /// The character of a glyph by the embedded font's character map.
    pub(super) fn character(&mut self, glyph: &Glyph<'_>) -> Option<char> {
        let Glyph::Outline(outline) = glyph else { return None };
        let font = outline.font_data()?;
        let known = self.0.entry(font.cache_key).or_insert_with(|| characters(&font));
        known.get(&outline.glyph_id().to_u32()).copied()
    }
}

fn characters(font: &OutlineFontData) -> HashMap<u32, char> {
    let bytes: &[u8] = (*font.data).as_ref();
    let Ok(font) = FontRef::new(bytes) else { return HashMap::new() };
    let mut known = HashMap::new();
    for (code, glyph) in font.charmap().mappings() {
        // Several codes may share a glyph; the usual character has the lower code
        let private = (0xe000..0xf900).contains(&code);
        if let Some(c) = char::from_u32(code).filter(|_| !private) {
            known.entry(glyph.to_u32()).and_modify(|k: &mut char| *k = c.min(*k)).or_insert(c);
        }
    }
    known
}
