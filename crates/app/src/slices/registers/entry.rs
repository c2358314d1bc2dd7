//! Records are entered and corrected, one at a time; every change is a new version.

use domain::{
    Id,
    event::{Event, RecordCorrected, RecordWritten},
    plan::Plan,
    reply::remark,
    section::Section,
};
use registers::{
    FaultLevel, RecordLine, RecordState, Register, RegisterRecord, line::RecordStamp,
    state::may_become,
};
use store::{AuditRecord, Tx};

use super::{RegisterShelf, record_of, stored};
use crate::{
    App, Error, Result,
    kit::{actor::By, clock, ids},
};

/// Where a record is kept, and by whom it is entered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RecordDesk<'a> {
    pub(crate) plan: &'a Id<Plan>,
    pub(crate) section: &'a Section,
    pub(crate) by: &'a By,
}

/// Whether the change of a record that stands needs a reason: the result of a planned one needs none.
pub(super) fn is_correction(before: &RegisterRecord) -> bool {
    before.state != RecordState::Planned
}

/// What is wrong with a record so that it cannot be kept; the first sentence with its field.
pub(super) fn refused(record: &RegisterRecord, register: &Register) -> Result<()> {
    let mut faults = registers::faults(record, register).into_iter();
    match faults.find(|fault| fault.level == FaultLevel::Error) {
        Some(fault) => Err(Error::Refused(fault.sentence)),
        None => Ok(()),
    }
}

/// Enters a record; answers it.
pub(crate) async fn write(
    app: &App,
    desk: RecordDesk<'_>,
    line: RecordLine,
) -> Result<RegisterRecord> {
    let mut tx = app.store.begin().await?;
    let shelf = RegisterShelf::of(&mut tx, desk.plan).await?;
    let register = shelf.named(&line.register).ok_or(Error::NotFound("台帳"))?;
    let (record, told) = record_new(&desk, register, line, &clock::now())?;
    refused(&record, register)?;
    tx.write_records(desk.plan, &[stored(&record, Some(&desk.section.id))]).await?;
    tx.record(&told).await?;
    tx.commit().await?;
    Ok(record)
}

/// A new record of a section, and what the history tells of it.
pub(super) fn record_new(
    desk: &RecordDesk<'_>,
    register: &Register,
    line: RecordLine,
    at: &str,
) -> Result<(RegisterRecord, AuditRecord)> {
    let stamp = RecordStamp {
        id: ids::new(),
        register_version: register.version,
        by: desk.by.name.clone(),
        at: at.to_owned(),
    };
    let line = RecordLine { id: None, section: Some(desk.section.name.clone()), ..line };
    let record = line.into_record(stamp).map_err(|fault| Error::Refused(fault.to_string()))?;
    let event = Event::RecordWritten(written(&record));
    let told = told(desk, &record, event, at);
    Ok((record, told))
}

/// What the history tells of a new version of a section's record.
pub(super) fn told_correction(
    desk: &RecordDesk<'_>,
    before: &RegisterRecord,
    after: &RegisterRecord,
    reason: &str,
    at: &str,
) -> AuditRecord {
    told(desk, after, corrected(before, after, reason.to_owned()), at)
}

/// The record as it stands, if the section keeps it.
pub(crate) async fn standing(
    tx: &mut Tx,
    plan: &Id<Plan>,
    section: &Id<Section>,
    id: &str,
) -> Result<RegisterRecord> {
    let newest = tx.record_versions(plan, id).await?.into_iter().next();
    let own = newest.filter(|one| one.section_id.as_deref() == Some(section.as_str()));
    record_of(&own.ok_or(Error::NotFound("この記録"))?)
}

/// A change of a record: which, from which version on, why.
#[derive(Debug)]
pub(crate) struct RecordChange<'a> {
    pub(crate) id: &'a str,
    pub(crate) seen: u32,
    pub(crate) reason: &'a str,
}

/// Changes a record from the version that was seen; answers what it is now.
pub(crate) async fn correct(
    app: &App,
    desk: RecordDesk<'_>,
    change: &RecordChange<'_>,
    to: impl FnOnce(RecordLine, &Register) -> Result<RecordLine>,
) -> Result<RegisterRecord> {
    let reason = remark(change.reason)?;
    let mut tx = app.store.begin().await?;
    let before = standing(&mut tx, desk.plan, &desk.section.id, change.id).await?;
    if before.version != change.seen {
        return Err(Error::Conflict(
            "この記録は、ほかの人が先に直しました。画面を開き直して、今の内容を確かめてください。"
                .to_owned(),
        ));
    }
    let shelf = RegisterShelf::of(&mut tx, desk.plan).await?;
    let register = shelf.of_record(&before).ok_or(Error::NotFound("台帳"))?;
    let line = to(RecordLine::from(&before), register)?;
    let at = clock::now();
    let record = next(&before, line, &reason, (desk.by, &at))?;
    refused(&record, register)?;
    tx.write_records(desk.plan, &[stored(&record, Some(&desk.section.id))]).await?;
    tx.record(&told_correction(&desk, &before, &record, &reason, &at)).await?;
    tx.commit().await?;
    Ok(record)
}

/// The next version of a record, if its state may become so and a reason is given where it must be.
pub(super) fn next(
    before: &RegisterRecord,
    line: RecordLine,
    reason: &str,
    (by, at): (&By, &str),
) -> Result<RegisterRecord> {
    let stamp = RecordStamp {
        id: before.id.clone(),
        register_version: before.register_version,
        by: by.name.clone(),
        at: at.to_owned(),
    };
    let line = RecordLine { reason: (!reason.is_empty()).then(|| reason.to_owned()), ..line };
    let after = line.into_record(stamp).map_err(|fault| Error::Refused(fault.to_string()))?;
    if !may_become(before.shape(), before.state, after.state) {
        return Err(Error::Refused(format!(
            "「{}」の記録は「{}」にできません。",
            before.state.label(),
            after.state.label()
        )));
    }
    if is_correction(before) && reason.is_empty() {
        return Err(Error::Refused(
            "訂正の理由を入れてください（数え直した、入力の誤り など）。".to_owned(),
        ));
    }
    Ok(RegisterRecord { version: before.version + 1, ..after })
}

/// What the history tells of a new record.
pub(super) fn written(record: &RegisterRecord) -> RecordWritten {
    RecordWritten {
        id: record.id.to_string(),
        register: record.register.clone(),
        version: record.version,
        after: RecordLine::from(record).json(),
    }
}

/// What the history tells of a new version.
fn corrected(before: &RegisterRecord, after: &RegisterRecord, reason: String) -> Event {
    let told = RecordCorrected {
        id: after.id.to_string(),
        register: after.register.clone(),
        version: after.version,
        before: RecordLine::from(before).json(),
        after: RecordLine::from(after).json(),
        reason,
    };
    match after.state {
        RecordState::Void => Event::RecordVoided(told),
        _ => Event::RecordCorrected(told),
    }
}

fn told(desk: &RecordDesk<'_>, record: &RegisterRecord, event: Event, at: &str) -> AuditRecord {
    AuditRecord {
        plan: Some(desk.plan.clone()),
        section: Some(desk.section.id.clone()),
        subject: record.register.clone(),
        ..desk.by.did(event, at)
    }
}
