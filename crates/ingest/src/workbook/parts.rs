//! The parts of a packed workbook, measured before they are unpacked.

use std::io::{self, Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use super::refusal::damaged;
use crate::unreadable::Unreadable;

/// The most that all parts together may unpack to.
const MOST_BYTES: u64 = 300 * 1024 * 1024;
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

/// An opened zip.
pub(super) struct WorkbookParts<'a>(ZipArchive<Cursor<&'a [u8]>>);

impl<'a> WorkbookParts<'a> {
    /// Opens a zip and measures what it unpacks to.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Unreadable::Protected,
            ZipError::InvalidArchive(_) | ZipError::Io(_) => {
                Unreadable::Damaged("圧縮ファイルの終わりが見つかりません".to_owned())
            }
            error => damaged(error),
        })?;
        let mut parts = Self(archive);
        parts.measure()?;
        Ok(parts)
    }

    /// What it holds.
    pub(super) fn kind(&mut self) -> Result<WorkbookKind, Unreadable> {
        let has = |name: &str| self.0.file_names_raw().any(|known| known == name.as_bytes());
        let starts = |folder: &str| {
            self.0.file_names_raw().any(|known| known.starts_with(folder.as_bytes()))
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
    fn measure(&mut self) -> Result<(), Unreadable> {
        let refuse = |detail: String| Err(Unreadable::Unpacks { detail });
        if self.0.len() > MOST_PARTS {
            return refuse(format!("中に {} 個のファイルがあります", self.0.len()));
        }
        let mut total = 0_u64;
        for at in 0..self.0.len() {
            let mut part = match self.0.by_index(at) {
                Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                    return Err(Unreadable::Protected);
                }
                part => part.map_err(damaged)?,
            };
            let declared = part.size();
            let packed = part.compressed_size().max(1);
            let left = MOST_BYTES.saturating_sub(total);
            if declared > left {
                return refuse(format!("展開後 {} MB 以上", (total + declared) >> 20));
            }
            let mut limited = part.by_ref().take(left + 1);
            let actual = io::copy(&mut limited, &mut io::sink()).map_err(|_| {
                Unreadable::Damaged(
                    "圧縮された内容が途中で切れているか、書き換わっています".to_owned(),
                )
            })?;
            total += actual;
            if total > MOST_BYTES {
                return refuse(format!("展開後 {} MB 以上", MOST_BYTES >> 20));
            }
            if actual > LARGE && actual / packed > MOST_RATIO {
                return refuse(format!("圧縮率 {} 倍", actual / packed));
            }
        }
        Ok(())
    }

    /// The text of a part.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Unreadable> {
        let mut part = self.0.by_name(name).map_err(damaged)?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(damaged)?;
        let text = String::from_utf8(bytes).map_err(damaged)?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    /// The first bytes of a part as text.
    pub(super) fn beginning(&mut self, name: &str, bytes: u64) -> Result<String, Unreadable> {
        let part = self.0.by_name(name).map_err(damaged)?;
        let mut begins = Vec::new();
        part.take(bytes).read_to_end(&mut begins).map_err(damaged)?;
        Ok(String::from_utf8_lossy(&begins).into_owned())
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.0.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect()
    }
}
