//! The parts of a workbook: read within bounds, written the same on each machine.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Write},
};

use zip::{
    CompressionMethod, DateTime, System, ZipArchive, ZipWriter, result::ZipError,
    write::SimpleFileOptions,
};

use crate::error::Error;

/// The most parts; a workbook of a hundred worksheets with pictures has a few hundred.
pub const MOST_PARTS: usize = 5_000;
/// The most bytes that are unpacked, all parts together: forms have some hundred kilobytes.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Parts by their names.
pub(crate) type FormParts = BTreeMap<String, Vec<u8>>;

/// The parts of a workbook.
pub(crate) fn read(bytes: &[u8]) -> Result<FormParts, Error> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Error::Locked);
    }
    if !bytes.starts_with(b"PK") {
        return Err(Error::NotAWorkbook);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(unopened)?;
    if archive.len() > MOST_PARTS {
        return Err(Error::TooLarge(format!("中に{}個のファイルがあります", archive.len())));
    }
    // Of two parts of one name each program reads another; parts that overlap unpack to much
    let overlaps = archive.has_overlapping_files().map_err(unopened)?;
    if archive.has_duplicate_names() || overlaps {
        return Err(Error::damaged("同じ名前の部品が2つあります"));
    }
    let (mut parts, mut left) = (FormParts::new(), MOST_BYTES);
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(unopened)?;
        if part.is_dir() {
            continue;
        }
        let name = part.name().map_err(unopened)?.into_owned();
        let mut unpacked = Vec::new();
        part.by_ref()
            .take(left + 1)
            .read_to_end(&mut unpacked)
            .map_err(|_| Error::damaged("圧縮された内容が途中で切れています"))?;
        left = left.checked_sub(unpacked.len() as u64).ok_or_else(|| {
            Error::TooLarge(format!("展開すると{}MBを超えます", MOST_BYTES >> 20))
        })?;
        parts.insert(name, unpacked);
    }
    Ok(parts)
}

fn unopened(error: ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Error::Locked,
        error => Error::damaged(error),
    }
}

/// Packs parts in the order of their names, which has the list of their types first.
pub(crate) fn written(parts: &FormParts) -> Result<Vec<u8>, Error> {
    // Every field that a zip takes from its machine is given: system, mode, time
    let options = SimpleFileOptions::DEFAULT
        .compression_method(CompressionMethod::Deflated)
        .system(System::Unix)
        .unix_permissions(0o644)
        .last_modified_time(DateTime::DEFAULT);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options).map_err(|_| Error::Unwritable)?;
        zip.write_all(bytes).map_err(|_| Error::Unwritable)?;
    }
    Ok(zip.finish().map_err(|_| Error::Unwritable)?.into_inner())
}
