//! The pages of the folder, each with its template.

mod accessibility;
mod action;
mod changes;
mod chart;
mod data;
mod editions;
mod errata;
mod feed;
mod help;
mod index;
mod indicators;
mod measure;
mod not_done;
mod opinions;
mod search;
mod style;
mod table;
mod whole;

use edition::DerivedFile;

use self::style::STYLE;
use crate::{error::Error, frame::file, names, site::Site};

const SCRIPT: &str = include_str!("../../templates/search.js");

/// All files of the folder.
pub(crate) fn all(site: &Site<'_>) -> Result<Vec<DerivedFile>, Error> {
    let groups = site.by_measure();
    let mut files = vec![
        index::page_of(site, &groups)?,
        not_done::page_of(site, &groups)?,
        changes::page_of(site)?,
        indicators::page_of(site)?,
        opinions::page_of(site)?,
        editions::page_of(site)?,
        errata::page_of(site)?,
        data::page_of(site)?,
        help::page_of(site)?,
        help::easy(site)?,
        search::page_of(site, &groups)?,
        accessibility::page_of(site)?,
        table::page_of(site, &groups)?,
        whole::single(site, &groups)?,
        whole::fragment(site, &groups)?,
    ];
    for group in &groups {
        files.push(measure::page_of(site, group)?);
    }
    for row in &site.rows {
        files.push(action::page_of(site, row)?);
    }
    files.push(search::data(site)?);
    files.push(file(names::SEARCH_SCRIPT, "text/javascript; charset=utf-8", SCRIPT.to_owned()));
    files.push(file(names::STYLE, "text/css; charset=utf-8", STYLE.to_owned()));
    if !site.content.publisher.base_address.is_empty() {
        let pages: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        files.push(feed::feed(site)?);
        files.push(feed::map(site, &pages)?);
    }
    Ok(files)
}
