//! The plan's registers: what there is, what can be taken over, and the form that names, ticks and
//! words one. A change is a new version; records keep theirs.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    response::{Html, Redirect},
};
use domain::{Id, plan::Plan, sheet::Row, text::fold};
use registers::{Counting, Register, Shape, shipped::shipped};
use store::Tx;

use super::{
    RegisterShelf,
    define::{brought, define_in},
    edit::{self, FieldTick},
    form::sent,
};
use crate::{
    App, Error,
    kit::{
        addresses,
        error_page::PageError,
        flash::Flash,
        page::{Frame, Tab, page},
        path::Path,
        viewer::Viewer,
    },
};

#[derive(Template)]
#[template(path = "registers/shelf.html")]
struct ShelfPage {
    frame: Frame,
    plan: Id<Plan>,
    said: String,
    registers: Vec<Register>,
    /// What the product brings: its name, its shape, its wording.
    brought: Vec<Register>,
}

#[derive(Template)]
#[template(path = "registers/edit.html")]
struct EditPage {
    frame: Frame,
    plan: Id<Plan>,
    register: Register,
    /// The template that a new one is made of; empty for a change.
    template: String,
    is_new: bool,
    /// Where the form is sent to.
    to: String,
    served: Vec<ServedTick>,
    fields: Vec<FieldTick>,
    counts: Vec<CountTick>,
    groups: String,
    codes: String,
    questions: String,
    totals: String,
    wordings: String,
    /// What may stand in a wording: its name in braces, and what it counts.
    pieces: Vec<(String, String)>,
}

/// An action with one of its sections, to be ticked.
struct ServedTick {
    value: String,
    label: String,
    section: String,
    ticked: bool,
}

/// A way of counting, to be ticked.
struct CountTick {
    code: &'static str,
    name: &'static str,
    definition: &'static str,
    unit: String,
    ticked: bool,
}

/// The page of the plan's registers.
pub(crate) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Query(said): Query<Flash>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let shelf = RegisterShelf::of(&mut tx, &plan.id).await?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    drop(tx);
    let known: BTreeSet<&str> = shelf.newest.iter().map(|one| one.name.as_str()).collect();
    let mut brought = shipped().map_err(Error::internal)?;
    brought.retain(|register| !known.contains(register.name.as_str()));
    page(&ShelfPage {
        frame: Frame::of(&viewer, &plan, "台帳の設定", Tab::Records, newest),
        plan: plan.id,
        said: said.sentence(),
        brought,
        registers: shelf.newest,
    })
}

/// What a new register is made of: one that the product brings, or nothing but a shape.
fn template(name: &str) -> crate::Result<Register> {
    match Shape::coded(name) {
        Some(shape) => Ok(edit::blank(shape)),
        None => brought(name).map_err(|_| Error::NotFound("このひな形")),
    }
}

/// The form of a new register.
pub(crate) async fn new(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, name)): Path<(Id<Plan>, String)>,
) -> Result<Html<String>, PageError> {
    let register = template(&name)?;
    let to = addresses::plan_registers(&plan);
    draw(&app, &viewer, &plan, (register, name), to).await
}

/// The form of a register that is there.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, name)): Path<(Id<Plan>, String)>,
) -> Result<Html<String>, PageError> {
    let shelf = RegisterShelf::of(&mut app.store.read().await?, &plan).await?;
    let register = shelf.named(&name).cloned().ok_or(Error::NotFound("この台帳"))?;
    let to = addresses::plan_register(&plan, &name);
    draw(&app, &viewer, &plan, (register, String::new()), to).await
}

async fn draw(
    app: &App,
    viewer: &Viewer,
    plan: &Id<Plan>,
    (register, template): (Register, String),
    to: String,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(plan).await?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    let served = served(&mut tx, &plan.id, &register).await?;
    drop(tx);
    let is_new = !template.is_empty();
    let title = if is_new { "台帳を加える" } else { "台帳を直す" };
    page(&EditPage {
        frame: Frame::of(viewer, &plan, title, Tab::Records, newest),
        plan: plan.id,
        template,
        is_new,
        to,
        served,
        fields: edit::field_ticks(&register),
        counts: counts(&register),
        groups: edit::lines(&register.groups),
        codes: edit::lines(&register.codes),
        questions: edit::question_lines(&register.questions),
        totals: edit::total_lines(&register),
        wordings: edit::wording_lines(&register),
        pieces: pieces(&register),
        register,
    })
}

/// The actions of the newest sheet, each with each of its sections; those that the register serves and
/// that the sheet does not have any more come last.
async fn served(
    tx: &mut Tx,
    plan: &Id<Plan>,
    register: &Register,
) -> crate::Result<Vec<ServedTick>> {
    let mut ticks: Vec<ServedTick> = Vec::new();
    if let Some(year) = tx.sheets(plan).await?.first().map(|head| head.year) {
        let sheet = tx.sheet(plan, year).await?;
        let rows = sheet.iter().flat_map(|stored| &stored.sheet.rows);
        ticks.extend(rows.flat_map(|row| ticks_of(row, register)));
    }
    let shown = |action: u32, section: &str| {
        let value = format!("{action} {section}");
        ticks.iter().any(|tick| tick.value == value && tick.ticked)
    };
    let gone: Vec<ServedTick> = register
        .serves
        .iter()
        .filter(|one| !shown(one.action, &one.section))
        .map(|one| ServedTick {
            value: format!("{} {}", one.action, one.section),
            label: format!("{}", one.action),
            section: one.section.clone(),
            ticked: true,
        })
        .collect();
    ticks.extend(gone);
    Ok(ticks)
}

fn ticks_of(row: &Row, register: &Register) -> Vec<ServedTick> {
    let tick = |section: String| ServedTick {
        value: format!("{} {section}", row.no),
        label: format!("{}　{}", row.no, row.action.text.replace('\n', " ")),
        ticked: register
            .serves
            .iter()
            .any(|one| one.action == row.no && fold(&one.section) == fold(&section)),
        section,
    };
    row.sections().into_iter().map(tick).collect()
}

fn counts(register: &Register) -> Vec<CountTick> {
    let tick = |kind: registers::CountingKind| {
        let known = edit::ticked(register, kind);
        CountTick {
            code: kind.code(),
            name: kind.short(),
            definition: kind.label(),
            unit: known.map_or(kind.usual_unit(), |one| one.unit.as_str()).to_owned(),
            ticked: known.is_some(),
        }
    };
    edit::offered(register.shape).into_iter().map(tick).collect()
}

/// What a wording may hold.
fn pieces(register: &Register) -> Vec<(String, String)> {
    let of = |one: &Counting| {
        let name = register.name_of(one);
        (format!("{{{name}}}"), format!("{name}（{}）", one.unit))
    };
    let facts = match register.shape {
        Shape::Occasion => &[("{date.md}", "日付"), ("{venue}", "場所")][..],
        Shape::Handout => &[("{date.md}", "日付"), ("{item}", "品名"), ("{audience}", "配布先")],
        Shape::Total => &[],
    };
    let facts = facts.iter().map(|(piece, word)| ((*piece).to_owned(), (*word).to_owned()));
    register.countings.iter().map(of).chain(facts).collect()
}

/// Adds a register.
pub(crate) async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let base = Register { version: 1, ..template(sent(&form, "template"))? };
    let register = edit::edited(&base, &form)?;
    let mut tx = app.store.begin().await?;
    let plan = tx.plan(&plan).await?;
    let shelf = RegisterShelf::of(&mut tx, &plan.id).await?;
    if shelf.named(&register.name).is_some() {
        let why =
            format!("「{}」という台帳はもうあります。別の名前にしてください。", register.name);
        return Err(Error::Refused(why).into());
    }
    define_in(&mut tx, &plan, &register, &viewer.by()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&addresses::said(&addresses::plan_registers(&plan.id), "defined")))
}

/// Gives a register its next version.
pub(crate) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, name)): Path<(Id<Plan>, String)>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let mut tx = app.store.begin().await?;
    let plan = tx.plan(&plan).await?;
    let shelf = RegisterShelf::of(&mut tx, &plan.id).await?;
    let before = shelf.named(&name).cloned().ok_or(Error::NotFound("この台帳"))?;
    if sent(&form, "seen") != before.version.to_string() {
        return Err(Error::Conflict(
            "この台帳は、ほかの人が先に直しました。画面を開き直して、今の内容を確かめてください。"
                .to_owned(),
        )
        .into());
    }
    let after = edit::edited(&before, &form)?;
    if after != before {
        let next = Register { version: before.version + 1, ..after };
        define_in(&mut tx, &plan, &next, &viewer.by()).await?;
        tx.commit().await?;
    }
    Ok(Redirect::to(&addresses::said(&addresses::plan_registers(&plan.id), "defined")))
}
