//! A section's registers: this year's records, what waits for a result, a line to enter the next, and
//! what the records count and write.

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    response::{Html, Redirect},
};
use domain::{Day, FiscalYear, Id, permission::Right, plan::Plan, section::Section};
use registers::{RecordState, RegisterRecord};
use serde::Deserialize;

use super::{
    entry::{self, RecordChange, RecordDesk},
    form::{RecordField, Sent, filled, sent, state_of, states},
    marks::MARKED,
    own_records::section_of,
    view::{RegisterCard, WaitingRecord, cards, record_fields, waiting},
};
use crate::{
    App, Error,
    kit::{
        addresses,
        error_page::PageError,
        flash::Flash,
        page::{Choice, Frame, Tab, page},
        path::Path,
        viewer::Viewer,
    },
};

/// Of more registers a page shows the names, and opens the card that is wanted.
const OPEN_CARDS: usize = 2;

#[derive(Template)]
#[template(path = "registers/registers.html")]
struct RegistersPage {
    frame: Frame,
    plan: Id<Plan>,
    section: Id<Section>,
    name: String,
    year: FiscalYear,
    said: String,
    waiting: Vec<WaitingRecord>,
    cards: Vec<RegisterCard>,
    may_write: bool,
}

#[derive(Template)]
#[template(path = "registers/record.html")]
struct RecordPage {
    frame: Frame,
    plan: Id<Plan>,
    section: Id<Section>,
    record: String,
    version: u32,
    register: String,
    name: String,
    /// When it was entered, by whom, in which state; the newest first.
    versions: Vec<String>,
    fields: Vec<RecordField>,
    states: Vec<Choice>,
    may_write: bool,
    /// Whether a change has to say why.
    needs_reason: bool,
}

/// What the page of the registers is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RegistersAsked {
    year: String,
    /// The register whose card is open.
    register: String,
    /// What was done just before.
    said: String,
}

/// The year that is asked for; else the one in which the day lies.
fn year_of(asked: &str, today: Day) -> crate::Result<FiscalYear> {
    let year = FiscalYear::parse(asked).ok().or_else(|| today.fiscal_year());
    year.ok_or(Error::NotFound("この年度"))
}

/// The page of a section's registers.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, section)): Path<(Id<Plan>, Id<Section>)>,
    Query(asked): Query<RegistersAsked>,
    Query(said): Query<Flash>,
) -> Result<Html<String>, PageError> {
    let year = year_of(&asked.year, viewer.today())?;
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let section = section_of(&mut tx, &plan.id, &section).await?;
    let mut cards = cards(&mut tx, &plan.id, &section, (year, viewer.today())).await?;
    let few = cards.len() <= OPEN_CARDS;
    for card in &mut cards {
        card.is_open = few || card.name == asked.register;
        card.is_counting = card.name == asked.register && asked.said == MARKED;
    }
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    drop(tx);
    let title = format!("{}の台帳", section.name);
    page(&RegistersPage {
        frame: Frame::of(&viewer, &plan, &title, Tab::Records, newest),
        waiting: waiting(&cards),
        may_write: viewer.may(Right::Record, Some(&plan.id), Some(&section.id)),
        said: said.sentence(),
        plan: plan.id,
        section: section.id,
        name: section.name,
        year,
        cards,
    })
}

/// The page of one record.
pub(crate) async fn record(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, section, id)): Path<(Id<Plan>, Id<Section>, String)>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let section = section_of(&mut tx, &plan.id, &section).await?;
    let standing = entry::standing(&mut tx, &plan.id, &section.id, &id).await?;
    let (versions, register) = record_fields(&mut tx, &plan.id, &standing).await?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    drop(tx);
    let is_open = standing.state != RecordState::Void;
    page(&RecordPage {
        frame: Frame::of(&viewer, &plan, &standing.register, Tab::Records, newest),
        may_write: is_open && viewer.may(Right::Record, Some(&plan.id), Some(&section.id)),
        fields: super::form::fields(&register, &(&standing).into(), "field"),
        states: states(&register, &RecordState::ALL, standing.state),
        needs_reason: entry::is_correction(&standing),
        version: standing.version,
        register: standing.register.clone(),
        record: id,
        name: section.name,
        plan: plan.id,
        section: section.id,
        versions,
    })
}

/// Goes back to the register of a record, in its year, and says what was done.
fn back(
    plan: &Id<Plan>,
    section: &Id<Section>,
    (record, said): (&RegisterRecord, &str),
) -> Redirect {
    Redirect::to(&match record.period().from.fiscal_year() {
        Some(year) => addresses::registers_after(plan, section, (year, &record.register, said)),
        None => addresses::said(&addresses::registers(plan, section), said),
    })
}

/// Enters a record.
pub(crate) async fn write(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, Id<Section>)>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let (section, register) = {
        let mut tx = app.store.read().await?;
        let section = section_of(&mut tx, &plan, &id).await?;
        let shelf = super::RegisterShelf::of(&mut tx, &plan).await?;
        let register = shelf.named(sent(&form, "register")).cloned();
        (section, register.ok_or(Error::NotFound("この台帳"))?)
    };
    let mut bare = registers::RecordLine::bare(&register.name, register.shape);
    bare.state = Some(state_of(sent(&form, "state"))?);
    let line = filled(&bare, &register, &form)?;
    let by = viewer.by();
    let desk = RecordDesk { plan: &plan, section: &section, by: &by };
    let record = entry::write(&app, desk, line).await?;
    Ok(back(&plan, &id, (&record, "written")))
}

/// A step for a record: what the form says is its next version.
async fn step(
    app: &App,
    viewer: &Viewer,
    (plan, section, id): (&Id<Plan>, &Id<Section>, &str),
    form: &Sent,
    to: impl FnOnce(registers::RecordLine, &registers::Register) -> crate::Result<registers::RecordLine>,
) -> crate::Result<RegisterRecord> {
    let section = section_of(&mut app.store.read().await?, plan, section).await?;
    let seen = sent(form, "version").parse().unwrap_or_default();
    let change = RecordChange { id, seen, reason: sent(form, "reason") };
    let by = viewer.by();
    let desk = RecordDesk { plan, section: &section, by: &by };
    entry::correct(app, desk, &change, to).await
}

/// Corrects a record.
pub(crate) async fn correct(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, section, id)): Path<(Id<Plan>, Id<Section>, String)>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let state = state_of(sent(&form, "state"));
    let record = step(&app, &viewer, (&plan, &section, &id), &form, |line, register| {
        filled(&registers::RecordLine { state: Some(state?), ..line }, register, &form)
    })
    .await?;
    Ok(back(&plan, &section, (&record, "corrected")))
}

/// Tells what came of a planned record: 実施, 中止 or 延期.
pub(crate) async fn result(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, section, id)): Path<(Id<Plan>, Id<Section>, String)>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let state = state_of(sent(&form, "state"));
    let held = sent(&form, "state") == RecordState::Held.code();
    let kept = |(name, _): &&(String, String)| !(held && name == "reason");
    let form: Vec<(String, String)> = form.iter().filter(kept).cloned().collect();
    let record = step(&app, &viewer, (&plan, &section, &id), &form, |line, _| {
        Ok(registers::RecordLine { state: Some(state?), ..line })
    })
    .await?;
    Ok(back(&plan, &section, (&record, "corrected")))
}

/// Marks a record as a mistake: it stays visible and counts nowhere.
pub(crate) async fn void(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, section, id)): Path<(Id<Plan>, Id<Section>, String)>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let record = step(&app, &viewer, (&plan, &section, &id), &form, |line, _| {
        Ok(registers::RecordLine { state: Some(RecordState::Void), ..line })
    })
    .await?;
    Ok(back(&plan, &section, (&record, "voided")))
}
