//! The frame of a page: its title, the links to the others, what stands below every content.

use askama::Template;
use edition::DerivedFile;

use crate::{
    error::Error,
    names,
    site::{Site, SiteLink},
};

/// A link of the navigation.
#[derive(Debug)]
pub(crate) struct NavLink {
    pub(crate) href: &'static str,
    pub(crate) label: &'static str,
    pub(crate) is_current: bool,
}

/// What the base template shows around a page's content.
#[derive(Debug)]
pub(crate) struct SiteFrame<'a> {
    pub(crate) site: &'a Site<'a>,
    /// The page's own title.
    pub(crate) title: String,
    /// The few links above the content.
    pub(crate) nav: Vec<NavLink>,
    /// All links, below it.
    pub(crate) menu: Vec<NavLink>,
    /// The way from the first page.
    pub(crate) way: Vec<SiteLink>,
    pub(crate) has_feed: bool,
}

/// The few pages that most people look for.
const NAV: [(&str, &str); 5] = [
    (names::INDEX, "トップ"),
    (names::NOT_DONE, "できなかったこと"),
    (names::TABLE, "一覧表"),
    (names::SEARCH, "事業をさがす"),
    (names::EASY, "やさしい日本語"),
];

/// All pages of the menu.
const MENU: [(&str, &str); 14] = [
    (names::INDEX, "トップ"),
    (names::NOT_DONE, "できなかったこと"),
    (names::CHANGES, "変わったこと"),
    (names::INDICATORS, "指標"),
    (names::OPINIONS, "ご意見と市の回答"),
    (names::TABLE, "一覧表"),
    (names::SEARCH, "事業をさがす"),
    (names::EASY, "やさしい日本語"),
    (names::HELP, "相談先"),
    (names::DATA, "データ"),
    (names::EDITIONS, "版の一覧"),
    (names::ERRATA, "訂正の一覧"),
    (names::SINGLE, "1ページで読む"),
    (names::ACCESSIBILITY, "アクセシビリティ"),
];

impl<'a> SiteFrame<'a> {
    /// The frame of the page of a file.
    pub(crate) fn of(site: &'a Site<'a>, file: &str, title: impl Into<String>) -> Self {
        let links = |links: &[(&'static str, &'static str)]| -> Vec<NavLink> {
            let link = |(href, label): &(&'static str, &'static str)| NavLink {
                href,
                label,
                is_current: *href == file,
            };
            links.iter().map(link).collect()
        };
        Self {
            site,
            title: title.into(),
            nav: links(&NAV),
            menu: links(&MENU),
            way: Vec::new(),
            has_feed: !site.content.publisher.base_address.is_empty(),
        }
    }

    /// The same below another page.
    pub(crate) fn below(mut self, link: SiteLink) -> Self {
        self.way.push(link);
        self
    }
}

/// A page as a file.
pub(crate) fn page(name: impl Into<String>, page: &impl Template) -> Result<DerivedFile, Error> {
    Ok(file(name, "text/html; charset=utf-8", page.render()?))
}

/// A text as a file; it ends with one line feed.
pub(crate) fn file(
    name: impl Into<String>,
    media_type: &'static str,
    mut text: String,
) -> DerivedFile {
    text.truncate(text.trim_end().len());
    text.push('\n');
    DerivedFile { name: name.into(), media_type, bytes: text.into_bytes() }
}
