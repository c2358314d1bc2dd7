//! What the site is made of: the edition, what was published before it, what lies beside it.

use edition::{ContentDigest, EditionContent};

/// Everything that the folder tells of. There is no clock in it: days come from the editions.
#[derive(Debug, Clone, Copy)]
pub struct SiteInput<'a> {
    /// The edition.
    pub content: &'a EditionContent,
    /// The digest of its canonical form, of which people compare the first figures (照合番号).
    pub digest: &'a ContentDigest,
    /// The editions of the plan that were published before it, newest first.
    pub earlier: &'a [EditionContent],
    /// The editions that are no longer published.
    pub withdrawn: &'a [WithdrawnEdition],
    /// The edition that took this one's place; none while it is the newest.
    pub newer: Option<&'a NewerEdition>,
    /// The data files that the caller puts into the folder.
    pub data_files: &'a [SiteDataFile],
}

/// What stays of an edition that is no longer published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawnEdition {
    /// Its name: `令和７年度 公表第1版`.
    pub name: String,
    /// The digest of its content.
    pub digest: ContentDigest,
    /// The day on which it was withdrawn: `2026-11-24`.
    pub withdrawn_on: String,
    /// Why.
    pub ground: String,
}

/// The edition that took another one's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewerEdition {
    /// Its number within its kind and year.
    pub number: u32,
    /// The day on which it was frozen: `2026-12-01`.
    pub frozen_on: String,
    /// Its address, relative to this folder: `../index.html`; empty where there is none.
    pub href: String,
}

/// A data file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteDataFile {
    /// Its path in the folder: `csv/answers.csv`.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
}
