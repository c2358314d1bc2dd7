//! The feed of editions and corrections, and the site map.

use crate::{aozora, text, written};

/// The identifiers of the feed's entries.
fn ids(content: &edition::EditionContent) -> Vec<String> {
    let files = written(content, &[aozora::last_year()]).unwrap();
    let feed = text(&files, "feed.xml").to_owned();
    let entries = feed.split("<entry>").skip(1);
    let id = |entry: &str| entry.split("<id>").nth(1)?.split("</id>").next().map(str::to_owned);
    entries.filter_map(id).collect()
}

#[test]
fn case_33_an_erratum_adds_one_entry_and_identifiers_stay_when_the_host_changes() {
    let mut content = aozora::edition();
    let before = ids(&content);
    assert_eq!(before.len(), 3, "two editions and a correction");
    content.publisher.base_address = "https://inochi.example/other".to_owned();
    assert_eq!(ids(&content), before);
    let mut more = content.errata[0].clone();
    more.no = 2;
    content.errata.push(more);
    let after = ids(&content);
    assert_eq!(after.len(), 4);
    assert!(before.iter().all(|id| after.contains(id)));
    assert!(after.iter().all(|id| id.starts_with("tag:") && !id.contains("inochi.example")));
}

#[test]
fn case_33_the_feed_has_what_atom_asks_for() {
    let files = written(&aozora::edition(), &[aozora::last_year()]).unwrap();
    let feed = text(&files, "feed.xml");
    assert!(feed.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed "));
    let pieces = crate::html::pieces(feed.split_once("?>").unwrap().1);
    assert_eq!(crate::html::count(&pieces, "entry"), 3);
    for name in ["id", "title", "updated"] {
        assert_eq!(crate::html::count(&pieces, name), 4, "{name}: the feed's own and each entry's");
    }
    assert_eq!(crate::html::count(&pieces, "author"), 1);
    let links = crate::html::values(&pieces, "href");
    assert!(links.iter().all(|link| link.starts_with("https://www.city.aozora.example/inochi/")));
    assert!(feed.contains("<updated>2026-11-24T00:00:00+09:00</updated>"));
}

#[test]
fn the_site_map_lists_every_page_by_its_absolute_address() {
    let files = written(&aozora::edition(), &[]).unwrap();
    let map = text(&files, "sitemap.xml");
    let pages = crate::pages(&files);
    assert_eq!(map.matches("<url>").count(), pages.len());
    assert!(map.contains("<loc>https://www.city.aozora.example/inochi/action-001.html</loc>"));
}

#[test]
fn without_an_address_there_is_no_feed_no_site_map_and_no_link_to_them() {
    let mut content = aozora::edition();
    content.publisher.base_address = String::new();
    let files = written(&content, &[]).unwrap();
    assert!(!files.iter().any(|file| file.name.ends_with(".xml")));
    assert!(!text(&files, "index.html").contains("feed.xml"));
}
