//! Editions as they are kept: read, named, and shown to whom they are for.

pub(crate) mod standing;

use edition::{ContentDigest, EditionContent, EditionKind};
use store::{StoredEdition, Tx};

use crate::{Error, Result, kit::digest::digest};

/// The name of an edition's own document among its files.
pub(crate) const DOCUMENT: &str = "edition.json";

/// The document of an edition.
pub(crate) async fn content(tx: &mut Tx, of: &StoredEdition) -> Result<EditionContent> {
    let file = tx.file(&of.digest).await?;
    serde_json::from_slice(&file.bytes).map_err(|error| Error::Damaged(error.to_string()))
}

/// The kind and number of an edition as people name it.
pub(crate) fn name(of: &StoredEdition) -> String {
    let kind = EditionKind::coded(&of.kind);
    let number = u32::try_from(of.number).unwrap_or_default();
    kind.map_or_else(|| of.kind.clone(), |kind| kind.named(number))
}

/// The 照合番号 of an edition.
pub(crate) fn check_number(of: &StoredEdition) -> String {
    ContentDigest::from(of.digest.clone()).short()
}

/// A public identifier: short, ASCII, the same on every machine that has the same data.
pub(crate) fn public_id(noun: &str, id: &str) -> String {
    format!("{noun}{}", digest(id.as_bytes()).get(..10).unwrap_or_default())
}
