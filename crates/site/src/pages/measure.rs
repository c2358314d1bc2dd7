//! The page of a measure: its actions, each a heading with what is said of it.

use askama::Template;
use edition::DerivedFile;

use crate::{
    error::Error,
    frame::{SiteFrame, page},
    row::PublicRow,
    site::{MeasureRows, Site, count},
};

#[derive(Template)]
#[template(path = "measure.html")]
struct MeasurePage<'a> {
    frame: SiteFrame<'a>,
    group: &'a MeasureRows<'a>,
    all: usize,
    open: usize,
}

/// The page of a measure.
pub(crate) fn page_of(site: &Site<'_>, group: &MeasureRows<'_>) -> Result<DerivedFile, Error> {
    let is_open = |row: &&PublicRow<'_>| row.standing.open().is_some();
    let open: Vec<&PublicRow<'_>> = group.rows.iter().copied().filter(is_open).collect();
    page(
        group.href.clone(),
        &MeasurePage {
            frame: SiteFrame::of(site, &group.href, group.title.clone()),
            group,
            all: count(&group.rows),
            open: count(&open),
        },
    )
}
