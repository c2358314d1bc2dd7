//! What two files of one name say, by their kind.

use super::{page::Page, verdict::FileVerdict as Verdict, workbook};

/// How a published file stands to the frozen one, with a sentence where there is something to say.
pub(super) fn said(name: &str, frozen: &[u8], published: &[u8]) -> (Verdict, String) {
    if frozen == published {
        return (Verdict::Same, String::new());
    }
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "pdf" => pdf(frozen, published),
        "html" => page(frozen, published),
        "csv" => same_if(table(frozen).is_some_and(|one| table(published) == Some(one))),
        "json" | "jsonld" => same_if(json(frozen).is_some_and(|one| json(published) == Some(one))),
        "xlsx" => workbook(frozen, published),
        "css" | "js" | "txt" | "xml" | "svg" => {
            same_if(text(frozen).is_some_and(|one| text(published) == Some(one)))
        }
        _ => same_if(false),
    }
}

fn same_if(is_same: bool) -> (Verdict, String) {
    if is_same {
        return (Verdict::SameContent, String::new());
    }
    let detail = "凍結した版と内容が違います。凍結したファイルを載せ直してください。";
    (Verdict::Different, detail.to_owned())
}

/// A text without the mark of its encoding and with one kind of line ends.
fn text(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(text.trim_start_matches('\u{feff}').replace("\r\n", "\n").trim_end().to_owned())
}

/// The records of a table.
fn table(bytes: &[u8]) -> Option<Vec<csv::StringRecord>> {
    let text = text(bytes)?;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().collect::<Result<_, _>>().ok()
}

fn json(bytes: &[u8]) -> Option<serde_json::Value> {
    serde_json::from_str(&text(bytes)?).ok()
}

fn page(frozen: &[u8], published: &[u8]) -> (Verdict, String) {
    let read = |bytes| text(bytes).map(|text| Page::read(&text));
    let (Some(frozen), Some(published)) = (read(frozen), read(published)) else {
        return same_if(false);
    };
    if frozen.text != published.text {
        return same_if(false);
    }
    if frozen.links != published.links {
        let detail = "文字は同じですが、リンク先か画像の説明が違います。凍結したファイルを載せ直してください。";
        return (Verdict::Different, detail.to_owned());
    }
    if !published.scripts.is_subset(&frozen.scripts) {
        let detail = "文字は同じですが、凍結した版にないスクリプトがあります。だれが加えたかを確かめてください。";
        return (Verdict::Different, detail.to_owned());
    }
    same_if(true)
}

fn workbook(frozen: &[u8], published: &[u8]) -> (Verdict, String) {
    match (workbook::cells(frozen), workbook::cells(published)) {
        (Some(frozen), Some(published)) => same_if(frozen == published),
        (Some(_), None) => {
            let detail =
                "Excelファイルとして開けません。パスワードが付いていないか確かめてください。";
            (Verdict::Different, detail.to_owned())
        }
        (None, _) => unclear("凍結したExcelファイルを読めないため"),
    }
}

/// A PDF is signed by adding to its end; what was there before stays as it was.
fn pdf(frozen: &[u8], published: &[u8]) -> (Verdict, String) {
    if let Some(added) = published.strip_prefix(frozen) {
        let has = |word: &[u8]| added.windows(word.len()).any(|window| window == word);
        if has(b"/ByteRange") && has(b"/Contents") {
            let detail = "だれの署名かは、PDFを開いて確かめてください。".to_owned();
            return (Verdict::Signed, detail);
        }
        return unclear("凍結したPDFの後ろに、署名ではない追記があるため");
    }
    if published.starts_with(b"%PDF-") {
        return unclear("PDFが作り直されているため");
    }
    same_if(false)
}

fn unclear(why: &str) -> (Verdict, String) {
    (
        Verdict::Unclear,
        format!("{why}、同じ内容かを確かめられません。開いて照合番号と見比べてください。"),
    )
}
