//! An edition drawn again from the history alone, beside the one that was frozen.
//!
//! Read are the plan's events up to where the edition was drawn, the sheets that they name by their
//! digests, and the documents of the editions before it. The plan's name and code are taken as they
//! stand: nothing changes them. What the program works out of words (figures of sentences, small
//! figures) it works out by its own version: where a later one reads otherwise, the difference is told.

use std::{cmp::Reverse, collections::BTreeMap};

use domain::{
    FiscalYear, Id,
    chain::ChainHead,
    council::{Meeting, Opinion},
    event::{EditionDrawn, EditionFrozen, Event},
    indicator::Figure,
    plan::Plan,
    replay::{CouncilKind, PlanReplay, ReplayedEdition, ToldEvent},
};
use edition::{EditionContent, EditionKind, PublicationSettings};
use serde::de::DeserializeOwned;
use serde_json::Value;
use store::{StoredEdition, Tx};

use super::{
    open_items,
    state::{AcceptedSheet, PlanState, wanted},
    view::change_label,
};
use crate::{
    App, Error, Result,
    kit::digest::digest,
    slices::{council::KeptVersion, frozen::name},
};

/// So many events are in memory at once; one that replaces a large sheet may have a megabyte.
const BATCH: u32 = 500;

/// An edition that was drawn again.
pub(crate) struct EditionReplay {
    /// Up to which event.
    pub(crate) as_of: i64,
    /// The digest of the document that was drawn.
    pub(crate) digest: String,
    /// Where it differs from the one that was frozen; none where no byte does.
    pub(crate) difference: Option<ReplayDifference>,
}

/// The first cell, or other place, that differs.
pub(crate) struct ReplayDifference {
    pub(crate) place: String,
    pub(crate) frozen: String,
    pub(crate) drawn: String,
}

/// Draws an edition again from the history up to where it was drawn.
pub(crate) async fn replay(app: &App, plan: &Plan, of: &StoredEdition) -> Result<EditionReplay> {
    let mut tx = app.store.read().await?;
    let (frozen, drawn) = frozen_as(&mut tx, plan, of).await?;
    let kind = EditionKind::coded(&drawn.kind).ok_or(Error::NotFound("版の種類"))?;
    let told = told(&mut tx, &plan.id, drawn.as_of).await?;
    let state = past(&mut tx, &told, (frozen.fiscal_year, drawn.as_of)).await?;
    let day = (frozen.fiscal_year, kind, drawn.on);
    let draft = open_items::drawn(&mut tx, &plan.id, state, day).await.map_err(unkept)?;
    let content = draft.content(&frozen.reason);
    let document = edition::canonical(&content).map_err(Error::internal)?;
    let digest = digest(&document);
    let is_same = digest == of.digest;
    let difference = if is_same { None } else { Some(differing(&mut tx, of, &content).await?) };
    Ok(EditionReplay { as_of: drawn.as_of, digest, difference })
}

/// How an edition was frozen, as the history tells it.
async fn frozen_as(
    tx: &mut Tx,
    plan: &Plan,
    of: &StoredEdition,
) -> Result<(EditionFrozen, EditionDrawn)> {
    let events = tx.events_of_subject(&plan.id, &of.id).await?;
    let frozen = events.into_iter().find_map(|record| match record.event {
        Event::EditionFrozen(frozen) => Some(frozen),
        _ => None,
    });
    let drawn = frozen.and_then(|frozen| Some((frozen.clone(), frozen.drawn?)));
    drawn.ok_or_else(|| {
        Error::Refused(format!(
            "{}は、作り直すために要ることが履歴に残る前に凍結されたものです。凍結したファイルの照合は edition verify で行えます。",
            name(of)
        ))
    })
}

/// The plan as its events tell it up to a place of the chain.
async fn told(tx: &mut Tx, plan: &Id<Plan>, until: i64) -> Result<PlanReplay> {
    let mut replay = PlanReplay::of(plan);
    let mut after = 0;
    loop {
        let events = tx.events_between(plan, (after, until), BATCH).await?;
        let Some((last, _)) = events.last() else { return Ok(replay) };
        after = *last;
        for (seq, record) in &events {
            replay.tell(ToldEvent {
                seq: *seq,
                at: &record.at,
                action: record.action.as_ref(),
                section: record.section.as_ref(),
                subject: &record.subject,
                event: &record.event,
            });
        }
    }
}

/// All that an edition of a year is drawn from, as the history tells it.
async fn past(
    tx: &mut Tx,
    told: &PlanReplay,
    (year, as_of): (FiscalYear, i64),
) -> Result<PlanState> {
    let years = wanted(&told.years(), year);
    if let Some(gap) = told.gap(years.iter().copied()) {
        return Err(Error::Refused(gap.to_string()));
    }
    let mut sheets = BTreeMap::new();
    for one in years {
        let Some(of) = told.sheet(one) else { continue };
        let kept = tx.kept_sheet(&of.digest).await.map_err(|error| unkept(error.into()))?;
        let actions = of.filed.actions.clone();
        if let Some(sheet) = told.accepted(one, kept) {
            sheets.insert(one, AcceptedSheet { sheet, actions });
        }
    }
    let settings = match told.settings() {
        Some(json) => serde_json::from_str(json).map_err(Error::internal)?,
        None => PublicationSettings::default(),
    };
    let mut editions: Vec<StoredEdition> = told.editions().iter().map(stored).collect();
    editions.sort_by(|a, b| order(b).cmp(&order(a)));
    let mut meetings: Vec<KeptVersion<Meeting>> = kept(told, CouncilKind::Meeting)?;
    meetings.sort_by_key(|one| (Reverse(one.value.year), one.id.len(), one.id.clone()));
    meetings.sort_by_key(|one| Reverse(one.value.held_on));
    let mut opinions: Vec<KeptVersion<Opinion>> = kept(told, CouncilKind::Opinion)?;
    opinions.sort_by_key(|one| (Reverse(one.value.year), one.id.len(), one.id.clone()));
    let hash = tx.hash_at(as_of).await?.unwrap_or_default();
    let figure =
        |(id, year, kind, value): (&Id<_>, _, _, _)| (id.clone(), Figure { year, kind, value });
    Ok(PlanState {
        sheets,
        links: told.links(),
        indicators: told.indicators(),
        figures: told.figures().map(figure).collect(),
        settings,
        answers: told.answers().clone(),
        editions,
        crosswalks: told.crosswalks(),
        meetings,
        opinions,
        as_of: ChainHead { seq: as_of, hash },
    })
}

/// The newest year first, in it the one that was frozen last.
fn order(of: &StoredEdition) -> (i64, &str, i64, Reverse<&str>) {
    (of.year, of.frozen_at.as_str(), of.number, Reverse(of.kind.as_str()))
}

/// An edition as it is stored, as far as another is drawn from it.
fn stored(of: &ReplayedEdition) -> StoredEdition {
    let (ground, withdrawn_at) = of.withdrawn.clone().unzip();
    StoredEdition {
        id: of.id.clone(),
        year: i64::from(of.year.start()),
        kind: of.kind.clone(),
        number: i64::from(of.number),
        as_of: of.as_of,
        digest: of.digest.clone(),
        internal: String::new(),
        frozen_by: String::new(),
        frozen_at: of.at.clone(),
        ground,
        withdrawn_at,
    }
}

/// The council's records of a kind. Which version stands is nothing that an edition shows.
fn kept<T: DeserializeOwned>(told: &PlanReplay, kind: CouncilKind) -> Result<Vec<KeptVersion<T>>> {
    let read = |(id, line): (&str, &str)| {
        let value = serde_json::from_str(line);
        let value = value.map_err(|error| Error::Damaged(error.to_string()))?;
        Ok(KeptVersion { id: id.to_owned(), version: 0, value })
    };
    told.council(kind).map(read).collect()
}

/// A file that the history names and that is not kept any more.
fn unkept(error: Error) -> Error {
    match error {
        Error::NotFound("ファイル") => Error::Refused(
            "履歴が指すファイル（シートや前の版の文書）が消去されているため、履歴だけからは作り直せません。"
                .to_owned(),
        ),
        other => other,
    }
}

/// Where the document that was frozen differs from the one that was drawn.
async fn differing(
    tx: &mut Tx,
    of: &StoredEdition,
    drawn: &EditionContent,
) -> Result<ReplayDifference> {
    let whole = |place: &str| ReplayDifference {
        place: place.to_owned(),
        frozen: String::new(),
        drawn: String::new(),
    };
    let bytes = match tx.file(&of.digest).await {
        Ok(file) => file.bytes,
        Err(store::Error::NotFound(_)) => {
            return Ok(whole("文書（凍結した文書は消去されているため、箇所は示せません）"));
        }
        Err(error) => return Err(error.into()),
    };
    if digest(&bytes) != of.digest {
        return Ok(whole("凍結した文書そのもの（要約値と合いません）"));
    }
    let read = |error: serde_json::Error| Error::Damaged(error.to_string());
    let frozen: EditionContent = serde_json::from_slice(&bytes).map_err(read)?;
    if let Some(cell) = edition::changes(&frozen, drawn).into_iter().next() {
        let label = change_label(&cell.field, cell.fiscal_year);
        let place = format!("「{}」の{label}", cell.title);
        return Ok(ReplayDifference { place, frozen: cell.before, drawn: cell.after });
    }
    let (one, other): (Value, Value) =
        (serde_json::from_slice(&bytes).map_err(read)?, serde_json::to_value(drawn).map_err(read)?);
    Ok(match edition::first_difference(&one, &other) {
        Some(found) => {
            ReplayDifference { place: found.place, frozen: found.first, drawn: found.other }
        }
        None => whole("書き方（値は同じです）"),
    })
}
