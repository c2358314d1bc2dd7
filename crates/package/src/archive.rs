//! Zip files: written the same on each machine, read within bounds.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Write},
};

use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::error::Error;

/// The most files that are opened; an edition of a thousand actions has about two thousand.
pub const MOST_FILES: usize = 20_000;
/// The most bytes that are opened, all files together: an edition of 100 actions has 4 MB with its
/// site, and some more with its PDFs.
pub const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// The most files of all that a city carries away: a hundred editions with their sites.
pub(crate) const MOST_CARRIED: usize = 200_000;

/// How much of a zip is opened.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// The most files.
    pub(crate) files: usize,
    /// The most bytes, all files together.
    pub(crate) bytes: u64,
}

impl Bounds {
    /// Those of an edition.
    pub(crate) const EDITION: Self = Self { files: MOST_FILES, bytes: MOST_BYTES };
}

/// Files by their paths.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Packs files under one folder, in the order of their names.
pub(crate) fn written(folder: &str, files: &Files) -> Result<Vec<u8>, Error> {
    // Every field that a zip takes from its machine is given: system, mode, time
    let options = SimpleFileOptions::DEFAULT
        .compression_method(CompressionMethod::Deflated)
        .system(System::Unix)
        .unix_permissions(0o644)
        .last_modified_time(DateTime::DEFAULT);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(format!("{folder}/{path}"), options).map_err(|_| Error::Unwritable)?;
        zip.write_all(bytes).map_err(|_| Error::Unwritable)?;
    }
    Ok(zip.finish().map_err(|_| Error::Unwritable)?.into_inner())
}

/// The files of a zip; entries of folders are left out.
pub(crate) fn read(bytes: &[u8], bounds: Bounds) -> Result<Files, Error> {
    if !bytes.starts_with(b"PK") {
        return Err(Error::NotAZip);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::DamagedZip)?;
    if archive.len() > bounds.files {
        return Err(too_many(archive.len(), bounds));
    }
    // Of two files of one name each program unpacks another; entries that overlap unpack to much
    let overlaps = archive.has_overlapping_files().map_err(|_| Error::DamagedZip)?;
    if archive.has_duplicate_names() || overlaps {
        return Err(Error::DamagedZip);
    }
    let mut files = Gathered::within(bounds);
    for at in 0..archive.len() {
        let entry = archive.by_index_data(at).map_err(|_| Error::DamagedZip)?;
        let name = entry.name().map_err(|_| Error::DamagedZip)?.into_owned();
        if entry.encrypted() {
            return Err(Error::PasswordedZip);
        }
        if entry.is_symlink() || entry.unix_mode().is_some_and(is_special) {
            return Err(Error::LinkInside(name));
        }
        if entry.is_dir() {
            safe(name.trim_end_matches('/'))?;
            continue;
        }
        let mut file = archive.by_index(at).map_err(|_| Error::DamagedZip)?;
        let mut unpacked = Vec::new();
        let limit = files.left() + 1;
        file.by_ref().take(limit).read_to_end(&mut unpacked).map_err(|_| Error::DamagedZip)?;
        files.add(name, unpacked)?;
    }
    Ok(files.files)
}

/// The files of a folder that somebody read, held to the bounds of a zip.
pub(crate) fn gathered(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Files, Error> {
    let mut gathered = Gathered::within(Bounds::EDITION);
    for (path, bytes) in files {
        gathered.add(path.replace('\\', "/"), bytes)?;
    }
    Ok(gathered.files)
}

/// Files with the sum of their bytes.
struct Gathered {
    files: Files,
    bytes: u64,
    bounds: Bounds,
}

impl Gathered {
    fn within(bounds: Bounds) -> Self {
        Self { files: Files::new(), bytes: 0, bounds }
    }

    fn left(&self) -> u64 {
        self.bounds.bytes.saturating_sub(self.bytes)
    }

    fn add(&mut self, path: String, bytes: Vec<u8>) -> Result<(), Error> {
        safe(&path)?;
        self.bytes += bytes.len() as u64;
        let most = self.bounds.bytes;
        if self.bytes > most {
            return Err(Error::TooLarge(format!("展開すると {} MB を超えます", most >> 20)));
        }
        if self.files.len() == self.bounds.files {
            return Err(too_many(self.bounds.files + 1, self.bounds));
        }
        match self.files.insert(path.clone(), bytes) {
            Some(_) => Err(Error::NameTwice(path)),
            None => Ok(()),
        }
    }
}

fn too_many(files: usize, bounds: Bounds) -> Error {
    let most = bounds.files;
    Error::TooLarge(format!("ファイルが {files} 個あります。開けるのは {most} 個までです"))
}

/// Neither a file nor a folder by its Unix mode; a zip of another system states no kind.
fn is_special(mode: u32) -> bool {
    !matches!(mode & 0o170_000, 0 | 0o040_000 | 0o100_000)
}

/// Refuses a path that does not stay within its folder on every machine.
fn safe(path: &str) -> Result<(), Error> {
    let is_unfit = |c: char| c.is_control() || matches!(c, '\\' | ':');
    let mut segments = path.split('/');
    if path.contains(is_unfit) || segments.any(|one| matches!(one, "" | "." | "..")) {
        return Err(Error::UnsafePath(path.escape_default().to_string()));
    }
    Ok(())
}
