//! The whole edition in one file: as a page, and as a fragment for the city's own system.

use askama::{Template, filters::HtmlSafe};
use edition::DerivedFile;

use super::style::STYLE;
use crate::{
    error::Error,
    frame::page,
    names,
    row::PublicRow,
    site::{MeasureRows, Site, count},
};

/// The style sheet, which is the program's own.
struct OwnStyle;

impl std::fmt::Display for OwnStyle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(STYLE)
    }
}

impl HtmlSafe for OwnStyle {}

#[derive(Template)]
#[template(path = "single.html")]
struct SinglePage<'a> {
    site: &'a Site<'a>,
    style: OwnStyle,
    groups: &'a [MeasureRows<'a>],
    all: usize,
    open: usize,
}

#[derive(Template)]
#[template(path = "cms.html")]
struct CmsFragment<'a> {
    site: &'a Site<'a>,
    groups: &'a [MeasureRows<'a>],
    all: usize,
    open: usize,
}

/// The whole as one page that needs no other file.
pub(crate) fn single<'a>(
    site: &'a Site<'a>,
    groups: &'a [MeasureRows<'a>],
) -> Result<DerivedFile, Error> {
    let (all, open) = counted(site);
    page(names::SINGLE, &SinglePage { site, style: OwnStyle, groups, all, open })
}

/// The whole as a fragment: headings from the second level, no style, no script, no identifiers.
pub(crate) fn fragment<'a>(
    site: &'a Site<'a>,
    groups: &'a [MeasureRows<'a>],
) -> Result<DerivedFile, Error> {
    let (all, open) = counted(site);
    page(names::CMS, &CmsFragment { site, groups, all, open })
}

fn counted(site: &Site<'_>) -> (usize, usize) {
    let open = site.rows.iter().filter(|row| row.standing.open().is_some());
    (site.count(), count(&open.collect::<Vec<&PublicRow<'_>>>()))
}
