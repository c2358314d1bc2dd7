//! A package as it was received: nothing is believed of it yet.

use edition::EditionContent;

use crate::{
    archive::{self, Bounds, Files},
    bag,
    error::Error,
    info,
    variant::PackageVariant,
};

/// The files of a zip by their paths, within the bounds of a package.
pub fn files_of_zip(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Error> {
    archive::read(bytes, Bounds::EDITION).map(|files| files.into_iter().collect())
}

/// An opened package: its files by their paths from the folder in which its lists stand.
#[derive(Debug)]
pub struct OpenedPackage {
    pub(crate) files: Files,
}

impl OpenedPackage {
    /// Opens a zip.
    pub fn of_zip(bytes: &[u8]) -> Result<Self, Error> {
        Self::within(bytes, Bounds::EDITION)
    }

    /// The same within other bounds.
    pub(crate) fn within(bytes: &[u8], bounds: Bounds) -> Result<Self, Error> {
        Self::of(archive::read(bytes, bounds)?)
    }

    /// Opens a folder whose files somebody read; the paths are those within the folder.
    pub fn of_folder(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Self, Error> {
        Self::of(archive::gathered(files)?)
    }

    /// A package has one folder at the top; a folder that was opened by itself has none. What stands
    /// outside it keeps a path that no list names.
    fn of(files: Files) -> Result<Self, Error> {
        let top = top(&files).ok_or(Error::NoPackage)?;
        let named = files.into_iter().map(|(path, bytes)| match path.strip_prefix(&top) {
            Some(inside) => (inside.to_owned(), bytes),
            None => (format!("../{path}"), bytes),
        });
        Ok(Self { files: named.collect() })
    }

    /// A file of the package; those of the edition stand under `data/`.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// What the edition says; none where the package holds no document or one that is not read.
    /// [`verify`](crate::verify) tells whether it may be believed.
    pub fn content(&self) -> Option<EditionContent> {
        serde_json::from_slice(self.file(bag::DOCUMENT)?).ok()
    }

    /// Whether it is a variant without the document.
    pub(crate) fn is_sanitised(&self) -> bool {
        let info = self.file(bag::INFO).unwrap_or_default();
        info::value(info, info::VARIANT) == PackageVariant::Sanitised.code()
    }
}

/// The folder in which a package's lists stand: the files' own or one at the top.
fn top(files: &Files) -> Option<String> {
    let lists = [bag::MANIFEST, bag::TAG_MANIFEST, bag::DECLARATION, bag::INFO];
    let tops = files.keys().filter_map(|path| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        (lists.contains(&name) && !folder.contains('/')).then_some(folder)
    });
    // Sorted: the files' own folder, which has no name, stands before others
    let top = tops.min()?;
    Some(if top.is_empty() { String::new() } else { format!("{top}/") })
}
