//! Letters that no font has: set as something that can be seen, and listed.

use std::collections::{BTreeMap, BTreeSet};

use typst::{
    layout::{Frame, FrameItem},
    text::{FontBook, is_default_ignorable},
};

/// What stands where a letter cannot be set: the mark by which printers show a missing type.
const GETA: char = '〓';

/// The sans-serif numerals of dingbats and the plain ones that say the same.
const NUMERALS: (char, char, u32) = ('➀', '①', 10);

/// The letters of a document as they can be set, and those that could not be.
pub(crate) struct Glyphs<'a> {
    book: &'a FontBook,
    families: Vec<usize>,
    known: BTreeMap<char, char>,
    /// Letters to replace whatever the fonts say.
    refused: BTreeSet<char>,
    missing: BTreeSet<char>,
}

impl<'a> Glyphs<'a> {
    /// The letters of a font book, looked for in the families first.
    pub(crate) fn new(book: &'a FontBook, families: &[String], refused: &BTreeSet<char>) -> Self {
        let faces = families
            .iter()
            .flat_map(|family| book.select_family(&family.to_lowercase()).collect::<Vec<_>>());
        Self {
            book,
            families: faces.collect(),
            known: BTreeMap::new(),
            refused: refused.clone(),
            missing: BTreeSet::new(),
        }
    }

    /// The text with what no font has replaced, letter by letter; line breaks stay.
    pub(crate) fn set(&mut self, text: &str) -> String {
        text.replace("\r\n", "\n")
            .chars()
            .map(|c| if c == '\n' { c } else { self.one(c) })
            .collect()
    }

    /// What was replaced, in order.
    pub(crate) fn missing(self) -> Vec<char> {
        self.missing.into_iter().collect()
    }

    fn one(&mut self, c: char) -> char {
        if let Some(set) = self.known.get(&c) {
            return *set;
        }
        let set = if self.has(c) { c } else { self.instead(c) };
        if set != c {
            self.missing.insert(c);
        }
        self.known.insert(c, set);
        set
    }

    fn instead(&self, c: char) -> char {
        let (from, to, count) = NUMERALS;
        let plain = (c as u32).checked_sub(from as u32).filter(|n| *n < count);
        let plain = plain.and_then(|n| char::from_u32(to as u32 + n));
        match c {
            '\t' => ' ',
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            _ => plain.filter(|plain| self.has(*plain)).unwrap_or(GETA),
        }
    }

    fn has(&self, c: char) -> bool {
        let line_end = matches!(c, '\u{2028}' | '\u{2029}');
        if c.is_control() || line_end || self.refused.contains(&c) {
            return false;
        }
        let covers =
            |face: usize| self.book.info(face).is_some_and(|info| info.coverage.contains(c as u32));
        is_default_ignorable(c)
            || self.families.iter().copied().any(covers)
            || self.book.families().flat_map(|(_, faces)| faces).any(covers)
    }
}

/// The letters of a page that were set without a glyph.
pub(crate) fn without_glyph(frame: &Frame, found: &mut BTreeSet<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => without_glyph(&group.frame, found),
            FrameItem::Text(text) => {
                let missing = text.glyphs.iter().filter(|glyph| glyph.id == 0);
                found.extend(missing.flat_map(|glyph| text.text[glyph.range()].chars()));
            }
            _ => {}
        }
    }
}
