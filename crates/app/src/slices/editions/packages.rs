//! Packages of editions (版の一式): made, verified, compared with what was published.

use std::path::{Path, PathBuf};

use edition::{DerivedFile, EditionContent};
use package::{
    FolderComparison, KnownSigners, OpenedPackage, PackageChecks, PackageReport, PackageVariant,
    PackedEdition, SigningKey,
};
use store::StoredEdition;

use crate::{App, Error, Result, kit::files};

/// More files and folders of a folder are not read.
const MOST: usize = 20_000;

impl From<package::Error> for Error {
    fn from(error: package::Error) -> Self {
        Self::Refused(error.to_string())
    }
}

/// The files of an edition with their bytes.
pub(crate) async fn files_of(app: &App, of: &StoredEdition) -> Result<Vec<DerivedFile>> {
    let mut tx = app.store.read().await?;
    let mut files = Vec::new();
    for file in tx.edition_files(&of.id).await? {
        let (_, bytes) = tx.edition_file(&of.id, &file.name).await?;
        files.push(DerivedFile { name: file.name, media_type: "", bytes });
    }
    Ok(files)
}

/// The package of an edition, signed where a key is given.
pub(crate) async fn packed(
    app: &App,
    of: &StoredEdition,
    key: Option<SigningKey>,
) -> Result<PackedEdition> {
    let files = files_of(app, of).await?;
    let made = move || package::pack(&files, PackageVariant::Whole, key.as_ref(), &[]);
    Ok(app.desk.run(made).await??)
}

/// The public site of an edition as a zip.
pub(crate) async fn site_zip(app: &App, of: &StoredEdition) -> Result<PackedEdition> {
    let files = files_of(app, of).await?;
    let made = app.desk.run(move || package::site_folder(&files)).await??;
    made.ok_or_else(|| {
        Error::Absent(
            "この版には公表用のページがありません。公表の版（公表第1版など）を選んでください。"
                .to_owned(),
        )
    })
}

/// The files that are made anew of a document to the same bytes.
fn derived(content: &EditionContent) -> Vec<DerivedFile> {
    opendata::files(content).unwrap_or_default()
}

/// Whether a package, a zip or a folder, is what was packed.
pub(crate) fn verified(path: &Path, signers: &KnownSigners) -> Result<PackageReport> {
    let opened = if path.is_dir() {
        OpenedPackage::of_folder(folder(path)?)?
    } else {
        OpenedPackage::of_zip(&files::bytes(path)?)?
    };
    let checks =
        PackageChecks { signers, editions: &[], derive: &derived, cells: &opendata::disagreements };
    Ok(package::verify(&opened, &checks))
}

/// What is published, a zip or a folder, beside an edition's files.
pub(crate) fn compared(path: &Path, frozen: &[DerivedFile]) -> Result<FolderComparison> {
    let published =
        if path.is_dir() { folder(path)? } else { package::files_of_zip(&files::bytes(path)?)? };
    Ok(package::compare(frozen, &published))
}

/// The files of a folder by their paths within it.
fn folder(path: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut open: Vec<PathBuf> = vec![path.to_owned()];
    let mut found = Vec::new();
    while let Some(at) = open.pop() {
        let listed = std::fs::read_dir(&at).map_err(|error| files::unopened(&at, &error))?;
        for entry in listed {
            let entry = entry.map_err(|error| files::unopened(&at, &error))?;
            let kind = entry.file_type().map_err(|error| files::unopened(&at, &error))?;
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file() {
                let inner = entry.path();
                let name = inner.strip_prefix(path).unwrap_or(&inner);
                let name = name.to_string_lossy();
                let own = |c| if c == std::path::MAIN_SEPARATOR { '/' } else { c };
                let name = name.chars().map(own).collect();
                found.push((name, files::bytes(&inner)?));
            }
            if found.len() + open.len() > MOST {
                return Err(Error::Refused(format!(
                    "「{}」のファイルが多すぎます。版の一式だけを入れたフォルダーを指定してください。",
                    path.display()
                )));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Writes the site of an edition into a folder that is new or empty; answers how many files it has.
pub(crate) fn write_site(files: &[DerivedFile], to: &Path) -> Result<usize> {
    let unwritten = |path: &Path, error: &std::io::Error| {
        Error::Refused(format!("「{}」に書き込めません（{error}）。", path.display()))
    };
    std::fs::create_dir_all(to).map_err(|error| unwritten(to, &error))?;
    let mut inside = std::fs::read_dir(to).map_err(|error| unwritten(to, &error))?;
    if inside.next().is_some() {
        return Err(Error::Refused(format!(
            "「{}」は空のフォルダーではありません。新しいフォルダーを指定してください。",
            to.display()
        )));
    }
    let mut count = 0;
    for file in files {
        let Some(name) = file.name.strip_prefix("site/") else { continue };
        let path = to.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|error| unwritten(parent, &error))?;
        }
        std::fs::write(&path, &file.bytes).map_err(|error| unwritten(&path, &error))?;
        count += 1;
    }
    Ok(count)
}
