//! Sheets as PDF, set by typst inside the program: the official form, large type, one page an
//! action, a summary, the rows of each section.
//!
//! This crate may not do async, know a database, HTTP, the network or the clock, and reads no file
//! but fonts: a sheet and a printed date come in, bytes go out, and the same sheet with the same
//! fonts gives the same bytes. Texts reach typst as data, never as markup.
//!
//! **Standard.** Every form is written as PDF/UA-1: tagged, with a title and a language, bookmarks,
//! and heads of tables that a screen reader can name. Where typst refuses that, the document is a
//! tagged PDF all the same, and [`Typeset::standard`] says so.
//!
//! **Reading back.** The official form on A3 ([`Typesetter::sheet`]) can be read back cell by cell.
//! It has the columns and headings of the workbook ([`report::columns`]), a line around every cell,
//! and texts in their own characters, leading, doubled and trailing spaces included. A wrapped line
//! follows the one before at 1.4 times the size of its letters, a real line at 1.7 times, and so
//! do empty lines: `round(distance / 1.7)` is the number of line breaks, unless the distance is
//! below 1.55, which is none; the first line of a cell is counted from the first line of its row.
//! What is not seen is lost: line breaks at the end of a cell, and of letters without a glyph all
//! but their mark. A cell that runs over a page is two cells, the second without a number. The
//! other forms are for reading and are not read back.

mod actions;
mod edition;
mod error;
mod field;
mod fonts;
mod form;
mod glyphs;
mod large;
mod lines;
mod packet;
#[cfg(test)]
mod packet_proof;
mod pdf;
#[cfg(test)]
mod proof;
mod summary;
mod typst_world;
mod widths;

pub use edition::{Edition, PaperSize};
pub use error::Error;
pub use pdf::Standard;

use std::{collections::BTreeSet, path::Path};

use domain::sheet::Sheet;
use serde_json::{Value, json};

use fonts::Fonts;
use glyphs::Glyphs;
use typst_layout::PagedDocument;
use typst_world::Compiler;

/// A document.
#[derive(Debug, Clone)]
pub struct Typeset {
    /// Its bytes.
    pub pdf: Vec<u8>,
    /// Letters that no font of the machine has: ➀ is set as ①, a tab as a space, others as 〓.
    pub missing: Vec<char>,
    /// How many pages it has.
    pub pages: usize,
    /// Which standard it keeps.
    pub standard: Standard,
}

/// Sets documents with the fonts of the machine, which are looked for once.
pub struct Typesetter {
    fonts: Fonts,
    compiler: Compiler,
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typesetter").field("font", &self.font()).finish_non_exhaustive()
    }
}

impl Typesetter {
    /// Looks for the fonts of the system. `font` is the family, or the font file, to set with; the
    /// first known Japanese family when not given.
    pub fn new(font: Option<&str>) -> Result<Self, Error> {
        Ok(Self { fonts: Fonts::of_system(font)?, compiler: Compiler::new()? })
    }

    /// Looks for the fonts of one folder, and no others.
    pub fn with_folder(folder: &Path, font: Option<&str>) -> Result<Self, Error> {
        Ok(Self { fonts: Fonts::of_folder(folder, font)?, compiler: Compiler::new()? })
    }

    /// The family that sets the text.
    pub fn font(&self) -> &str {
        self.fonts.families.first().map_or("", String::as_str)
    }

    /// The official form: a table on A3, or large letters action by action on A4.
    pub fn sheet(
        &self,
        edition: &Edition,
        sheet: &Sheet,
        paper: PaperSize,
    ) -> Result<Typeset, Error> {
        match paper {
            PaperSize::A3 => self.set(form::TEMPLATE, |glyphs| form::whole(edition, sheet, glyphs)),
            PaperSize::A4 => {
                self.set(large::TEMPLATE, |glyphs| large::data(edition, sheet, glyphs))
            }
        }
    }

    /// A page for each action of the sheet. `others` are sheets of other years of the plan: what
    /// they say of the same action stands with it, year by year.
    pub fn actions(
        &self,
        edition: &Edition,
        sheet: &Sheet,
        others: &[Sheet],
    ) -> Result<Typeset, Error> {
        self.set(actions::TEMPLATE, |glyphs| actions::data(edition, sheet, others, glyphs))
    }

    /// The year on two pages; `previous` is last year's sheet. Long lists run on.
    pub fn summary(
        &self,
        edition: &Edition,
        sheet: &Sheet,
        previous: Option<&Sheet>,
    ) -> Result<Typeset, Error> {
        self.set(summary::TEMPLATE, |glyphs| summary::data(edition, sheet, previous, glyphs))
    }

    /// The council's packet: its two pages, the table, the indicators.
    pub fn packet(
        &self,
        edition: &Edition,
        sheet: &Sheet,
        packet: &::edition::Packet,
    ) -> Result<Typeset, Error> {
        self.set(form::TEMPLATE, |glyphs| packet::data(edition, sheet, packet, glyphs))
    }

    /// The rows of each section on pages of their own.
    pub fn sections(&self, edition: &Edition, sheet: &Sheet) -> Result<Typeset, Error> {
        self.set(form::TEMPLATE, |glyphs| form::by_section(edition, sheet, glyphs))
    }

    fn set(&self, template: &str, data: impl Fn(&mut Glyphs) -> Value) -> Result<Typeset, Error> {
        let (document, missing) = self.document(template, data)?;
        let (pdf, standard) = pdf::pdf(&document)?;
        Ok(Typeset { pdf, missing, pages: document.pages().len(), standard })
    }

    /// Sets the pages; a letter that turns out to have no glyph is replaced in a second pass.
    fn document(
        &self,
        template: &str,
        data: impl Fn(&mut Glyphs) -> Value,
    ) -> Result<(PagedDocument, Vec<char>), Error> {
        let store = &self.fonts.store;
        let mut refused = BTreeSet::new();
        loop {
            let mut glyphs = Glyphs::new(store.book(), &self.fonts.families, &refused);
            let mut data = data(&mut glyphs);
            data["fonts"] = json!(self.fonts.families);
            let missing = glyphs.missing();
            let (document, unset) = self.compiler.set(store, template, &data)?;
            if unset.is_subset(&refused) {
                return Ok((document, missing));
            }
            refused.extend(unset);
        }
    }
}
