//! What a file is, by its first bytes; and text in whatever encoding it came.

use std::borrow::Cow;

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_16BE, UTF_16LE};

use crate::{size::check_size, unreadable::Unreadable};

/// A file that may be a sheet.
pub(crate) enum Content<'a> {
    /// A zip: xlsx, xlsm, xlsb, ods or something else.
    Packed,
    /// A PDF file.
    Pdf,
    /// A compound file: xls, an encrypted workbook or something else.
    Compound,
    /// JSON, Sasae's or another's.
    Json(Cow<'a, str>),
    /// A csv file or a text.
    Text(Cow<'a, str>),
}

/// Pictures by their first bytes.
const PICTURES: [(&[u8], &str); 8] = [
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"8BPS", "Photoshop"),
    (b"\0\0\x01\0", "ICO"),
];

/// Other files by their first bytes.
const OTHERS: [(&[u8], &str); 6] = [
    (b"{\\rtf", "リッチテキスト文書（RTF）"),
    (b"7z\xbc\xaf\x27\x1c", "7z形式の圧縮ファイル"),
    (b"Rar!\x1a\x07", "RAR形式の圧縮ファイル"),
    (b"\x1f\x8b", "gzip形式の圧縮ファイル"),
    (b"SQLite format 3\0", "データベースファイル"),
    (b"%!PS", "PostScriptファイル"),
];

/// Tells what the bytes are.
pub(crate) fn content(bytes: &[u8]) -> Result<Content<'_>, Unreadable> {
    check_size(bytes.len() as u64)?;
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(Unreadable::Empty);
    }
    // A PDF may begin with a few other bytes
    if bytes.get(..bytes.len().min(1024)).is_some_and(|head| find(head, b"%PDF-").is_some()) {
        return Ok(Content::Pdf);
    }
    if let Some(name) = picture(bytes) {
        return Err(Unreadable::Picture(name));
    }
    if let Some((_, name)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Unreadable::OtherKind(name));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Content::Packed);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Content::Compound);
    }
    let text = decode(bytes)?;
    let start = text.trim_start();
    if start.is_empty() {
        return Err(Unreadable::Empty);
    }
    if let Some(kind) = markup(start) {
        return Err(Unreadable::OtherKind(kind));
    }
    let array =
        || start.starts_with('[') && serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok();
    if start.starts_with('{') || array() {
        Ok(Content::Json(text))
    } else {
        Ok(Content::Text(text))
    }
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

fn picture(bytes: &[u8]) -> Option<&'static str> {
    let boxed = |brands: &[&[u8]]| {
        bytes.get(4..8) == Some(b"ftyp") && brands.iter().any(|b| bytes.get(8..12) == Some(*b))
    };
    let plain = PICTURES.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name);
    match () {
        () if plain.is_some() => plain,
        () if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Some("WebP"),
        () if boxed(&[b"heic", b"heix", b"hevc", b"mif1", b"msf1"]) => Some("HEIC"),
        () if boxed(&[b"avif"]) => Some("AVIF"),
        // A text may begin with BM; a bitmap tells its own size
        () if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) => Some("BMP"),
        () => None,
    }
}

/// The kind of a text in markup; old systems save HTML under the name of a workbook.
fn markup(start: &str) -> Option<&'static str> {
    let head: String = start.chars().take(2000).collect::<String>().to_ascii_lowercase();
    let html = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta"];
    match () {
        () if html.iter().any(|tag| head.starts_with(tag)) => {
            Some("HTML（ウェブページ）のファイル")
        }
        () if head.starts_with("<?xml") && head.contains("<html") => {
            Some("HTML（ウェブページ）のファイル")
        }
        () if head.starts_with("<?xml")
            && head.contains("urn:schemas-microsoft-com:office:spreadsheet") =>
        {
            Some("XMLスプレッドシート2003形式のファイル")
        }
        () if head.starts_with("<?xml") || head.starts_with("<svg") => Some("XMLファイル"),
        () if head.starts_with("mime-version:") => Some("MHTML（ウェブページ）のファイル"),
        () => None,
    }
}

/// The text of the bytes: UTF-8, UTF-16, JIS, or else CP932 or EUC-JP, whichever it is.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    let marked: [(&[u8], &'static Encoding); 2] =
        [(b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE)];
    for (mark, encoding) in marked {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let (text, failed) = encoding.decode_without_bom_handling(rest);
            return if failed { Err(broken(&text, "UTF-16")) } else { proper(text) };
        }
    }
    if let Some(text) = unmarked(bytes) {
        return proper(text);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // JIS shifts between its alphabets by these, and is ASCII for the rest
    if [b"\x1b$B", b"\x1b$@"].iter().any(|shift| find(bytes, *shift).is_some()) {
        let (text, failed) = ISO_2022_JP.decode_without_bom_handling(bytes);
        return if failed { Err(broken(&text, "JIS（ISO-2022-JP）")) } else { proper(text) };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => proper(Cow::Borrowed(text)),
        Err(error) => {
            let (text, failed) = SHIFT_JIS.decode_without_bom_handling(bytes);
            let (other, other_failed) = EUC_JP.decode_without_bom_handling(bytes);
            if !other_failed && (failed || likeness(&other) > likeness(&text)) {
                return proper(other);
            }
            // A long start of good UTF-8 with Japanese in it is UTF-8 with a fault further on
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            match failed {
                false => proper(text),
                true if good.iter().filter(|byte| !byte.is_ascii()).count() >= 6 => {
                    Err(broken(&format!("{}\u{fffd}", String::from_utf8_lossy(good)), "UTF-8"))
                }
                true if likeness(&other) > likeness(&text) => Err(broken(&other, "EUC-JP")),
                true => Err(broken(&text, "Shift_JIS")),
            }
        }
    }
}

/// UTF-16 without a mark, in whichever order of bytes it reads as Japanese.
fn unmarked(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let head = bytes.get(..bytes.len().min(4_000))?;
    if bytes.len() % 2 == 1 || !head.contains(&0) {
        return None;
    }
    let texts = [UTF_16LE, UTF_16BE].map(|encoding| encoding.decode_without_bom_handling(bytes));
    let readable = texts.into_iter().filter(|(_, failed)| !failed).map(|(text, _)| text);
    let best = readable.max_by_key(|text| likeness(text))?;
    let characters = best.chars().take(20_000).count();
    (likeness(&best) * 2 > i64::try_from(characters).ok()?).then_some(best)
}

/// How much a text looks like Japanese: kana speak for it; half-width kana, of which text in a wrong
/// encoding is full, and characters of no use speak against it.
fn likeness(text: &str) -> i64 {
    let mark = |c: char| match c {
        '\u{3041}'..='\u{30ff}' => 2,
        '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}' | '\u{3000}'..='\u{3002}' => 1,
        '\u{ff61}'..='\u{ff9f}' | '\u{e000}'..='\u{f8ff}' => -1,
        '\u{fffd}' => -10,
        _ => 0,
    };
    text.chars().take(20_000).map(mark).sum()
}

/// Refuses what decodes but is no text: control characters beyond a stray one.
fn proper(text: Cow<'_, str>) -> Result<Cow<'_, str>, Unreadable> {
    let control = |c: &char| {
        c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{85}')
    };
    let controls = text.chars().filter(control).count();
    if controls > 3 && controls * 200 > text.len() || text.contains('\0') {
        let at = text.chars().position(|c| control(&c)).unwrap_or(0);
        let reason = format!("{}文字目に制御文字があります", at + 1);
        return Err(Unreadable::NotText(reason));
    }
    Ok(text)
}

/// Where the first character stands that could not be decoded.
fn broken(text: &str, encoding: &str) -> Unreadable {
    let before = text.split('\u{fffd}').next().unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Unreadable::NotText(format!("{encoding}として{line}行目の{column}文字目が読めません"))
}
