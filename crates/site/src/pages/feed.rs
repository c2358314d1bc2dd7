//! The feed of editions and corrections (Atom), and the site map: the two files with absolute
//! addresses.

use askama::Template;
use edition::{DerivedFile, EditionContent, ErratumRecord};

use super::errata;
use crate::{
    answer::{clean, year_label},
    error::Error,
    frame::file,
    names,
    site::{Site, named},
};

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    id: String,
    title: String,
    author: String,
    own: String,
    home: String,
    updated: String,
    entries: Vec<FeedItem>,
}

struct FeedItem {
    id: String,
    title: String,
    updated: String,
    href: String,
    summary: String,
}

#[derive(Template)]
#[template(path = "sitemap.xml")]
struct SiteMap {
    pages: Vec<String>,
    day: String,
}

/// The feed. Its identifiers name plan, year, kind and number, never the host.
pub(crate) fn feed(site: &Site<'_>) -> Result<DerivedFile, Error> {
    let content = site.content;
    let at = |name: &str| names::absolute(&content.publisher.base_address, name);
    let editions = [content].into_iter().chain(site.input.earlier.iter());
    let published = editions.map(|one| published(one, &at(names::EDITIONS)));
    let corrected = content.errata.iter().map(|one| corrected(content, one, &at(names::ERRATA)));
    let mut entries: Vec<FeedItem> = published.chain(corrected).collect();
    entries.sort_by(|one, other| (&other.updated, &one.id).cmp(&(&one.updated, &other.id)));
    let feed = Feed {
        id: tag(content, ""),
        title: clean(&named(content)),
        author: clean(&content.city.name),
        own: at(names::FEED),
        home: at(names::INDEX),
        updated: entries.first().map_or_else(String::new, |one| one.updated.clone()),
        entries,
    };
    Ok(file(names::FEED, "application/atom+xml", feed.render()?))
}

/// The site map: the pages that people read.
pub(crate) fn map(site: &Site<'_>, files: &[String]) -> Result<DerivedFile, Error> {
    let base = &site.content.publisher.base_address;
    let pages =
        files.iter().filter(|name| name.rsplit('.').next() == Some("html") && *name != names::CMS);
    let map = SiteMap {
        pages: pages.map(|name| names::absolute(base, name)).collect(),
        day: site.content.frozen_on.clone(),
    };
    Ok(file(names::SITEMAP, "application/xml", map.render()?))
}

fn published(content: &EditionContent, href: &str) -> FeedItem {
    let (year, edition) = (year_label(content.fiscal_year), content.kind.named(content.number));
    FeedItem {
        id: tag(content, &path(content, content.number)),
        title: clean(&format!("{} {year} {edition}を公表しました", named(content))),
        updated: moment(&content.frozen_on),
        href: href.to_owned(),
        summary: format!("事業の数は{}です。", content.actions.len()),
    }
}

fn corrected(content: &EditionContent, one: &ErratumRecord, href: &str) -> FeedItem {
    let (edition, kind) = (content.kind.named(one.edition_no), errata::kind(&one.kind));
    FeedItem {
        id: tag(content, &format!("{}/errata/{}", path(content, one.edition_no), one.no)),
        title: format!("{} {edition} {kind}{}", year_label(content.fiscal_year), one.no),
        updated: moment(&one.decided_on),
        href: href.to_owned(),
        summary: one.reason.lines().map(clean).collect::<Vec<_>>().join(" "),
    }
}

fn path(content: &EditionContent, number: u32) -> String {
    format!("/{}/{}/{number}", content.fiscal_year, content.kind.code())
}

/// An identifier that stays when the site moves (RFC 4151). Its authority is a name that no host
/// can have; city and plan follow.
fn tag(content: &EditionContent, path: &str) -> String {
    let plan: String = content.plan.id.chars().filter(char::is_ascii_graphic).collect();
    format!("tag:sasae.invalid,2026:{}/{plan}{path}", content.city.region_code)
}

/// The begin of a day in Japan.
fn moment(day: &str) -> String {
    format!("{day}T00:00:00+09:00")
}
