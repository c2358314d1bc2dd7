//! The parts of a packed workbook, measured before they are unpacked.

use std::io::{self, Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use super::{markup::Markup, refusal::damaged};
use crate::{allowance::Allowance, unreadable::Unreadable};

/// The most that one part may unpack to for each of its bytes, once it is large. Deflate reaches
/// about 1,030 on zeros; worksheets of formatted empty cells stay below 100.
const MOST_RATIO: u64 = 200;
const LARGE: u64 = 20 * 1024 * 1024;
/// The most parts; a workbook of a hundred worksheets with pictures has a few hundred.
const MOST_PARTS: usize = 5_000;

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
        let mut parts = Self { archive, sizes: Vec::new() };
        parts.measure(allowance)?;
        Ok(parts)
    }

    /// What it holds.
    pub(super) fn kind(&mut self) -> Result<WorkbookKind, Unreadable> {
        let has = |name: &str| self.archive.file_names_raw().any(|known| known == name.as_bytes());
        let starts = |folder: &str| {
            self.archive.file_names_raw().any(|known| known.starts_with(folder.as_bytes()))
        };
        match () {
            () if has("xl/workbook.bin") => Ok(WorkbookKind::Xlsb),
            () if starts("xl/") || has("xl/workbook.xml") => Ok(WorkbookKind::Xlsx),
            () if starts("word/") => Err(Unreadable::OtherKind("Word文書")),
            () if starts("ppt/") => Err(Unreadable::OtherKind("PowerPoint文書")),
            () if has("mimetype") && has("content.xml") => self.open_document(),
            () if starts("Index/") => Err(Unreadable::OtherKind("Numbers形式のファイル")),
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

    /// What a part unpacks to; the largest one where the name is not known.
    pub(super) fn size(&self, name: Option<&str>) -> u64 {
        let at = name.and_then(|name| self.archive.index_for_name(name));
        let known = at.and_then(|at| self.sizes.get(at));
        known.or(self.sizes.iter().max()).copied().unwrap_or(0)
    }

    /// The text of a part.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Unreadable> {
        let mut part = self.archive.by_name(name).map_err(damaged)?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(damaged)?;
        let text = String::from_utf8(bytes).map_err(damaged)?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    /// The first bytes of a part as text.
    pub(super) fn beginning(&mut self, name: &str, bytes: u64) -> Result<String, Unreadable> {
        let part = self.archive.by_name(name).map_err(damaged)?;
        let mut begins = Vec::new();
        part.take(bytes).read_to_end(&mut begins).map_err(damaged)?;
        Ok(String::from_utf8_lossy(&begins).into_owned())
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive
            .file_names_raw()
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .collect()
    }
}
