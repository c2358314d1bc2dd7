//! Editions as they are kept: read, named, and shown to whom they are for.

pub(crate) mod standing;

use std::sync::Arc;

use edition::{ContentDigest, EditionAnswer, EditionContent, EditionKind};
use store::{StoredEdition, Tx};

use crate::{App, Error, Result, kit::digest::digest};

/// The name of an edition's own document among its files.
pub(crate) const DOCUMENT: &str = "edition.json";

/// The document of an edition.
pub(crate) async fn content(tx: &mut Tx, of: &StoredEdition) -> Result<EditionContent> {
    let file = tx.file(&of.digest).await?;
    serde_json::from_slice(&file.bytes).map_err(|error| Error::Damaged(error.to_string()))
}

/// The document of an edition that still has its files: one that was read a while ago is not read
/// again, since an edition never changes. Whoever asks has seen that its files were not erased.
pub(crate) async fn kept_content(
    app: &App,
    tx: &mut Tx,
    of: &StoredEdition,
) -> Result<Arc<EditionContent>> {
    let ticket = match app.documents.get(&of.digest) {
        Ok(kept) => return Ok(kept),
        Err(ticket) => ticket,
    };
    let read = content(tx, of).await?;
    Ok(app.documents.keep(&ticket, of.digest.clone(), read))
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

/// What an answer of an edition says: a grade with its words, a word where nothing was written.
pub(crate) fn answer_text(content: &EditionContent, answer: &EditionAnswer) -> String {
    let column = content.columns.iter().find(|column| {
        (&column.field, column.fiscal_year) == (&answer.field, Some(answer.fiscal_year))
    });
    let grade = column.and_then(|column| {
        let scale = content.scales.iter().find(|scale| scale.name == column.scale)?;
        scale.grades.iter().find(|grade| !answer.grade.is_empty() && grade.code == answer.grade)
    });
    match (answer.state.as_str(), grade) {
        ("missing", _) => "未記入".to_owned(),
        ("withheld", _) => "※".to_owned(),
        (_, Some(grade)) => format!("{}　{}", grade.code, grade.label).trim().to_owned(),
        _ => answer.text.clone(),
    }
}
