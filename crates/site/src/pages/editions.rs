//! The editions that were published, the digests by which they are compared, and how to compare
//! them.

use askama::Template;
use edition::{ContentDigest, DerivedFile, EditionContent, canonical};

use crate::{
    answer::{day_label, year_label},
    error::Error,
    frame::{SiteFrame, page},
    names,
    site::Site,
};

#[derive(Template)]
#[template(path = "editions.html")]
struct EditionsPage<'a> {
    frame: SiteFrame<'a>,
    editions: Vec<EditionLine>,
    withdrawn: Vec<EditionLine>,
}

/// An edition with what it is compared by.
struct EditionLine {
    name: String,
    day: String,
    /// Where it stands, or why it is gone.
    state: String,
    digest: ContentDigest,
}

/// The page of editions.
pub(crate) fn page_of(site: &Site<'_>) -> Result<DerivedFile, Error> {
    let state =
        if site.newer.is_empty() { "この版（最新）" } else { "この版（旧版）" };
    let mut editions = vec![line(site.content, site.input.digest.clone(), state)];
    for one in site.input.earlier {
        editions.push(line(one, ContentDigest::of(&canonical(one)?), "旧版"));
    }
    let withdrawn = site.input.withdrawn.iter().map(|one| EditionLine {
        name: one.name.clone(),
        day: day_label(&one.withdrawn_on),
        state: one.ground.clone(),
        digest: one.digest.clone(),
    });
    let frame = SiteFrame::of(site, names::EDITIONS, "版の一覧");
    page(names::EDITIONS, &EditionsPage { frame, editions, withdrawn: withdrawn.collect() })
}

fn line(content: &EditionContent, digest: ContentDigest, state: &str) -> EditionLine {
    EditionLine {
        name: format!("{} {}", year_label(content.fiscal_year), content.kind.named(content.number)),
        day: day_label(&content.frozen_on),
        state: state.to_owned(),
        digest,
    }
}
