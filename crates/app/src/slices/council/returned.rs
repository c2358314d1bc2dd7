//! 意見シート as it comes back: read, looked at beside what was taken before, taken once.

use std::cmp::Ordering;

use bytes::Bytes;
use domain::{
    Day, Id,
    council::{Meeting, Opinion, OpinionPhase, SheetOpinion, SheetStep, sheet_opinions},
    event::{Event, SheetReturned},
    plan::Plan,
    reply_workbook::{Notice, NoticeKind, ReplyWorkbook, ReturnedWorkbook, compare},
};
use store::{AuditRecord, Tx};

use super::{
    kept::{CouncilNoun, KeptVersion, Writing, add, begun, meeting, opinion, opinions},
    opinions::next_number,
    sheet::{SheetMember, editions_of, known, sheet, subject, without_edition},
};
use crate::{
    App, Error, Result,
    kit::{actor::By, clock, digest::digest},
    slices::frozen::public_id,
};

/// The meeting to which a 意見シート comes back, and the member who may send only the own one; none
/// for the secretariat, which takes everybody's.
#[derive(Debug, Clone)]
pub(crate) struct SheetPlace {
    pub(crate) plan: Id<Plan>,
    pub(crate) meeting: String,
    pub(crate) only: Option<SheetMember>,
}

/// A returned 意見シート beside what was taken before.
#[derive(Debug)]
pub(crate) struct ReturnedSheet {
    /// The name of its file.
    pub(crate) file: String,
    pub(crate) member: SheetMember,
    /// What its rows say.
    pub(crate) opinions: Vec<SheetOpinion>,
    /// What a person should know besides.
    pub(crate) notices: Vec<Notice>,
}

/// How many opinions were added and changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct SheetTaken {
    pub(crate) added: usize,
    pub(crate) changed: usize,
}

impl ReturnedSheet {
    /// How many rows can be taken.
    pub(crate) fn waiting(&self) -> usize {
        self.opinions.iter().filter(|one| one.step.is_taken()).count()
    }

    /// How many rows cannot be taken as they are.
    pub(crate) fn barred(&self) -> usize {
        self.opinions.iter().filter(|one| one.step == SheetStep::Barred).count()
    }

    /// Whether all that it says was taken before.
    pub(crate) fn is_known(&self) -> bool {
        let known = |one: &SheetOpinion| matches!(one.step, SheetStep::Known(_));
        !self.opinions.is_empty() && self.opinions.iter().all(known)
    }
}

/// The 意見シート of a member at a meeting, with what was taken of it before.
pub(crate) async fn outgoing(
    tx: &mut Tx,
    (plan, meeting_id): (&Id<Plan>, &str),
    member: &SheetMember,
) -> Result<ReplyWorkbook> {
    let plan = tx.plan(plan).await?;
    let of = meeting(tx, &plan.id, meeting_id).await?;
    let editions = editions_of(tx, &plan.id, &of.value).await?;
    let edition = editions.first().ok_or_else(without_edition)?;
    let known = known(tx, &plan.id, (&of.id, member)).await?;
    sheet(tx, &plan, &of, (member, edition), &known).await
}

/// Reads a 意見シート without keeping it: what taking it would do.
pub(crate) async fn preview(
    app: &App,
    place: &SheetPlace,
    (name, bytes): (&str, Bytes),
) -> Result<ReturnedSheet> {
    ingest::check_size(bytes.len() as u64)?;
    let returned = read(app, name, bytes).await?;
    let mut tx = app.store.read().await?;
    Ok(looked(&mut tx, place, name, &returned).await?.1)
}

/// Keeps a 意見シート that can be taken; answers the digest under which it is looked at. A file that is
/// none, or belongs elsewhere, is told at once and not kept.
pub(crate) async fn receive(
    app: &App,
    place: &SheetPlace,
    (name, bytes): (&str, Bytes),
    by: &By,
) -> Result<String> {
    let seen = preview(app, place, (name, bytes.clone())).await?;
    let (digest, at) = (digest(&bytes), clock::now());
    let mut tx = begun(app).await?;
    tx.keep_file(&digest, name, &bytes, &at).await?;
    let event = Event::SheetReturned(SheetReturned {
        file: name.to_owned(),
        meeting: place.meeting.clone(),
        member: seen.member.name,
    });
    let (plan, subject) = (Some(place.plan.clone()), digest.clone());
    tx.record(&AuditRecord { plan, subject, ..by.did(event, &at) }).await?;
    tx.commit().await?;
    Ok(digest)
}

/// A kept 意見シート beside what was taken before.
pub(crate) async fn look(app: &App, place: &SheetPlace, digest: &str) -> Result<ReturnedSheet> {
    let (name, returned) = kept(app, place, digest).await?;
    let mut tx = app.store.read().await?;
    Ok(looked(&mut tx, place, &name, &returned).await?.1)
}

/// Takes what a kept 意見シート says that is new or changed: one transaction, so that what came at the
/// same moment is not taken twice.
pub(crate) async fn take(
    app: &App,
    place: &SheetPlace,
    digest: &str,
    by: &By,
) -> Result<SheetTaken> {
    let (name, returned) = kept(app, place, digest).await?;
    let mut tx = begun(app).await?;
    let plan = &place.plan;
    let (of, seen) = looked(&mut tx, place, &name, &returned).await?;
    let actions = tx.actions(plan).await?;
    let mut next = next_number(&opinions(&mut tx, plan).await?);
    let (mut taken, mut records) = (SheetTaken::default(), Vec::new());
    for one in &seen.opinions {
        let (noun, year) = (CouncilNoun::Opinion, of.value.year);
        match &one.step {
            SheetStep::New | SheetStep::Further(_) => {
                let (public, about) = subject(&one.row);
                let action = actions.iter().find(|of| public_id("a", of.id.as_str()) == public);
                let action = action.map(|of| of.id.to_string()).unwrap_or_default();
                let new = new_opinion(&of, &seen.member, one, (action, about));
                let (no, step) = (next.to_string(), "意見シートの受付");
                let writing = Writing { noun, id: &no, seen: 0, year, step };
                records.push(add(&mut tx, plan, writing, &new, by).await?);
                next += 1;
                taken.added += 1;
            }
            SheetStep::Changed(no) => {
                let KeptVersion { version, mut value, .. } = opinion(&mut tx, plan, no).await?;
                (value.kind, value.text) = (one.kind, one.text.clone());
                let step = "意見シートの再提出";
                let writing = Writing { noun, id: no, seen: version, year, step };
                records.push(add(&mut tx, plan, writing, &value, by).await?);
                taken.changed += 1;
            }
            SheetStep::Known(_)
            | SheetStep::Earlier(_)
            | SheetStep::Emptied(_)
            | SheetStep::Barred => {}
        }
    }
    if !records.is_empty() {
        tx.record_all(&records).await?;
        tx.commit().await?;
    }
    Ok(taken)
}

fn new_opinion(
    of: &KeptVersion<Meeting>,
    member: &SheetMember,
    one: &SheetOpinion,
    (action, about): (String, &str),
) -> Opinion {
    Opinion {
        meeting: of.id.clone(),
        person: member.person.clone(),
        phase: phase(of.value.held_on, clock::day()),
        action,
        about: about.to_owned(),
        row: one.row.clone(),
        ..Opinion::received(of.value.year, &member.name, one.kind, one.text.clone())
    }
}

fn phase(held_on: Day, today: Day) -> OpinionPhase {
    match today.cmp(&held_on) {
        Ordering::Less => OpinionPhase::Before,
        Ordering::Equal => OpinionPhase::At,
        Ordering::Greater => OpinionPhase::After,
    }
}

/// Reads a file away from the server's threads. What is wrong is told with the file's name.
async fn read(app: &App, name: &str, bytes: Bytes) -> Result<ReturnedWorkbook> {
    let read = app.desk.run(move || ingest::reply_workbook(&bytes)).await?;
    read.map_err(|why| match why {
        ingest::Unreadable::NoReplies(what) => Error::Refused(format!(
            "「{name}」は意見シートではありません（{what}）。会議のページからダウンロードした「…_意見シート.xlsx」に記入し、そのまま保存したファイルを選んでください。"
        )),
        why => Error::Refused(format!("「{name}」を読めません。{why}")),
    })
}

/// A file that came back to this meeting; a member sees the own one only.
async fn kept(app: &App, place: &SheetPlace, digest: &str) -> Result<(String, ReturnedWorkbook)> {
    let mut tx = app.store.read().await?;
    let events = tx.events_of_subject(&place.plan, digest).await?;
    let name = events.iter().rev().find_map(|record| match &record.event {
        Event::SheetReturned(sheet) if sheet.meeting == place.meeting => Some(&sheet.file),
        _ => None,
    });
    let name = name.ok_or(Error::NotFound("この意見シート"))?.clone();
    let file = tx.file(digest).await?;
    drop(tx);
    let returned = read(app, &name, file.bytes.into()).await?;
    let own = |only: &SheetMember| returned.member().map(SheetMember::of).as_ref() == Some(only);
    if place.only.as_ref().is_some_and(|only| !own(only)) {
        return Err(Error::NotFound("この意見シート"));
    }
    Ok((name, returned))
}

/// A 意見シート beside what was taken before; one that belongs elsewhere is refused.
async fn looked(
    tx: &mut Tx,
    place: &SheetPlace,
    name: &str,
    returned: &ReturnedWorkbook,
) -> Result<(KeptVersion<Meeting>, ReturnedSheet)> {
    let plan = tx.plan(&place.plan).await?;
    let of = meeting(tx, &plan.id, &place.meeting).await?;
    let theirs = returned.member();
    let member = place.only.clone().or_else(|| theirs.map(SheetMember::of)).unwrap_or_default();
    let editions = editions_of(tx, &plan.id, &of.value).await?;
    let named = theirs.and_then(|theirs| editions.iter().find(|one| one.id == theirs.edition));
    let edition = named.or(editions.first()).ok_or_else(without_edition)?;
    let known = known(tx, &plan.id, (&of.id, &member)).await?;
    let current = sheet(tx, &plan, &of, (&member, edition), &known).await?;
    let comparison = compare(returned, &current);
    let foreign = comparison.notices.iter().find(|notice| notice.kind.is_foreign());
    if let Some(foreign) = foreign {
        return Err(Error::Refused(format!("「{name}」：{}", foreign.sentence)));
    }
    let opinions = sheet_opinions(&comparison, &known);
    let mut notices = comparison.notices;
    // The rows say it themselves
    notices.retain(|notice| notice.kind != NoticeKind::AlreadyTaken);
    Ok((of, ReturnedSheet { file: name.to_owned(), member, opinions, notices }))
}
