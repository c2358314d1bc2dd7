//! A section of an address, and the records that it keeps.

use std::collections::BTreeSet;

use domain::{Id, plan::Plan, section::Section};
use registers::RegisterRecord;
use store::Tx;

use crate::Error;

/// The section of an address.
pub(super) async fn section_of(
    tx: &mut Tx,
    plan: &Id<Plan>,
    id: &Id<Section>,
) -> crate::Result<Section> {
    let mut all = tx.sections(plan).await?.into_iter();
    all.find(|section| section.id == *id).ok_or(Error::NotFound("この課"))
}

/// The records that a section sees: its own, and those of no section.
#[derive(Debug, Default)]
pub(super) struct SectionRecords {
    pub(super) all: Vec<RegisterRecord>,
    /// Which of them the section keeps.
    pub(super) own: BTreeSet<Id<RegisterRecord>>,
}

impl SectionRecords {
    /// Knows only which record the section keeps, if it is one of its own.
    pub(super) fn keeping(own: Option<Id<RegisterRecord>>) -> Self {
        Self { all: Vec::new(), own: own.into_iter().collect() }
    }

    /// Those that the section keeps.
    pub(super) fn kept(&self) -> impl Iterator<Item = &RegisterRecord> {
        self.all.iter().filter(|record| self.own.contains(&record.id))
    }
}
