//! What was corrected, and why.

use askama::Template;
use edition::{DerivedFile, ErratumRecord};

use crate::{
    answer::{day_label, field_label, lines, year_label},
    error::Error,
    frame::{SiteFrame, page},
    names,
    site::Site,
};

/// A correction, ready to show.
#[derive(Debug, Clone)]
pub(crate) struct ErratumLine {
    /// The edition that brought it: 公表第2版.
    pub(crate) edition: String,
    pub(crate) no: u32,
    pub(crate) decided_on: String,
    /// 誤りの訂正, 追記, 公表の取りやめ.
    pub(crate) kind: &'static str,
    /// What it is about; the whole where it is about no action.
    pub(crate) about: String,
    /// The action's page; empty where there is none.
    pub(crate) href: String,
    /// The cell: 令和７年度の実施状況.
    pub(crate) place: String,
    pub(crate) before: Vec<String>,
    pub(crate) after: Vec<String>,
    pub(crate) reason: Vec<String>,
}

#[derive(Template)]
#[template(path = "errata.html")]
struct ErrataPage<'a> {
    frame: SiteFrame<'a>,
    errata: Vec<ErratumLine>,
}

/// The page of all corrections.
pub(crate) fn page_of(site: &Site<'_>) -> Result<DerivedFile, Error> {
    let frame = SiteFrame::of(site, names::ERRATA, "訂正の一覧");
    page(names::ERRATA, &ErrataPage { frame, errata: ErratumLine::all(site, None) })
}

impl ErratumLine {
    /// The corrections of an action, or all, the newest first.
    pub(crate) fn all(site: &Site<'_>, action: Option<&str>) -> Vec<Self> {
        let wanted = |one: &&ErratumRecord| action.is_none() || one.action.as_deref() == action;
        let errata = site.content.errata.iter().filter(wanted);
        errata.rev().map(|one| Self::of(site, one)).collect()
    }

    fn of(site: &Site<'_>, one: &ErratumRecord) -> Self {
        let row = one.action.as_deref().and_then(|id| site.row(id));
        let id = one.action.as_deref().unwrap_or_default();
        let about = match one.field.strip_prefix("indicator:") {
            Some(id) => indicator(site, id),
            None if id.is_empty() => "全体".to_owned(),
            None => row.map_or_else(|| "この版にない事業".to_owned(), |row| row.title.clone()),
        };
        Self {
            edition: site.content.kind.named(one.edition_no),
            no: one.no,
            decided_on: day_label(&one.decided_on),
            kind: kind(&one.kind),
            about,
            href: row.map_or_else(String::new, |row| row.href.clone()),
            place: place(one),
            before: lines(&one.before),
            after: lines(&one.after),
            reason: lines(&one.reason),
        }
    }
}

fn indicator(site: &Site<'_>, id: &str) -> String {
    let found = site.content.indicators.iter().find(|one| one.id == id);
    found.map_or_else(|| "指標".to_owned(), |one| format!("指標「{}」", one.name))
}

/// The word for what a correction is.
pub(crate) fn kind(code: &str) -> &'static str {
    match code {
        "addition" => "追記",
        "withdrawal" => "公表の取りやめ",
        _ => "誤りの訂正",
    }
}

/// The cell that a correction is about, in words.
fn place(one: &ErratumRecord) -> String {
    let field = match one.field.as_str() {
        "title" => "事業の名前".to_owned(),
        "content" => "計画の内容".to_owned(),
        "page" => "計画書のページ".to_owned(),
        "owners" => "担当".to_owned(),
        "row" => "事業の行".to_owned(),
        field if field.starts_with("indicator:") => "数".to_owned(),
        field => field_label(field),
    };
    match one.fiscal_year {
        Some(year) => format!("{}の{field}", year_label(year)),
        None => field,
    }
}
