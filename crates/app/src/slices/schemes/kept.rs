//! A crosswalk as it is kept: each row with its version, each change with its event.

use std::collections::BTreeMap;

use domain::{
    Id,
    event::{CrosswalkWritten, Event},
    plan::Plan,
    scheme::{Crosswalk, CrosswalkChange, CrosswalkFault, CrosswalkKey, Scheme},
};
use store::{AuditRecord, KeptCrosswalkRow, Tx};

use crate::{
    Error, Result,
    kit::{actor::By, clock},
};

impl From<CrosswalkFault> for Error {
    fn from(fault: CrosswalkFault) -> Self {
        Self::Refused(fault.to_string())
    }
}

/// The rows of a crosswalk with their versions.
#[derive(Debug)]
pub(crate) struct KeptCrosswalk {
    pub(crate) key: CrosswalkKey,
    pub(crate) crosswalk: Crosswalk,
    versions: BTreeMap<(String, String), i64>,
}

/// Where the rows of a change come from: the name of a file and the digest of its bytes, both empty for
/// a page.
pub(super) type CameFrom<'a> = (&'a str, &'a str);

impl KeptCrosswalk {
    /// Reads a crosswalk.
    pub(crate) async fn of(tx: &mut Tx, plan: &Id<Plan>, key: CrosswalkKey) -> Result<Self> {
        let kept = tx.crosswalk_rows(plan, &key).await?;
        let place = |row: &KeptCrosswalkRow| (row.source.clone(), row.target.clone());
        let versions = kept.iter().map(|row| (place(row), row.version)).collect();
        let crosswalk = Crosswalk::of(kept.into_iter().filter_map(|row| row.row));
        Ok(Self { key, crosswalk, versions })
    }

    /// The version of a row; 0 where there never was one.
    pub(crate) fn version(&self, source: &str, target: &str) -> i64 {
        let place = (source.to_owned(), target.to_owned());
        self.versions.get(&place).copied().unwrap_or_default()
    }

    /// Makes it another one, with its event; answers what was changed. Nothing is recorded where
    /// nothing was.
    pub(super) async fn becomes(
        &self,
        tx: &mut Tx,
        (plan, scheme): (&Plan, &Scheme),
        next: &Crosswalk,
        (file, sha256): CameFrom<'_>,
        by: &By,
    ) -> Result<Vec<CrosswalkChange>> {
        let changes = self.crosswalk.changes(next);
        if changes.is_empty() {
            return Ok(changes);
        }
        let at = clock::now();
        for change in &changes {
            let (source, target) = change.place();
            let new = KeptCrosswalkRow {
                source: source.to_owned(),
                target: target.to_owned(),
                version: self.version(source, target) + 1,
                row: change.after.clone(),
            };
            tx.write_crosswalk_row(&plan.id, &self.key, &new, (&by.name, &at)).await?;
        }
        let written = CrosswalkWritten {
            crosswalk: self.key.clone(),
            file: file.to_owned(),
            sha256: sha256.to_owned(),
            changes: changes.clone(),
        };
        let event = if file.is_empty() {
            Event::CrosswalkChanged(written)
        } else {
            Event::CrosswalkImported(written)
        };
        let record = AuditRecord {
            plan: Some(plan.id.clone()),
            subject: scheme.title.clone(),
            ..by.did(event, &at)
        };
        tx.record(&record).await?;
        Ok(changes)
    }
}
