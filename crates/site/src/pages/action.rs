//! The page of an action: promised, done, judged, next; why not; what changed; the years before.

use askama::Template;
use edition::DerivedFile;

use super::{errata::ErratumLine, indicators::IndicatorView, opinions::OpinionView};
use crate::{
    answer::lines,
    error::Error,
    frame::{SiteFrame, page},
    history::{PastYear, TextChange, changes, past_years},
    row::{Labelled, PublicRow, one_line},
    site::{Site, SiteLink},
};

#[derive(Template)]
#[template(path = "action.html")]
struct ActionPage<'a> {
    frame: SiteFrame<'a>,
    row: &'a PublicRow<'a>,
    measure: String,
    content: Vec<String>,
    /// The other rows that show the same action.
    also: Vec<SiteLink>,
    reason: Vec<Labelled>,
    indicators: Vec<IndicatorView>,
    changes: Vec<TextChange>,
    errata: Vec<ErratumLine>,
    opinions: Vec<OpinionView>,
    past: Vec<PastYear>,
}

/// The page of a row.
pub(crate) fn page_of(site: &Site<'_>, row: &PublicRow<'_>) -> Result<DerivedFile, Error> {
    let no = site.measure_no(row);
    let group = SiteLink::new(crate::names::measure(no), site.measure_title(no));
    let (record, content) = (row.record, site.content);
    let others = site
        .rows
        .iter()
        .filter(|other| other.record.id == record.id && other.record.row_no != record.row_no);
    page(
        row.href.clone(),
        &ActionPage {
            frame: SiteFrame::of(site, &row.href, row.title.clone()).below(group.clone()),
            row,
            measure: group.label,
            content: lines(&record.content),
            also: others
                .map(|other| SiteLink::new(other.href.clone(), one_line(&other.measure)))
                .collect(),
            reason: if row.asks_why() { row.reason() } else { Vec::new() },
            indicators: IndicatorView::all(site, Some(&record.id)),
            changes: changes(record, content, &site.past),
            errata: ErratumLine::all(site, Some(&record.id)),
            opinions: OpinionView::all(site, Some(&record.id)),
            past: past_years(record, content, &site.past),
        },
    )
}
