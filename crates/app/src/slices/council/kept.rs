//! The records of the council: each in versions, each version with its event.

use domain::{
    FiscalYear, Id,
    council::{CouncilFault, Meeting, Minutes, Opinion},
    event::{CouncilWritten, Event},
    plan::Plan,
};
use serde::{Serialize, de::DeserializeOwned};
use store::{AuditRecord, CouncilRecord, Tx};

use crate::{
    App, Error, Result,
    kit::{actor::By, clock},
};

/// What the council keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CouncilNoun {
    Meeting,
    Opinion,
    Minutes,
}

impl CouncilNoun {
    /// The word under which it is stored.
    fn code(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Opinion => "opinion",
            Self::Minutes => "minutes",
        }
    }

    fn event(self, written: CouncilWritten) -> Event {
        match self {
            Self::Meeting => Event::MeetingWritten(written),
            Self::Opinion => Event::OpinionWritten(written),
            Self::Minutes => Event::MinutesWritten(written),
        }
    }
}

impl From<CouncilFault> for Error {
    fn from(fault: CouncilFault) -> Self {
        Self::Refused(fault.to_string())
    }
}

/// A record as it stands.
#[derive(Debug, Clone)]
pub(crate) struct KeptVersion<T> {
    pub(crate) id: String,
    pub(crate) version: i64,
    pub(crate) value: T,
}

/// The records of a kind as they stand, the newest year first.
async fn all<T: DeserializeOwned>(
    tx: &mut Tx,
    plan: &Id<Plan>,
    noun: CouncilNoun,
) -> Result<Vec<KeptVersion<T>>> {
    let stored = tx.council_records(plan, noun.code()).await?;
    stored.into_iter().map(read).collect()
}

fn read<T: DeserializeOwned>(stored: CouncilRecord) -> Result<KeptVersion<T>> {
    let value = serde_json::from_str(&stored.line);
    let value = value.map_err(|error| Error::Damaged(error.to_string()))?;
    Ok(KeptVersion { id: stored.id, version: stored.version, value })
}

/// A record as it stands, where there is one.
async fn one<T: DeserializeOwned>(
    tx: &mut Tx,
    plan: &Id<Plan>,
    (noun, id): (CouncilNoun, &str),
) -> Result<Option<KeptVersion<T>>> {
    let newest = tx.council_versions(plan, (noun.code(), id)).await?.into_iter().next();
    newest.map(read).transpose()
}

/// The meetings of a plan, the newest first.
pub(crate) async fn meetings(tx: &mut Tx, plan: &Id<Plan>) -> Result<Vec<KeptVersion<Meeting>>> {
    let mut all: Vec<KeptVersion<Meeting>> = all(tx, plan, CouncilNoun::Meeting).await?;
    all.sort_by_key(|one| std::cmp::Reverse(one.value.held_on));
    Ok(all)
}

/// The opinions of a plan.
pub(crate) async fn opinions(tx: &mut Tx, plan: &Id<Plan>) -> Result<Vec<KeptVersion<Opinion>>> {
    all(tx, plan, CouncilNoun::Opinion).await
}

/// A meeting.
pub(crate) async fn meeting(
    tx: &mut Tx,
    plan: &Id<Plan>,
    id: &str,
) -> Result<KeptVersion<Meeting>> {
    one(tx, plan, (CouncilNoun::Meeting, id)).await?.ok_or(Error::NotFound("会議"))
}

/// An opinion.
pub(crate) async fn opinion(
    tx: &mut Tx,
    plan: &Id<Plan>,
    no: &str,
) -> Result<KeptVersion<Opinion>> {
    one(tx, plan, (CouncilNoun::Opinion, no)).await?.ok_or(Error::NotFound("意見"))
}

/// An opinion in all its versions with when each was written, the one that stands first.
pub(crate) async fn opinion_versions(
    tx: &mut Tx,
    plan: &Id<Plan>,
    no: &str,
) -> Result<Vec<(Opinion, String)>> {
    let stored = tx.council_versions(plan, (CouncilNoun::Opinion.code(), no)).await?;
    let versions = stored.into_iter().map(|one| {
        let at = one.written_at.clone();
        read(one).map(|kept| (kept.value, at))
    });
    versions.collect()
}

/// The minutes of a meeting.
pub(crate) async fn minutes(
    tx: &mut Tx,
    plan: &Id<Plan>,
    meeting: &str,
) -> Result<Option<KeptVersion<Minutes>>> {
    one(tx, plan, (CouncilNoun::Minutes, meeting)).await
}

/// What is written: what it is, which, in which version, about which year, and what was done.
pub(super) struct Writing<'a> {
    pub(super) noun: CouncilNoun,
    pub(super) id: &'a str,
    /// The version that was seen; 0 for none.
    pub(super) seen: i64,
    pub(super) year: FiscalYear,
    pub(super) step: &'a str,
}

/// Writes a version with its event, and ends the transaction.
pub(super) async fn write<T: Serialize>(
    mut tx: Tx,
    plan: &Id<Plan>,
    of: Writing<'_>,
    value: &T,
    by: &By,
) -> Result<()> {
    let record = add(&mut tx, plan, of, value, by).await?;
    tx.record(&record).await?;
    Ok(tx.commit().await?)
}

/// Writes a version, and answers the record of its event for the end of the transaction.
pub(super) async fn add<T: Serialize>(
    tx: &mut Tx,
    plan: &Id<Plan>,
    of: Writing<'_>,
    value: &T,
    by: &By,
) -> Result<AuditRecord> {
    let at = clock::now();
    let after = serde_json::to_string(value).map_err(Error::internal)?;
    let before = tx.council_versions(plan, (of.noun.code(), of.id)).await?.into_iter().next();
    let version = of.seen + 1;
    let record = CouncilRecord {
        kind: of.noun.code().to_owned(),
        id: of.id.to_owned(),
        version,
        year: i64::from(of.year.start()),
        line: after.clone(),
        written_by: by.name.clone(),
        written_at: at.clone(),
    };
    tx.write_council_record(plan, &record).await?;
    let event = of.noun.event(CouncilWritten {
        id: of.id.to_owned(),
        version: u32::try_from(version).unwrap_or_default(),
        step: of.step.to_owned(),
        before: before.map(|before| before.line),
        after,
    });
    let (plan, subject) = (Some(plan.clone()), of.id.to_owned());
    Ok(AuditRecord { plan, subject, ..by.did(event, &at) })
}

/// Begins a transaction that writes.
pub(super) async fn begun(app: &App) -> Result<Tx> {
    Ok(app.store.begin().await?)
}
