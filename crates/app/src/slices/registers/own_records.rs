//! Sections of addresses, those that somebody may see, and the records that one keeps.

use std::collections::BTreeSet;

use domain::{Id, permission::Right, plan::Plan, section::Section};
use registers::RegisterRecord;
use store::Tx;

use crate::{Error, kit::viewer::Viewer};

/// The section of an address.
pub(super) async fn section_of(
    tx: &mut Tx,
    plan: &Id<Plan>,
    id: &Id<Section>,
) -> crate::Result<Section> {
    let mut all = tx.sections(plan).await?.into_iter();
    all.find(|section| section.id == *id).ok_or(Error::NotFound("この課"))
}

/// The sections whose registers the viewer may see.
pub(super) async fn sections_seen(
    tx: &mut Tx,
    viewer: &Viewer,
    plan: &Id<Plan>,
) -> crate::Result<Vec<Section>> {
    let mut sections = tx.sections(plan).await?;
    sections.retain(|section| viewer.may(Right::ReadRecords, Some(plan), Some(&section.id)));
    Ok(sections)
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
