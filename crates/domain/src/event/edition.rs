//! What is done to editions and to what a plan publishes. What an edition is, its document says: this
//! crate does not know it.

use serde::{Deserialize, Serialize};

use crate::{Day, FiscalYear};

/// An edition was frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionFrozen {
    /// The year that it reports.
    pub fiscal_year: FiscalYear,
    /// Its kind and number as people name it: 公表第2版.
    pub name: String,
    /// The SHA-256 of its document, which is a kept file.
    pub digest: String,
    /// Why it was frozen as it stood, where something was open or it corrects another.
    pub reason: String,
    /// From what it was drawn; none in events of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<EditionDrawn>,
}

/// From what an edition was drawn: with it, it can be drawn again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionDrawn {
    /// The code of its kind.
    pub kind: String,
    /// Its number within kind and year, from 1.
    pub number: u32,
    /// The day that it bears.
    pub on: Day,
    /// Up to which event the history had come.
    pub as_of: i64,
}

/// An edition is no longer shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionWithdrawn {
    /// Its kind and number as people name it.
    pub name: String,
    /// The SHA-256 of its document.
    pub digest: String,
    /// On what ground.
    pub reason: String,
    /// Whether its files were erased; what it said is had nowhere from then on.
    #[serde(default)]
    pub erased: bool,
}

/// What a plan says wherever it is published was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationSet {
    /// What was said before, as JSON; none the first time.
    pub before: Option<String>,
    /// What is said, as JSON.
    pub after: String,
}

/// A doubt that stood between an edition and its publication was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationAnswered {
    /// The doubt as it was told.
    pub told: String,
    /// Why it is published all the same.
    pub reason: String,
}
