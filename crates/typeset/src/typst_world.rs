//! Documents compiled by typst. Its [`World`] is two templates, the data and the fonts; nothing
//! else can be reached.

use std::collections::BTreeSet;

use serde_json::Value;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;

use crate::{error::Error, glyphs};

/// How many renders a part of typst's cache stays unused before it is forgotten.
const KEPT_RENDERS: usize = 10;

/// What all documents share.
const BASE: &str = include_str!("typ/base.typ");

/// The names of the files. A name is kept for the life of the program, so there are only these.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FileNames {
    main: FileId,
    base: FileId,
    data: FileId,
}

impl FileNames {
    pub(crate) fn new() -> Result<Self, Error> {
        let name = |path: &str| {
            let path = VirtualPath::new(path)
                .map_err(|why| Error::Typesetting(vec![format!("{why:?}")]))?;
            Ok(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        Ok(Self { main: name("main.typ")?, base: name("base.typ")?, data: name("data.json")? })
    }
}

/// Compiles documents: what is the same for all of them.
pub(crate) struct Compiler {
    library: LazyHash<Library>,
    names: FileNames,
}

impl Compiler {
    pub(crate) fn new() -> Result<Self, Error> {
        Ok(Self { library: LazyHash::new(Library::default()), names: FileNames::new()? })
    }

    /// Sets a document and says which letters had no glyph.
    pub(crate) fn set(
        &self,
        fonts: &FontStore,
        template: &str,
        data: &Value,
    ) -> Result<(PagedDocument, BTreeSet<char>), Error> {
        let world = TypstWorld {
            compiler: self,
            fonts,
            main: Source::new(self.names.main, template.to_owned()),
            base: Source::new(self.names.base, BASE.to_owned()),
            data: Bytes::from_string(data.to_string()),
        };
        let set = typst::compile::<PagedDocument>(&world).output;
        typst::comemo::evict(KEPT_RENDERS);
        let document = set.map_err(|errors| Error::of(&errors))?;
        let mut missing = BTreeSet::new();
        document.pages().iter().for_each(|page| glyphs::without_glyph(&page.frame, &mut missing));
        Ok((document, missing))
    }
}

/// What typst may ask for while it compiles one document.
struct TypstWorld<'a> {
    compiler: &'a Compiler,
    fonts: &'a FontStore,
    main: Source,
    base: Source,
    data: Bytes,
}

impl World for TypstWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.compiler.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.compiler.names.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id {
            id if id == self.compiler.names.main => Ok(self.main.clone()),
            id if id == self.compiler.names.base => Ok(self.base.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.compiler.names.data {
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
