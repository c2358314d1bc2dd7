//! Saving what a section writes: a whole form, or single fields as they are left. What cannot be
//! saved stays in the form.

use std::collections::BTreeMap;

use axum::{
    Form, Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Slot, stage::Step};

use super::{
    Asked, Move, Outcome, Wish,
    form::{Unsaved, theirs, wish},
    list,
    section::{context, desk},
    web::{asked, draw},
};
use crate::{
    App, Error,
    actor::Actor,
    rounds,
    web::{Problem, Viewer, page, urls},
};

/// What the questions of a form wish to write. Only who chose 「前年度と同じ」 needs the sheets.
async fn wishes(
    app: &App,
    asked: &Asked,
    sent: &BTreeMap<String, String>,
) -> Result<(Vec<Wish>, Unsaved), Error> {
    let mut tx = app.store.read().await?;
    let same = sent.iter().any(|(key, value)| key.ends_with(".choice") && value == "same");
    let (round, context) = if same {
        let context = context(&mut tx, &asked.plan, asked.year).await?;
        (context.round.clone(), Some(context))
    } else {
        (rounds::of_year(&mut tx, &asked.plan, asked.year).await?, None)
    };
    let last = |slot: &Slot| {
        context.as_ref().map_or_else(String::new, |context| {
            let name = rounds::section_name(&context.sections, &asked.section);
            context.said(&asked.action, slot, &name)
        })
    };
    let (mut wishes, mut unsaved) = (Vec::new(), Unsaved::new());
    for question in &round.questions {
        let slot = question.slot.clone();
        match wish(slot.clone(), sent, || last(&slot)) {
            Some((wish, Some(problem))) => {
                unsaved.insert(slot, (wish, Outcome::Refused(problem)));
            }
            Some((wish, None)) => wishes.push(wish),
            None => {}
        }
    }
    Ok((wishes, unsaved))
}

/// Saves a form; hands the reply in where that was pressed and everything could be saved.
pub(crate) async fn save(
    State(app): State<App>,
    viewer: Viewer,
    Path(parts): Path<(String, String, String, String)>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let asked = asked(parts)?;
    let by = viewer.acting(&asked.plan, Some(&asked.section));
    let (wishes, mut unsaved) = wishes(&app, &asked, &sent).await?;
    let mut status = StatusCode::CONFLICT;
    match super::write(&app, &asked, wishes.clone(), &by).await {
        Ok(outcomes) => {
            for (wish, (slot, outcome)) in wishes.into_iter().zip(outcomes) {
                if matches!(outcome, Outcome::Stale(_) | Outcome::Refused(_)) {
                    unsaved.insert(slot, (wish, outcome));
                }
            }
        }
        Err(error) if error.is_for_now() => {
            let (told, why) = Problem::from(error).into_parts();
            status = told;
            let refused = |wish: Wish| (wish.slot.clone(), (wish, Outcome::Refused(why.clone())));
            unsaved.extend(wishes.into_iter().map(refused));
        }
        Err(error) => return Err(error.into()),
    }
    if !unsaved.is_empty() {
        let drawn = draw(&app, &viewer, &asked, &unsaved, String::new()).await?;
        return Ok((status, page(&drawn)?).into_response());
    }
    let then = sent.get("then").map_or("", String::as_str);
    match then {
        "submit" => hand_in(&app, &viewer, &asked, &by).await,
        "next" => Ok(Redirect::to(&going_on(&app, &asked, &by).await?).into_response()),
        _ => {
            let here = urls::reply(&asked.plan, asked.year, &asked.section, &asked.action);
            Ok(Redirect::to(&format!("{here}?said=saved")).into_response())
        }
    }
}

/// Hands the reply in; where that cannot be done, the form again with why.
async fn hand_in(
    app: &App,
    viewer: &Viewer,
    asked: &Asked,
    by: &Actor,
) -> Result<Response, Problem> {
    let step = Move { step: Step::Submit, seen: None, reason: String::new(), until: None };
    match super::take(app, asked, &step, by, "").await {
        Ok(_) => {
            let desk = urls::desk(&asked.plan, asked.year, &asked.section);
            Ok(Redirect::to(&format!("{desk}?said=submit&count=1")).into_response())
        }
        Err(Error::Conflict(why)) => {
            let mut drawn = draw(app, viewer, asked, &Unsaved::new(), String::new()).await?;
            drawn.problem = why;
            Ok((StatusCode::CONFLICT, page(&drawn)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Where to go on after a row was saved: the next one to write, else the list.
async fn going_on(app: &App, asked: &Asked, by: &Actor) -> Result<String, Error> {
    let mut tx = app.store.read().await?;
    let context = context(&mut tx, &asked.plan, asked.year).await?;
    let desk = desk(&mut tx, &context, &asked.section, by.today).await?;
    let list = || urls::desk(&asked.plan, asked.year, &asked.section);
    let to = list::next(&context, &desk, &asked.action, by).map_or_else(list, |next| next.href);
    Ok(format!("{to}?said=kept"))
}

/// What the form finds in each field as it stands, for the page's script. It reads last year's
/// sheet: a save is answered without it.
pub(crate) async fn found(
    State(app): State<App>,
    Path(parts): Path<(String, String, String, String)>,
) -> Result<Response, Problem> {
    let asked = asked(parts)?;
    let mut tx = app.store.read().await?;
    let context = context(&mut tx, &asked.plan, asked.year).await?;
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
    Path(parts): Path<(String, String, String, String)>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let asked = asked(parts)?;
    let by = viewer.acting(&asked.plan, Some(&asked.section));
    let (wishes, unsaved) = wishes(&app, &asked, &sent).await?;
    let outcomes = match super::write(&app, &asked, wishes, &by).await {
        Ok(outcomes) => outcomes,
        Err(error) => {
            let (status, why) = Problem::from(error).into_parts();
            return Ok((status, Json(serde_json::json!({ "refused": why }))).into_response());
        }
    };
    let refused = unsaved.into_iter().map(|(slot, (_, outcome))| (slot, outcome));
    let told: serde_json::Map<_, _> = outcomes.into_iter().chain(refused).map(told).collect();
    Ok(Json(told).into_response())
}

fn told((slot, outcome): (Slot, Outcome)) -> (String, serde_json::Value) {
    let value = match outcome {
        Outcome::Saved(version) | Outcome::Unchanged(version) => {
            serde_json::json!({ "version": version })
        }
        Outcome::Refused(why) => serde_json::json!({ "refused": why }),
        Outcome::Stale(entry) => {
            let theirs = theirs(&entry);
            serde_json::json!({ "theirs": {
                "text": theirs.text, "by": theirs.by, "at": theirs.at, "version": theirs.version,
            }})
        }
    };
    (slot.key(), value)
}
