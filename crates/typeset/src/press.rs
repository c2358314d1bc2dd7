//! The world that typst sees: two templates, the data, the fonts. Nothing else can be reached.

use std::collections::BTreeSet;

use serde_json::Value;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{Error, Standard, letters};

/// How many renders a part of typst's cache stays unused before it is forgotten.
const KEPT_RENDERS: usize = 10;

/// What all documents share.
const BASE: &str = include_str!("typ/base.typ");

/// The names of the files. A name is kept for the life of the program, so there are only these.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names {
    main: FileId,
    base: FileId,
    data: FileId,
}

impl Names {
    pub(crate) fn new() -> Result<Self, Error> {
        let name = |path: &str| {
            let path = VirtualPath::new(path)
                .map_err(|why| Error::Typesetting(vec![format!("{why:?}")]))?;
            Ok(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        Ok(Self { main: name("main.typ")?, base: name("base.typ")?, data: name("data.json")? })
    }
}

/// The part that is the same for every document.
pub(crate) struct Press {
    library: LazyHash<Library>,
    names: Names,
}

impl Press {
    pub(crate) fn new() -> Result<Self, Error> {
        Ok(Self { library: LazyHash::new(Library::default()), names: Names::new()? })
    }

    /// Sets a document and says which letters had no glyph.
    pub(crate) fn set(
        &self,
        fonts: &FontStore,
        template: &str,
        data: &Value,
    ) -> Result<(PagedDocument, BTreeSet<char>), Error> {
        let desk = Desk {
            press: self,
            fonts,
            main: Source::new(self.names.main, template.to_owned()),
            base: Source::new(self.names.base, BASE.to_owned()),
            data: Bytes::from_string(data.to_string()),
        };
        let set = typst::compile::<PagedDocument>(&desk).output;
        typst::comemo::evict(KEPT_RENDERS);
        let document = set.map_err(|errors| refused(&errors))?;
        let mut missing = BTreeSet::new();
        document.pages().iter().for_each(|page| letters::without_glyph(&page.frame, &mut missing));
        Ok((document, missing))
    }
}

/// The document as PDF/UA-1; where that is refused, as a tagged PDF without the name.
pub(crate) fn pdf(document: &PagedDocument) -> Result<(Vec<u8>, Standard), Error> {
    let accessible = PdfStandards::new(&[PdfStandard::Ua_1]).ok();
    let accessible = accessible.and_then(|ua| typst_pdf::pdf(document, &options(ua)).ok());
    if let Some(pdf) = accessible {
        return Ok((pdf, Standard::Ua1));
    }
    let plain = typst_pdf::pdf(document, &options(PdfStandards::default()));
    plain.map(|pdf| (pdf, Standard::Tagged)).map_err(|errors| refused(&errors))
}

fn options(standards: PdfStandards) -> PdfOptions {
    let creator = Smart::Custom(Some("Sasae".to_owned()));
    PdfOptions { standards, creator, ..PdfOptions::default() }
}

fn refused(errors: &[SourceDiagnostic]) -> Error {
    Error::Typesetting(errors.iter().map(|error| error.message.to_string()).collect())
}

struct Desk<'a> {
    press: &'a Press,
    fonts: &'a FontStore,
    main: Source,
    base: Source,
    data: Bytes,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.press.names.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id {
            id if id == self.press.names.main => Ok(self.main.clone()),
            id if id == self.press.names.base => Ok(self.base.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.press.names.data {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// A document says the date that it is given, never the clock's.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
