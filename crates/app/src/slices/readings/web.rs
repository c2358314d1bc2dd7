//! The page 「この表をこう読みました」.

use askama::Template;
use axum::{
    extract::{Form, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    FiscalYear, Id,
    decision::{Certainty, Decision, DecisionKind, RowKind},
    layout::ColumnRole,
    plan::Plan,
    reading::Reading,
};
use ingest::Password;
use store::{Import, ImportState};

use super::Said;
use crate::{
    App, Error,
    kit::{
        addresses,
        error_page::PageError,
        page::{Choice, Frame, Tab, page},
        path::Path,
        viewer::Viewer,
    },
    slices::columns::web::{RoleChoices, role_choices},
};

#[derive(Template)]
#[template(path = "readings/reading.html")]
struct ReadingPage {
    frame: Frame,
    file: String,
    year: String,
    rows: usize,
    action: String,
    back: String,
    error: Option<String>,
    /// Whether the file wants a password before it can be read again.
    locked: bool,
    /// Whether anything may be changed any more.
    open: bool,
    asked: Vec<DecisionView>,
    columns: Vec<DecisionView>,
    grades: Vec<DecisionView>,
    others: Vec<DecisionView>,
    aside: Vec<AsideView>,
}

/// A decision with what may hold instead.
struct DecisionView {
    at: usize,
    kind: &'static str,
    subject: String,
    told: String,
    evidence: String,
    place: String,
    groups: Vec<RoleChoices>,
    options: Vec<Choice>,
    /// Some of the values that it concerns.
    examples: Vec<String>,
}

/// A row that is no action.
struct AsideView {
    kind: String,
    text: String,
    place: String,
}

/// How the names of the form's fields begin.
const FIELD: &str = "decision-";
/// How many example rows a column shows.
const EXAMPLES: usize = 3;
/// The longest example.
const LONGEST: usize = 40;

/// How the file was understood.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, import)): Path<(Id<Plan>, Id<Import>)>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let (plan, import) = found(&mut tx, &plan, &import).await?;
    drop(tx);
    drawn(&viewer, &plan, &import, None)
}

async fn found(
    tx: &mut store::Tx,
    plan: &Id<Plan>,
    import: &Id<Import>,
) -> Result<(Plan, Import), Error> {
    let plan = tx.plan(plan).await?;
    let import = tx.import(import).await?;
    if import.head.plan == plan.id {
        Ok((plan, import))
    } else {
        Err(Error::NotFound("この取込"))
    }
}

/// Confirms or changes how the file was understood.
pub(crate) async fn confirm(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, import)): Path<(Id<Plan>, Id<Import>)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let (plan, import) = found(&mut tx, &plan, &import).await?;
    drop(tx);
    let read = match said(&fields) {
        Ok(said) => super::read(&app, &plan, &import, said, &viewer.by()).await,
        Err(error) => Err(error),
    };
    let again = match read {
        Ok(again) => again,
        Err(error @ (Error::Unreadable(_) | Error::Refused(_))) => {
            let html = drawn(&viewer, &plan, &import, Some(&error))?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let asked = app.store.read().await?.import(&again).await?.reading.asked().next().is_some();
    let next = if asked { addresses::reading } else { addresses::import };
    Ok(Redirect::to(&next(&plan.id, &again)).into_response())
}

/// What the form says.
fn said(fields: &[(String, String)]) -> Result<Said, Error> {
    let mut said = Said::default();
    for (name, value) in fields {
        let value = value.trim();
        match name.as_str() {
            "year" if !value.is_empty() => {
                let year = FiscalYear::parse(value);
                said.year = Some(year.map_err(|error| Error::Refused(error.to_string()))?);
            }
            "password" if !value.is_empty() => {
                said.password = Some(Password::new(value.to_owned()));
            }
            name => {
                let at = name.strip_prefix(FIELD).and_then(|at| at.parse().ok());
                said.values.extend(at.map(|at: usize| (at, value.to_owned())));
            }
        }
    }
    Ok(said)
}

fn drawn(
    viewer: &Viewer,
    plan: &Plan,
    import: &Import,
    error: Option<&Error>,
) -> Result<Html<String>, PageError> {
    let reading = &import.reading;
    let decisions = || reading.decisions.iter().enumerate();
    let views = |wanted: &dyn Fn(&Decision) -> bool| -> Vec<DecisionView> {
        decisions().filter(|(_, d)| wanted(d)).map(|(at, d)| view(reading, at, d)).collect()
    };
    let settled = |kind: DecisionKind| {
        move |d: &Decision| d.kind == kind && d.certainty == Certainty::Certain
    };
    let is_aside =
        |d: &Decision| settled(DecisionKind::Row)(d) && d.value != RowKind::Action.code();
    let aside = decisions().filter(|(_, d)| is_aside(d)).map(|(_, d)| AsideView {
        kind: d.told(),
        text: d.subject.clone(),
        place: d.place.to_string(),
    });
    page(&ReadingPage {
        frame: Frame::of(
            viewer,
            plan,
            "この表をこう読みました",
            Tab::Imports,
            Some(reading.sheet.year),
        ),
        file: import.head.name.clone(),
        year: reading.sheet.year.official(),
        rows: reading.sheet.rows.len(),
        action: addresses::reading(&plan.id, &import.head.id),
        back: addresses::import(&plan.id, &import.head.id),
        locked: error.is_some_and(|error| matches!(error, Error::Unreadable(u) if u.is_locked)),
        error: error.map(ToString::to_string),
        open: import.head.state == ImportState::Read,
        asked: views(&Decision::is_asked),
        columns: views(&settled(DecisionKind::Column)),
        grades: views(&settled(DecisionKind::Grade)),
        others: views(&|d| {
            matches!(d.kind, DecisionKind::Table | DecisionKind::Value)
                && d.certainty == Certainty::Certain
        }),
        aside: aside.collect(),
    })
}

fn view(reading: &Reading, at: usize, decision: &Decision) -> DecisionView {
    DecisionView {
        at,
        kind: decision.kind.label(),
        subject: decision.subject.clone(),
        told: decision.told(),
        evidence: decision.evidence.clone(),
        place: decision.place.to_string(),
        groups: match decision.kind {
            DecisionKind::Column => role_choices(&decision.value),
            _ => Vec::new(),
        },
        options: decision
            .choices()
            .into_iter()
            .map(|(code, label)| Choice::of(code, label, &decision.value))
            .collect(),
        examples: examples(reading, decision),
    }
}

/// The first values of a column.
fn examples(reading: &Reading, decision: &Decision) -> Vec<String> {
    if decision.kind != DecisionKind::Column {
        return Vec::new();
    }
    let Ok(role) = ColumnRole::named(&decision.value) else { return Vec::new() };
    let rows = reading.sheet.rows.iter();
    let texts: Vec<String> = match role {
        ColumnRole::Measure => rows.map(|row| reading.sheet.measure_of(row).to_owned()).collect(),
        role => rows.filter_map(|row| row.cell(&role)).map(|cell| cell.text.clone()).collect(),
    };
    texts.into_iter().filter(|text| !text.trim().is_empty()).take(EXAMPLES).map(shortened).collect()
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
