//! Where help is, in full, and the pages in easy Japanese, whose words a person wrote.

use askama::Template;
use edition::DerivedFile;

use crate::{
    error::Error,
    frame::{SiteFrame, page},
    names,
    site::Site,
};

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage<'a> {
    frame: SiteFrame<'a>,
}

#[derive(Template)]
#[template(path = "easy.html")]
struct EasyPage<'a> {
    frame: SiteFrame<'a>,
}

/// The page of help.
pub(crate) fn page_of(site: &Site<'_>) -> Result<DerivedFile, Error> {
    page(names::HELP, &HelpPage { frame: SiteFrame::of(site, names::HELP, "相談先") })
}

/// Help and the ways on in easy Japanese.
pub(crate) fn easy(site: &Site<'_>) -> Result<DerivedFile, Error> {
    page(names::EASY, &EasyPage { frame: SiteFrame::of(site, names::EASY, "やさしい日本語") })
}
