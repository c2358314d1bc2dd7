//! Many workbooks for replies in one zip, as a secretariat gathers them; bounded in number and size.

use std::io::{Cursor, Read};

use domain::reply_workbook::ReturnedWorkbook;
use encoding_rs::SHIFT_JIS;
use zip::{ZipArchive, read::ZipFile, result::ZipError};

use super::read::{reply_workbook, within};
use crate::{
    allowance::Allowance,
    size::{LARGEST_FILE, check_size},
    unreadable::Unreadable,
};

/// The most files; a city has about sixty sections, and some send twice.
const MOST_FILES: usize = 500;

/// The most that all files together may unpack to.
const MOST_BYTES: u64 = 300 * 1024 * 1024;

/// What other systems put into a zip beside its files.
const ASIDE: [&str; 4] = ["__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini"];

/// A file of a zip.
#[derive(Debug)]
pub struct BundleFile {
    /// Its name, with its folders.
    pub name: String,
    /// Its bytes; none where they were not unpacked.
    pub bytes: Vec<u8>,
    /// What it says, or why it is not read.
    pub read: Result<ReturnedWorkbook, Unreadable>,
}

/// What a zip is called that is no workbook.
const ZIP: Unreadable = Unreadable::NoReplies("ZIP形式の圧縮ファイル");

/// Reads a file that may be one workbook or a zip of many.
pub fn reply_workbooks(name: &str, bytes: Vec<u8>) -> Result<Vec<BundleFile>, Unreadable> {
    match reply_workbook(&bytes) {
        Err(why) if why == ZIP => reply_bundle(&bytes),
        read => Ok(vec![BundleFile { name: name.to_owned(), bytes, read }]),
    }
}

/// Reads every workbook of a zip. One that cannot be read stands in the way of no other.
pub fn reply_bundle(bytes: &[u8]) -> Result<Vec<BundleFile>, Unreadable> {
    check_size(bytes.len() as u64)?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > MOST_FILES {
        return Err(Unreadable::BundleTooMuch(format!("{} 個のファイル", archive.len())));
    }
    let (mut entries, mut left) = (Vec::new(), MOST_BYTES);
    let allowance = Allowance::default();
    for at in 0..archive.len() {
        let raw = archive.by_index_raw(at).map_err(|_| damaged())?;
        let name = name(raw.name_raw());
        let skipped = raw.is_dir() || is_aside(&name);
        drop(raw);
        if !skipped {
            entries.push(entry(name, archive.by_index(at), &mut left, &allowance)?);
        }
    }
    if entries.is_empty() { Err(Unreadable::BundleEmpty) } else { Ok(entries) }
}

fn entry(
    name: String,
    file: Result<ZipFile<'_, Cursor<&[u8]>>, ZipError>,
    left: &mut u64,
    allowance: &Allowance,
) -> Result<BundleFile, Unreadable> {
    let refused = |why| Ok(BundleFile { name: name.clone(), bytes: Vec::new(), read: Err(why) });
    let file = match file {
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
            return refused(Unreadable::Protected);
        }
        Err(_) => return refused(damaged()),
        Ok(file) => file,
    };
    // What is told of its size may be wrong: only what comes out counts
    let most = LARGEST_FILE.min(*left);
    let mut bytes = Vec::new();
    if file.take(most + 1).read_to_end(&mut bytes).is_err() {
        return refused(damaged());
    }
    let size = bytes.len() as u64;
    if size > *left {
        let detail = format!("展開後 {} MB 以上", MOST_BYTES >> 20);
        return Err(Unreadable::BundleTooMuch(detail));
    }
    *left -= size.min(*left);
    if let Err(why) = check_size(size) {
        return refused(why);
    }
    let read = match within(&bytes, allowance) {
        Err(why) if why == ZIP => Err(Unreadable::BundleNested),
        read => read,
    };
    Ok(BundleFile { name, bytes, read })
}

/// A name in UTF-8, or in CP932, in which Windows writes it.
fn name(raw: &[u8]) -> String {
    let name = std::str::from_utf8(raw)
        .map_or_else(|_| SHIFT_JIS.decode_without_bom_handling(raw).0.into_owned(), str::to_owned);
    name.replace('\\', "/")
}

/// Whether a name is none of a person's files: what systems add, and the locks of open files.
fn is_aside(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.is_empty() || last.starts_with("~$") || ASIDE.iter().any(|aside| name.contains(aside))
}

fn damaged() -> Unreadable {
    Unreadable::Damaged("ZIPファイルとして読めません".to_owned())
}
