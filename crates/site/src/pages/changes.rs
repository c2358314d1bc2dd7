//! What changed since the edition of the year before, over all actions.

use std::collections::BTreeSet;

use askama::Template;
use edition::{DerivedFile, EditionContent};

use crate::{
    answer::year_label,
    error::Error,
    frame::{SiteFrame, page},
    history::{TextChange, before, changes},
    names,
    row::{PublicRow, title},
    site::{Site, SiteLink},
    standing::Standing,
};

#[derive(Template)]
#[template(path = "changes.html")]
struct ChangesPage<'a> {
    frame: SiteFrame<'a>,
    /// The edition that is compared with: 令和６年度 公表第1版; empty where there is none.
    compared: String,
    added: Vec<SiteLink>,
    gone: Vec<String>,
    stood: Vec<StoodOtherwise>,
    texts: Vec<(SiteLink, Vec<TextChange>)>,
}

/// An action of which another thing is said than a year ago.
struct StoodOtherwise {
    link: SiteLink,
    was: String,
    is: String,
}

/// The page of changes.
pub(crate) fn page_of(site: &Site<'_>) -> Result<DerivedFile, Error> {
    let last = site.past.first().copied().filter(|one| follows(one, site.content));
    let rows: Vec<&PublicRow<'_>> = firsts(site);
    let compared = last.map_or_else(String::new, |one| {
        format!("{} {}", year_label(one.fiscal_year), one.kind.named(one.number))
    });
    let is_new = |row: &&&PublicRow<'_>| last.is_some_and(|one| before(row.record, one).is_empty());
    let texts = rows.iter().map(|row| (link(row), changes(row.record, site.content, &site.past)));
    page(
        names::CHANGES,
        &ChangesPage {
            frame: SiteFrame::of(site, names::CHANGES, "変わったこと"),
            compared,
            added: rows.iter().filter(is_new).map(|row| link(row)).collect(),
            gone: last.map_or_else(Vec::new, |one| gone(one, site.content)),
            stood: last.map_or_else(Vec::new, |one| stood_otherwise(&rows, one)),
            texts: texts.filter(|(_, changes)| !changes.is_empty()).collect(),
        },
    )
}

/// Whether an edition is of the year right before.
fn follows(one: &EditionContent, content: &EditionContent) -> bool {
    one.fiscal_year == content.fiscal_year - 1
}

fn link(row: &PublicRow<'_>) -> SiteLink {
    SiteLink::new(row.href.clone(), row.title.clone())
}

/// The first row of each action.
fn firsts<'a>(site: &'a Site<'a>) -> Vec<&'a PublicRow<'a>> {
    let mut seen = BTreeSet::new();
    site.rows.iter().filter(|row| seen.insert(&row.record.id)).collect()
}

/// The actions of the year before that none of this year's goes on from.
fn gone(last: &EditionContent, content: &EditionContent) -> Vec<String> {
    let goes_on =
        |id: &String| content.actions.iter().any(|one| one.id == *id || one.follows.contains(id));
    let mut seen = BTreeSet::new();
    let gone = last.actions.iter().filter(|one| !goes_on(&one.id) && seen.insert(&one.id));
    gone.map(title).collect()
}

fn stood_otherwise(rows: &[&PublicRow<'_>], last: &EditionContent) -> Vec<StoodOtherwise> {
    let of = |row: &&PublicRow<'_>| {
        let [then] = before(row.record, last)[..] else { return None };
        let (was, is) = (Standing::of(then, last.fiscal_year), &row.standing);
        let (was_class, is_class) = (was.class?, is.class?);
        (was_class != is_class).then(|| StoodOtherwise {
            link: link(row),
            was: was.sentence(),
            is: is.sentence(),
        })
    };
    rows.iter().filter_map(of).collect()
}
