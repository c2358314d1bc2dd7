//! Editions (版): the accepted sheet of a year, frozen for the council, as decided, or for the public.
//!
//! A freeze reads one state of the database, makes every file of the edition from it, and keeps them
//! with their event in one transaction. From there on pages and packages read the kept bytes.

pub(crate) mod command;
mod derive;
mod draft;
pub(crate) mod figures;
mod open_item;
mod open_items;
mod options;
mod package_command;
mod packages;
pub(crate) mod program;
mod publication;
mod replay;
mod replay_command;
mod said;
pub(crate) mod settings_web;
mod since;
pub(crate) mod state;
mod still_told;
pub(crate) mod view;
pub(crate) mod web;
mod withdrawal;

use domain::{
    FiscalYear, Id,
    event::{EditionDrawn, EditionFrozen, Event, PublicationAnswered},
    plan::Plan,
};
use edition::{DerivedFile, EditionContent, EditionKind};
use store::{AuditRecord, EditionFile, PublicationAnswer, StoredEdition};

pub(crate) use open_item::OpenItem;
pub(crate) use open_items::drafted;
pub(crate) use publication::{set, settings};
pub(crate) use since::{ChangedSince, since};
pub(crate) use withdrawal::{WithdrawalRequest, withdraw};

use crate::{
    App, Error, Result,
    kit::{actor::By, clock, digest::digest, ids},
    slices::frozen::{DOCUMENT, name},
};

/// What is to be frozen.
#[derive(Debug, Clone)]
pub(crate) struct FreezeRequest {
    pub(crate) year: FiscalYear,
    pub(crate) kind: EditionKind,
    /// Why it corrects the one before, which the edition tells; else why it is frozen although
    /// something is open. May be empty.
    pub(crate) reason: String,
    /// Why it is frozen although something is open, which stays inside the city; where it is empty,
    /// the other reason holds for both.
    pub(crate) inside: String,
}

/// An edition that was just frozen.
pub(crate) struct FrozenEdition {
    pub(crate) stored: StoredEdition,
    pub(crate) files: Vec<EditionFile>,
    /// What was open, and taken along.
    pub(crate) open: Vec<OpenItem>,
}

/// Freezes an edition, with everything that is open taken along for the reason that is given. A
/// conflict where something stops it, or where no reason is given.
pub(crate) async fn freeze(
    app: &App,
    plan: &Id<Plan>,
    request: &FreezeRequest,
    by: &By,
) -> Result<FrozenEdition> {
    let reason = domain::reply::remark(&request.reason)?;
    let inside = domain::reply::remark(&request.inside)?;
    let inside = if inside.is_empty() { reason.clone() } else { inside };
    let draft = drafted(app, plan, request.year, request.kind).await?;
    draft.refuse_unsettled(&reason, &inside)?;
    let content = draft.content(&reason);
    let document = edition::canonical(&content).map_err(Error::internal)?;
    let files = derive::files(app, &draft, &content, document).await?;
    keep(app, (&draft, &content), files, ([&reason, &inside], by)).await
}

/// Keeps an edition with its files and its event, in one transaction.
async fn keep(
    app: &App,
    (draft, content): (&draft::EditionDraft, &EditionContent),
    files: Vec<DerivedFile>,
    ([reason, inside], by): ([&str; 2], &By),
) -> Result<FrozenEdition> {
    let at = clock::now();
    let mut tx = app.store.begin().await?;
    let mut kept = Vec::new();
    for file in files {
        let digest = digest(&file.bytes);
        tx.keep_file(&digest, &file.name, &file.bytes, &at).await?;
        let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let media_type = file.media_type.to_owned();
        kept.push(EditionFile { name: file.name, media_type, digest, size });
    }
    let document = kept.iter().find(|file| file.name == DOCUMENT);
    let stored = StoredEdition {
        id: ids::text(),
        year: i64::from(content.fiscal_year),
        kind: content.kind.code().to_owned(),
        number: i64::from(content.number),
        as_of: content.as_of.event,
        digest: document.map_or_else(String::new, |file| file.digest.clone()),
        internal: draft.internal(inside),
        frozen_by: by.name.clone(),
        frozen_at: at.clone(),
        ground: None,
        withdrawn_at: None,
    };
    tx.freeze_edition(&draft.plan.id, &stored).await?;
    tx.add_edition_files(&stored.id, &kept).await?;
    let event = Event::EditionFrozen(EditionFrozen {
        fiscal_year: draft.year,
        name: name(&stored),
        digest: stored.digest.clone(),
        reason: reason.to_owned(),
        drawn: Some(EditionDrawn {
            kind: stored.kind.clone(),
            number: content.number,
            on: draft.today,
            as_of: stored.as_of,
        }),
    });
    let (plan, subject) = (Some(draft.plan.id.clone()), stored.id.clone());
    tx.record(&AuditRecord { plan, subject, ..by.did(event, &at) }).await?;
    tx.commit().await?;
    Ok(FrozenEdition { stored, files: kept, open: draft.open.clone() })
}

/// Answers a doubt that stands between an edition of a year and its publication; the mark may be
/// given by its first figures.
pub(crate) async fn answer(
    app: &App,
    plan: &Id<Plan>,
    (year, mark, reason): (FiscalYear, &str, &str),
    by: &By,
) -> Result<()> {
    let reason = domain::reply::remark(reason)?;
    if reason.is_empty() {
        return Err(Error::Refused("このまま公表する理由を書いてください。".to_owned()));
    }
    let draft = drafted(app, plan, year, EditionKind::Published).await?;
    let mut found =
        draft.open.into_iter().filter(|item| !mark.is_empty() && item.mark.starts_with(mark));
    let item = found.next().ok_or_else(|| no_doubt(year, mark))?;
    let at = clock::now();
    let mut tx = app.store.begin().await?;
    let answer = PublicationAnswer {
        mark: item.mark.clone(),
        told: item.sentence.clone(),
        reason: reason.clone(),
        answered_by: by.name.clone(),
        answered_at: at.clone(),
    };
    tx.answer_publication(plan, &answer).await?;
    let told = item.sentence;
    let event = Event::PublicationAnswered(PublicationAnswered { told, reason });
    let (plan, subject) = (Some(plan.clone()), item.mark);
    tx.record(&AuditRecord { plan, subject, ..by.did(event, &at) }).await?;
    Ok(tx.commit().await?)
}

/// Says that nothing of the mark waits for an answer, and where what waits is listed.
fn no_doubt(year: FiscalYear, mark: &str) -> Error {
    Error::Absent(format!(
        "{}の公表前の確認に、番号「{mark}」で回答を待つものが見つかりません。\
         公表の版を作る画面（コマンドでは sasae edition freeze --year {} --kind published）で番号を確かめてください。",
        year.official(),
        year.short()
    ))
}
