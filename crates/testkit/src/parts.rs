//! The parts of a workbook's zip, changed one by one.

use std::io::{Cursor, Read, Write};

use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The parts of a zip by their names.
pub type Parts = Vec<(String, Vec<u8>)>;

/// The parts of a zip.
pub fn unzipped(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.push((part.name().unwrap().into_owned(), bytes));
    }
    parts
}

/// A zip of parts.
pub fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The workbook with one text of its XML in another's place.
pub fn patched(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut parts = unzipped(bytes);
    let mut found = 0;
    for (_, part) in &mut parts {
        if let Ok(text) = String::from_utf8(part.clone()) {
            found += text.matches(from).count();
            *part = text.replace(from, to).into_bytes();
        }
    }
    assert!(found > 0, "{from} is nowhere");
    zipped(&parts)
}
