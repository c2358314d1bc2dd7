//! What was not done, given up, replaced, not answered or cannot be told yet, each with its reason.

use std::collections::BTreeSet;

use askama::Template;
use domain::scale::GradeClass;
use edition::DerivedFile;
use prose::Completion;

use crate::{
    answer::clean,
    error::Error,
    frame::{SiteFrame, page},
    names,
    row::PublicRow,
    site::{MeasureRows, Site, SiteLink, count},
    standing::OpenKind,
};

#[derive(Template)]
#[template(path = "notdone.html")]
struct NotDonePage<'a> {
    frame: SiteFrame<'a>,
    all: usize,
    open: usize,
    kinds: Vec<KindCount>,
    groups: Vec<OpenGroup<'a>>,
    quoted: Vec<Quoted>,
    untold: Vec<SiteLink>,
    not_applicable: usize,
}

/// How many actions are on the list for one cause, the first that holds.
struct KindCount {
    label: &'static str,
    rule: &'static str,
    count: usize,
}

struct OpenGroup<'a> {
    title: &'a str,
    href: &'a str,
    rows: Vec<&'a PublicRow<'a>>,
}

/// Words that tell of a cancellation, in an action whose grade does not.
struct Quoted {
    link: SiteLink,
    grade: String,
    words: Vec<String>,
}

/// The page of what was not done.
pub(crate) fn page_of(site: &Site<'_>, groups: &[MeasureRows<'_>]) -> Result<DerivedFile, Error> {
    let rows: Vec<&PublicRow<'_>> = site.rows.iter().collect();
    let open: Vec<_> = rows.iter().copied().filter(|row| row.standing.open().is_some()).collect();
    let not_applicable: Vec<_> = rows
        .iter()
        .copied()
        .filter(|row| row.standing.class == Some(GradeClass::NotApplicable))
        .collect();
    let untold = rows.iter().filter(|row| row.standing.is_untold());
    page(
        names::NOT_DONE,
        &NotDonePage {
            frame: SiteFrame::of(site, names::NOT_DONE, "できなかったこと、分からないこと"),
            all: site.count(),
            open: count(&open),
            kinds: kinds(&open),
            groups: groups.iter().filter_map(open_group).collect(),
            quoted: rows.iter().filter_map(|row| quoted(row)).collect(),
            untold: untold.map(|row| SiteLink::new(row.href.clone(), row.title.clone())).collect(),
            not_applicable: count(&not_applicable),
        },
    )
}

fn kinds(open: &[&PublicRow<'_>]) -> Vec<KindCount> {
    let mut seen = BTreeSet::new();
    let firsts: Vec<_> = open
        .iter()
        .filter(|row| seen.insert(&row.record.id))
        .map(|row| row.standing.open())
        .collect();
    let of = |kind: OpenKind| KindCount {
        label: kind.label(),
        rule: kind.rule(),
        count: firsts.iter().filter(|first| **first == Some(kind)).count(),
    };
    OpenKind::ALL.map(of).into()
}

fn open_group<'a>(group: &'a MeasureRows<'a>) -> Option<OpenGroup<'a>> {
    let open = group.rows.iter().copied().filter(|row| row.standing.open().is_some());
    let rows: Vec<&PublicRow<'_>> = open.collect();
    let (title, href) = (group.title.as_str(), group.href.as_str());
    (!rows.is_empty()).then_some(OpenGroup { title, href, rows })
}

/// What the texts of an action say that neither its grade nor its place on the list does.
fn quoted(row: &PublicRow<'_>) -> Option<Quoted> {
    if row.standing.reasons().into_iter().any(OpenKind::is_told_of) {
        return None;
    }
    let words = told_otherwise(row.standing.status_text());
    (!words.is_empty()).then(|| Quoted {
        link: SiteLink::new(row.href.clone(), row.title.clone()),
        grade: row.standing.grade().trim().to_owned(),
        words,
    })
}

/// The clauses of a text that say that something was not done, given up, put off or replaced.
fn told_otherwise(text: &str) -> Vec<String> {
    let told =
        [Completion::NotDone, Completion::Cancelled, Completion::Postponed, Completion::Replaced];
    let clauses = prose::clauses(text).into_iter();
    let clauses = clauses.filter(|clause| told.contains(&clause.completion));
    clauses.map(|clause| clean(clause.span.of(text).trim())).collect()
}
