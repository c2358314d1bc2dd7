//! Downloading the workbooks, sending them back, and deciding what both sides changed.

use askama::Template;
use axum::{
    Form,
    extract::{Multipart, Query, State as Held},
    response::{Html, Redirect, Response},
};
use domain::{FiscalYear, Id, permission::Right, plan::Plan, section::Section};
use serde::{Deserialize, Serialize};

use super::{
    AnswerDecision, ReturnTarget, book,
    view::{BookView, books},
};
use crate::{
    App, Error,
    kit::{
        actor::Actor,
        addresses,
        download::attachment,
        error_page::PageError,
        page::{Frame, Link, Tab, page},
        path::{AddressYear, Path},
        upload,
        viewer::Viewer,
    },
    slices::replies::section::context,
};

/// What a workbook is.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Template)]
#[template(path = "workbooks/returned.html")]
struct ReturnedPage {
    frame: Frame,
    year: FiscalYear,
    file: String,
    back: Link,
    decisions: String,
    books: Vec<BookView>,
    open: usize,
    ready: usize,
    may: bool,
    said: String,
}

/// One section's workbook.
pub(crate) async fn download(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year), section)): Path<(Id<Plan>, AddressYear, Id<Section>)>,
) -> Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let context = context(&mut tx, &plan, year).await?.with_records(&mut tx).await?;
    let book = book::of(&mut tx, &context, &section, viewer.today()).await?;
    drop(tx);
    let name = book.file_name();
    let made = app.desk.run(move || report::reply_workbook(&book)).await?;
    Ok(attachment(&name, XLSX, made.map_err(Error::from)?))
}

/// The workbooks of all sections in one zip.
pub(crate) async fn download_all(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
) -> Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let context = context(&mut tx, &plan, year).await?.with_records(&mut tx).await?;
    let books = book::all(&mut tx, &context, viewer.today()).await?;
    drop(tx);
    let made = app.desk.run(move || report::reply_workbooks(&books)).await?;
    let bytes = made.map_err(Error::from)?;
    let name = format!("{}_{}_回答.zip", context.plan.name(), context.round.year.short());
    Ok(attachment(&name, "application/zip", bytes))
}

/// A place, and whoever acts at it.
fn at(
    viewer: &Viewer,
    plan: Id<Plan>,
    year: FiscalYear,
    section: Option<Id<Section>>,
) -> (ReturnTarget, Actor) {
    let place = ReturnTarget { plan, year, section };
    let by = viewer.acting(&place.plan, place.section.as_ref());
    (place, by)
}

fn address(place: &ReturnTarget, digest: &str) -> String {
    addresses::returned_of(&place.plan, place.year, place.section.as_ref(), digest)
}

/// Takes a section's workbook back.
pub(crate) async fn receive(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year), section)): Path<(Id<Plan>, AddressYear, Id<Section>)>,
    form: Multipart,
) -> Result<Redirect, PageError> {
    received(&app, at(&viewer, plan, year, Some(section)), form).await
}

/// Takes workbooks of any sections back.
pub(crate) async fn receive_all(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
    form: Multipart,
) -> Result<Redirect, PageError> {
    received(&app, at(&viewer, plan, year, None), form).await
}

async fn received(
    app: &App,
    (place, by): (ReturnTarget, Actor),
    form: Multipart,
) -> Result<Redirect, PageError> {
    let (name, bytes) = upload::file(app, form).await?;
    let received = super::receive(app, &place, &name, bytes, &by).await?;
    let count: usize = received.taken.iter().sum();
    let said = WorkbooksFlash { what: "received".to_owned(), count, stale: 0 };
    Ok(Redirect::to(&addresses::telling(&address(&place, &received.digest), &said)))
}

/// What a redirect tells the page that it leads to.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct WorkbooksFlash {
    #[serde(rename = "said")]
    what: String,
    count: usize,
    stale: usize,
}

impl WorkbooksFlash {
    fn sentence(&self) -> String {
        let done = match (self.what.as_str(), self.count) {
            ("received", 0) => {
                "ファイルを受け取りました。新しく取り込んだ欄はありません。".to_owned()
            }
            ("received", count) => format!("ファイルを受け取り、{count}か所を取り込みました。"),
            ("decided", count) => format!("{count}か所を決めました。"),
            _ => return String::new(),
        };
        match self.stale {
            0 => done,
            stale => format!(
                "{done}{stale}か所は、決めるあいだに書き換えられました。いまの内容を確かめて、もう一度選んでください。"
            ),
        }
    }
}

/// A section's file beside the present.
pub(crate) async fn show(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year), section, digest)): Path<(
        Id<Plan>,
        AddressYear,
        Id<Section>,
        String,
    )>,
    Query(said): Query<WorkbooksFlash>,
) -> Result<Html<String>, PageError> {
    let at = at(&viewer, plan, year, Some(section));
    shown(&app, &viewer, at, &digest, &said).await
}

/// A file with workbooks of any sections beside the present.
pub(crate) async fn show_all(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year), digest)): Path<(Id<Plan>, AddressYear, String)>,
    Query(said): Query<WorkbooksFlash>,
) -> Result<Html<String>, PageError> {
    let at = at(&viewer, plan, year, None);
    shown(&app, &viewer, at, &digest, &said).await
}

async fn shown(
    app: &App,
    viewer: &Viewer,
    (place, by): (ReturnTarget, Actor),
    digest: &str,
    said: &WorkbooksFlash,
) -> Result<Html<String>, PageError> {
    let plan = app.store.read().await?.plan(&place.plan).await?;
    let handed = super::look(app, &place, digest, &by).await?;
    let books = books(&plan, place.year, &handed);
    let right = if place.section.is_some() { Right::Answer } else { Right::Coordinate };
    page(&ReturnedPage {
        frame: Frame::of(viewer, &plan, "返送されたExcel", Tab::Round, Some(place.year)),
        year: place.year,
        back: back(&plan, &place, &books),
        decisions: addresses::decisions_of(&place.plan, place.year, place.section.as_ref(), digest),
        open: books.iter().map(|book| book.open.len()).sum(),
        ready: books.iter().map(|book| book.ready.len()).sum(),
        may: viewer.may(right, Some(&place.plan), place.section.as_ref()),
        file: handed.name,
        books,
        said: said.sentence(),
    })
}

/// Where the file was sent from.
fn back(plan: &Plan, place: &ReturnTarget, books: &[BookView]) -> Link {
    let own = books.iter().find_map(|book| book.section.clone());
    match (&place.section, own) {
        (Some(_), Some(link)) => Link { label: format!("{}の担当分", link.label), ..link },
        (Some(section), None) => Link {
            label: "担当分".to_owned(),
            href: addresses::section(&plan.id, place.year, section),
            current: false,
        },
        (None, _) => Link {
            label: "進行".to_owned(),
            href: addresses::round(&plan.id, place.year),
            current: false,
        },
    }
}

/// A form's choices.
type Sent = Form<Vec<(String, String)>>;

/// Decides what a section's workbook and the present say differently.
pub(crate) async fn decide(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year), section, digest)): Path<(
        Id<Plan>,
        AddressYear,
        Id<Section>,
        String,
    )>,
    Form(sent): Sent,
) -> Result<Redirect, PageError> {
    decided(&app, at(&viewer, plan, year, Some(section)), &digest, &sent).await
}

/// The same for workbooks of any sections.
pub(crate) async fn decide_all(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year), digest)): Path<(Id<Plan>, AddressYear, String)>,
    Form(sent): Sent,
) -> Result<Redirect, PageError> {
    decided(&app, at(&viewer, plan, year, None), &digest, &sent).await
}

async fn decided(
    app: &App,
    (place, by): (ReturnTarget, Actor),
    digest: &str,
    sent: &[(String, String)],
) -> Result<Redirect, PageError> {
    let choices = sent.iter().filter_map(|(name, value)| AnswerDecision::parse(name, value));
    let choices: Vec<AnswerDecision> = choices.collect();
    let decided = super::decide(app, &place, digest, &choices, &by).await?;
    let said =
        WorkbooksFlash { what: "decided".to_owned(), count: decided.done, stale: decided.stale };
    Ok(Redirect::to(&addresses::telling(&address(&place, digest), &said)))
}
