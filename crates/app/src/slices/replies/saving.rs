//! Saving what a section writes: a whole form, or single fields as they are left. What cannot be
//! saved stays in the form.

use std::collections::BTreeMap;

use axum::{
    Form, Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Slot, round::Round, stage::Step};

use super::{
    Move, ReplyRef, WriteOutcome, WriteRequest,
    choices::AnswerMode,
    form::{SentFields, Unsaved, theirs, write_request},
    list,
    section::{context_of, inbox},
    web::{drawn_again, not_whole},
};
use crate::{
    App, Error,
    kit::{actor::Actor, addresses, error_page::PageError, path::Path, viewer::Viewer},
    slices::rounds,
};

/// What each question was answered a year ago.
type Last = BTreeMap<Slot, String>;

/// What was answered a year ago. Only who chose 「前年度と同じ」 needs the sheets.
async fn last(app: &App, asked: &ReplyRef, sent: &SentFields) -> Result<Last, Error> {
    if !sent.iter().any(|(key, value)| {
        key.ends_with(".choice") && AnswerMode::coded(value) == AnswerMode::Same
    }) {
        return Ok(Last::new());
    }
    let mut tx = app.store.read().await?;
    let context = context_of(&mut tx, &asked.plan, asked.year, &asked.section).await?;
    let name = rounds::section_name(&context.sections, &asked.section);
    let slots = context.round.questions.iter().map(|question| &question.slot);
    Ok(slots.map(|slot| (slot.clone(), context.said(&asked.action, slot, &name))).collect())
}

/// What the questions of a form ask to write, and what of it cannot be.
fn write_requests(round: &Round, sent: &SentFields, last: &Last) -> (Vec<WriteRequest>, Unsaved) {
    let (mut requests, mut unsaved) = (Vec::new(), Unsaved::new());
    for question in &round.questions {
        let slot = question.slot.clone();
        let said = || last.get(&question.slot).cloned().unwrap_or_default();
        match write_request(slot.clone(), sent, said) {
            Some((request, Some(problem))) => {
                unsaved.insert(slot, (request, WriteOutcome::Refused(problem)));
            }
            Some((request, None)) => requests.push(request),
            None => {}
        }
    }
    (requests, unsaved)
}

/// What was requested, each with what came of it, and what could not even be tried.
type Written = (Vec<(WriteRequest, WriteOutcome)>, Unsaved);

/// Writes what was sent, in one transaction that reads the round once.
async fn write(
    app: &App,
    asked: &ReplyRef,
    sent: &SentFields,
    last: &Last,
    by: &Actor,
) -> Result<Written, Error> {
    let mut tx = app.store.begin().await?;
    let opened = super::open(&mut tx, asked, by.today).await?;
    let (requests, unsaved) = write_requests(&opened.round, sent, last);
    let outcomes = super::write_in(&mut tx, opened, requests.clone(), None, by).await?;
    tx.commit().await?;
    let outcomes = outcomes.into_iter().map(|(_, outcome)| outcome);
    Ok((requests.into_iter().zip(outcomes).collect(), unsaved))
}

/// What was sent, none of it saved, for a reason that passes.
async fn kept(
    app: &App,
    asked: &ReplyRef,
    sent: &SentFields,
    last: &Last,
    why: &str,
) -> Result<Unsaved, Error> {
    let round = rounds::of_year(&mut app.store.read().await?, &asked.plan, asked.year).await?;
    let (requests, mut unsaved) = write_requests(&round, sent, last);
    let refused = |request: WriteRequest| {
        (request.slot.clone(), (request, WriteOutcome::Refused(why.to_owned())))
    };
    unsaved.extend(requests.into_iter().map(refused));
    Ok(unsaved)
}

/// Saves what a form sent; answers what could not be saved, and with which status the form says so.
pub(super) async fn saved(
    app: &App,
    asked: &ReplyRef,
    sent: &SentFields,
    by: &Actor,
) -> Result<(StatusCode, Unsaved), PageError> {
    let last = last(app, asked, sent).await?;
    match write(app, asked, sent, &last, by).await {
        Ok((written, mut unsaved)) => {
            let not = |outcome: &WriteOutcome| {
                matches!(outcome, WriteOutcome::Stale(_) | WriteOutcome::Refused(_))
            };
            let left = written.into_iter().filter(|(_, outcome)| not(outcome));
            unsaved
                .extend(left.map(|(request, outcome)| (request.slot.clone(), (request, outcome))));
            Ok((StatusCode::CONFLICT, unsaved))
        }
        Err(error) if error.is_for_now() => {
            let (status, why) = PageError::from(error).into_parts();
            Ok((status, kept(app, asked, sent, &last, &why).await?))
        }
        Err(error) => Err(error.into()),
    }
}

/// Saves a form; hands the reply in where that was pressed and everything could be saved.
pub(crate) async fn save(
    State(app): State<App>,
    viewer: Viewer,
    Path(asked): Path<ReplyRef>,
    Form(sent): Form<SentFields>,
) -> Result<Response, PageError> {
    let by = viewer.acting(&asked.plan, Some(&asked.section));
    let (status, unsaved) = saved(&app, &asked, &sent, &by).await?;
    if !unsaved.is_empty() {
        return drawn_again((&app, &viewer), &asked, status, &unsaved, None).await;
    }
    let then = sent.get("then").map_or("", String::as_str);
    match then {
        "submit" => hand_in(&app, &viewer, &asked, None, &by).await,
        "submit_empty" => {
            let why = sent.get("empty_reason").map_or("", String::as_str);
            hand_in(&app, &viewer, &asked, Some(why), &by).await
        }
        "next" => Ok(Redirect::to(&going_on(&app, &asked, &by).await?).into_response()),
        _ => {
            let here = addresses::reply(&asked.plan, asked.year, &asked.section, &asked.action);
            Ok(Redirect::to(&addresses::said(&here, "saved")).into_response())
        }
    }
}

/// Hands the reply in, with why required questions stay empty where that was said; where that
/// cannot be done, the form again with why.
async fn hand_in(
    app: &App,
    viewer: &Viewer,
    asked: &ReplyRef,
    empty: Option<&str>,
    by: &Actor,
) -> Result<Response, PageError> {
    let reason = empty.unwrap_or_default().to_owned();
    let step = Move { step: Step::Submit, seen: None, reason, until: None };
    match super::take(app, asked, &step, by, "").await {
        Ok(_) => {
            let inbox = addresses::section(&asked.plan, asked.year, &asked.section);
            Ok(Redirect::to(&addresses::counted(&inbox, "submit", 1)).into_response())
        }
        Err(Error::Refused(why)) => not_whole(app, viewer, asked, empty, why).await,
        Err(Error::Conflict(why)) => {
            let (at, none) = ((app, viewer), Unsaved::new());
            drawn_again(at, asked, StatusCode::CONFLICT, &none, Some(why)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Where to go on after a row was saved: the next one to write, else the list.
async fn going_on(app: &App, asked: &ReplyRef, by: &Actor) -> Result<String, Error> {
    let mut tx = app.store.read().await?;
    let context = context_of(&mut tx, &asked.plan, asked.year, &asked.section).await?;
    let inbox = inbox(&mut tx, &context, &asked.section, by.today).await?;
    let list = || addresses::section(&asked.plan, asked.year, &asked.section);
    let to = list::next(&context, &inbox, &asked.action, by).map_or_else(list, |next| next.href);
    Ok(addresses::said(&to, "kept"))
}

/// What the form finds in each field as it stands, for the page's script. It reads last year's
/// sheet: a save is answered without it.
pub(crate) async fn found(
    State(app): State<App>,
    Path(asked): Path<ReplyRef>,
) -> Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let context = context_of(&mut tx, &asked.plan, asked.year, &asked.section).await?;
    let reply = tx.reply(&context.round.id, &asked.section, &asked.action).await?;
    let name = rounds::section_name(&context.sections, &asked.section);
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in context.findings(&reply, &name) {
        told.entry(finding.slot.key()).or_default().push(finding.message);
    }
    Ok(Json(told).into_response())
}

/// Saves single fields as they are left, for the page's script; answers what came of each.
pub(crate) async fn entries(
    State(app): State<App>,
    viewer: Viewer,
    Path(asked): Path<ReplyRef>,
    Form(sent): Form<SentFields>,
) -> Result<Response, PageError> {
    let by = viewer.acting(&asked.plan, Some(&asked.section));
    let last = last(&app, &asked, &sent).await?;
    let (written, unsaved) = match write(&app, &asked, &sent, &last, &by).await {
        Ok(written) => written,
        Err(error) => {
            let (status, why) = PageError::from(error).into_parts();
            return Ok((status, Json(serde_json::json!({ "refused": why }))).into_response());
        }
    };
    let tried = written.into_iter().chain(unsaved.into_values());
    let told: serde_json::Map<_, _> =
        tried.map(|(request, outcome)| outcome_json((request.slot, outcome))).collect();
    Ok(Json(told).into_response())
}

fn outcome_json((slot, outcome): (Slot, WriteOutcome)) -> (String, serde_json::Value) {
    let value = match outcome {
        WriteOutcome::Saved(version) | WriteOutcome::Unchanged(version) => {
            serde_json::json!({ "version": version })
        }
        WriteOutcome::Refused(why) => serde_json::json!({ "refused": why }),
        WriteOutcome::Stale(entry) => {
            let theirs = theirs(&entry);
            serde_json::json!({ "theirs": {
                "text": theirs.text, "by": theirs.by, "at": theirs.at, "version": theirs.version,
            }})
        }
    };
    (slot.key(), value)
}
