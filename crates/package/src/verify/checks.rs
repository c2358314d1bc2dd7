//! What a package is held against.

use edition::{ContentDigest, DerivedFile, EditionContent};
use serde::Serialize;

use crate::signer::KnownSigners;

/// What a package is held against.
pub struct PackageChecks<'a> {
    /// Who may have signed; while nobody is known, no signature is asked for.
    pub signers: &'a KnownSigners,
    /// The digests of the editions that are at hand.
    pub editions: &'a [ContentDigest],
    /// The files that are made anew of the document to the same bytes: `csv/answers.csv`.
    pub derive: &'a dyn Fn(&EditionContent) -> Vec<DerivedFile>,
    /// The cells in which a table differs from the document, a sentence each, by its name and bytes.
    pub cells: CellsThatDiffer<'a>,
}

/// What tells the cells in which a table differs from a document.
pub type CellsThatDiffer<'a> = &'a dyn Fn(&EditionContent, &str, &[u8]) -> Vec<String>;

/// Whether the edition before is at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BasedOn {
    /// It follows no other.
    Nothing,
    /// It follows one that is at hand.
    AtHand,
    /// It follows one that is not at hand.
    NotAtHand,
}
