//! The parts of a packed workbook, measured before they are unpacked.

use std::{
    collections::BTreeMap,
    io::{self, Cursor, Read},
};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use zip::{ZipArchive, result::ZipError};

use super::{markup::Markup, refusal::damaged};
use crate::{allowance::Allowance, unreadable::Unreadable};

/// The most that one part may unpack to for each of its bytes, once it is large. Deflate reaches
/// about 1,030 on zeros; worksheets of formatted empty cells stay below 100.
const MOST_RATIO: u64 = 200;
const LARGE: u64 = 20 * 1024 * 1024;
/// The most parts; a workbook of a hundred worksheets with pictures has a few hundred.
const MOST_PARTS: usize = 5_000;

/// Where the workbook of an xlsb file stands.
pub(super) const BINARY_BOOK: &str = "xl/workbook.bin";

/// What a zip is.
pub(super) enum WorkbookKind {
    Xlsx,
    Xlsb,
    Ods,
}

/// An opened zip, with what each part unpacks to.
pub(super) struct WorkbookParts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    sizes: Vec<u64>,
    /// Where each part stands, by its name as [`plain_name`] writes it.
    places: BTreeMap<String, usize>,
}

impl<'a> WorkbookParts<'a> {
    /// Opens a zip and measures what it unpacks to.
    pub(super) fn open(bytes: &'a [u8], allowance: &Allowance) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Unreadable::Protected,
            ZipError::InvalidArchive(_) | ZipError::Io(_) => {
                Unreadable::Damaged("圧縮ファイルの終わりが見つかりません".to_owned())
            }
            error => damaged(error),
        })?;
        let names = archive.file_names_raw().map(String::from_utf8_lossy);
        let places = names.enumerate().map(|(at, name)| (plain_name(&name), at)).collect();
        let mut parts = Self { archive, sizes: Vec::new(), places };
        parts.measure(allowance)?;
        Ok(parts)
    }

    /// What it holds.
    pub(super) fn kind(&mut self) -> Result<WorkbookKind, Unreadable> {
        let has = |name: &str| self.has(name);
        let starts = |folder: &str| self.places.keys().any(|known| known.starts_with(folder));
        match () {
            () if has(BINARY_BOOK) => Ok(WorkbookKind::Xlsb),
            () if starts("xl/") || has("workbook.xml") => Ok(WorkbookKind::Xlsx),
            () if starts("word/") => Err(Unreadable::OtherKind("Word文書")),
            () if starts("ppt/") => Err(Unreadable::OtherKind("PowerPoint文書")),
            () if has("mimetype") && has("content.xml") => self.open_document(),
            () if starts("index/") => Err(Unreadable::OtherKind("Numbers形式のファイル")),
            () => Err(Unreadable::OtherKind("ZIP形式の圧縮ファイル")),
        }
    }

    fn open_document(&mut self) -> Result<WorkbookKind, Unreadable> {
        let kind = self.text("mimetype")?;
        if self.text("META-INF/manifest.xml").is_ok_and(|list| list.contains("encryption-data")) {
            return Err(Unreadable::Protected);
        }
        match kind.trim().strip_prefix("application/vnd.oasis.opendocument.") {
            Some(kind) if kind.starts_with("spreadsheet") => Ok(WorkbookKind::Ods),
            Some(kind) if kind.starts_with("text") => {
                Err(Unreadable::OtherKind("OpenDocumentの文書"))
            }
            _ => Err(Unreadable::OtherKind("表計算ではないOpenDocumentファイル")),
        }
    }

    /// Unpacks every part once, into nothing, and counts.
    fn measure(&mut self, allowance: &Allowance) -> Result<(), Unreadable> {
        let refuse = |detail: String| Err(Unreadable::Unpacks { detail });
        if self.archive.len() > MOST_PARTS {
            return refuse(format!("中に {} 個のファイルがあります", self.archive.len()));
        }
        let mut markup = Markup::default();
        for at in 0..self.archive.len() {
            let mut part = match self.archive.by_index(at) {
                Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                    return Err(Unreadable::Protected);
                }
                part => part.map_err(damaged)?,
            };
            let declared = part.size();
            let packed = part.compressed_size().max(1);
            let left = allowance.bytes();
            if declared > left {
                allowance.unpacked(declared)?;
            }
            let mut limited = part.by_ref().take(left + 1);
            markup.begin();
            let actual = io::copy(&mut limited, &mut markup).map_err(|_| {
                Unreadable::Damaged(
                    "圧縮された内容が途中で切れているか、書き換わっています".to_owned(),
                )
            })?;
            allowance.unpacked(actual)?;
            markup.check()?;
            if actual > LARGE && actual / packed > MOST_RATIO {
                return refuse(format!("圧縮率 {} 倍", actual / packed));
            }
            self.sizes.push(actual);
        }
        Ok(())
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&plain_name(name))
    }

    /// What a part unpacks to; the largest one where the name is not known.
    pub(super) fn size(&self, name: &str) -> u64 {
        let at = self.places.get(&plain_name(name));
        let known = at.and_then(|at| self.sizes.get(*at));
        known.or(self.sizes.iter().max()).copied().unwrap_or(0)
    }

    /// The text of a part.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Unreadable> {
        decoded(self.bytes(name)?)
    }

    /// The bytes of a part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Unreadable> {
        let missing = || Unreadable::Damaged(format!("{name} がありません"));
        let at = *self.places.get(&plain_name(name)).ok_or_else(missing)?;
        let mut part = self.archive.by_index(at).map_err(damaged)?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(damaged)?;
        Ok(bytes)
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive
            .file_names_raw()
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .collect()
    }
}

/// A part's name in the one form under which it is looked for: programs differ in slashes and case.
fn plain_name(name: &str) -> String {
    let name = name.replace('\\', "/").to_ascii_lowercase();
    name.trim_start_matches("./").trim_start_matches('/').to_owned()
}

/// The text of a part: UTF-8, or UTF-16 with a mark or by its first character.
fn decoded(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let wide: [(&[u8], &'static Encoding); 4] =
        [(b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE), (b"<\0", UTF_16LE), (b"\0<", UTF_16BE)];
    if let Some((_, encoding)) = wide.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        let (text, failed) = encoding.decode_with_bom_removal(&bytes);
        return if failed { Err(damaged("UTF-16")) } else { Ok(text.into_owned()) };
    }
    let text = String::from_utf8(bytes).map_err(damaged)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
