//! The first page: the year at a glance, the measures, the ways on.

use askama::Template;
use domain::scale::GradeClass;
use edition::DerivedFile;

use crate::{
    error::Error,
    frame::{SiteFrame, page},
    names,
    row::PublicRow,
    site::{MeasureRows, Site, count},
};

/// In how many groups the actions are told on the first page.
const GROUPS: usize = 4;

/// What each group is called.
const LABELS: [&str; GROUPS] =
    ["行った", "途中・一部を行った", "行わなかった・代わりのことをした", "そのほか・分からない"];

#[derive(Template)]
#[template(path = "index.html")]
struct IndexPage<'a> {
    frame: SiteFrame<'a>,
    all: usize,
    open: usize,
    tallies: Vec<(&'static str, usize)>,
    measures: Vec<MeasureLine>,
}

struct MeasureLine {
    title: String,
    href: String,
    all: usize,
    counts: [usize; GROUPS],
}

/// The first page.
pub(crate) fn page_of(site: &Site<'_>, groups: &[MeasureRows<'_>]) -> Result<DerivedFile, Error> {
    let rows: Vec<&PublicRow<'_>> = site.rows.iter().collect();
    let open: Vec<_> = rows.iter().copied().filter(|row| row.standing.open().is_some()).collect();
    let measures = groups.iter().map(|group| MeasureLine {
        title: group.title.clone(),
        href: group.href.clone(),
        all: count(&group.rows),
        counts: counts(&group.rows),
    });
    page(
        names::INDEX,
        &IndexPage {
            frame: SiteFrame::of(site, names::INDEX, "トップ"),
            all: site.count(),
            open: count(&open),
            tallies: LABELS.into_iter().zip(counts(&rows)).collect(),
            measures: measures.collect(),
        },
    )
}

/// How many actions are in each group; one that is listed twice counts by its first row.
fn counts(rows: &[&PublicRow<'_>]) -> [usize; GROUPS] {
    let first = |at: usize| {
        let id = &rows[at].record.id;
        rows.iter().position(|row| row.record.id == *id) == Some(at)
    };
    let mut counts = [0; GROUPS];
    for (_, row) in rows.iter().enumerate().filter(|(at, _)| first(*at)) {
        counts[group(row.standing.class.unwrap_or_default())] += 1;
    }
    counts
}

fn group(class: GradeClass) -> usize {
    match class {
        GradeClass::Done => 0,
        GradeClass::Partly | GradeClass::UnderWay | GradeClass::Preparing => 1,
        GradeClass::NotDone | GradeClass::Cancelled | GradeClass::Substituted => 2,
        _ => 3,
    }
}
