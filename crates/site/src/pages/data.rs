//! The data files that lie beside the pages.

use askama::Template;
use edition::DerivedFile;

use crate::{
    error::Error,
    frame::{SiteFrame, page},
    input::SiteDataFile,
    names,
    site::Site,
};

#[derive(Template)]
#[template(path = "data.html")]
struct DataPage<'a> {
    frame: SiteFrame<'a>,
    files: Vec<DataLine<'a>>,
}

struct DataLine<'a> {
    name: &'a str,
    what: &'static str,
    size: String,
}

/// What the files hold that every edition has, by their names.
const KNOWN: [(&str, &str); 16] = [
    ("answers.csv", "記入の状態、区分、数"),
    ("actions.csv", "事業の一覧"),
    ("owners.csv", "担当課の一覧"),
    ("texts.csv", "文章（1行に1段落）"),
    ("indicators.csv", "指標の数"),
    ("codes.csv", "区分の一覧"),
    ("errata.csv", "訂正の一覧"),
    ("opinions.csv", "ご意見と市の回答"),
    ("edition.json", "この版の内容のすべて"),
    ("datapackage.json", "データの説明（Data Package）"),
    ("catalog.jsonld", "データの説明（DCAT）"),
    ("schema.json", "edition.jsonの形の説明"),
    ("data.xlsx", "表計算ソフト用のデータ"),
    ("sheet.xlsx", "一覧表（様式のとおり）"),
    ("sheet.pdf", "一覧表（PDF）"),
    ("summary.pdf", "概要（PDF）"),
];

/// The page of data.
pub(crate) fn page_of(site: &Site<'_>) -> Result<DerivedFile, Error> {
    let files = site.input.data_files.iter().map(line).collect();
    page(names::DATA, &DataPage { frame: SiteFrame::of(site, names::DATA, "データ"), files })
}

fn line(file: &SiteDataFile) -> DataLine<'_> {
    let last = file.name.rsplit('/').next().unwrap_or_default();
    let known = KNOWN.iter().find(|(name, _)| *name == last);
    let described =
        || if last.ends_with("-metadata.json") { "列の説明（CSVW）" } else { "データ" };
    DataLine {
        name: &file.name,
        what: known.map_or_else(described, |(_, what)| *what),
        size: size(file.size),
    }
}

/// A size as people read it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes}バイト"),
        1_000..1_000_000 => format!("{}KB", bytes.div_ceil(1_000)),
        _ => format!("{:.1}MB", bytes as f64 / 1_000_000.0),
    }
}
