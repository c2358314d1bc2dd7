//! The page of a form of others: what would become of each cell, and the form filled.

use askama::Template;
use axum::{
    extract::{Multipart, State},
    response::{Html, IntoResponse, Response},
};
use bytes::Bytes;
use domain::{FiscalYear, Id, plan::Plan};
use formfill::{CellOutcome, CellReport, FormMap, fill};
use store::SheetHead;

use super::facts;
use crate::{
    App, Error,
    kit::{
        addresses,
        download::attachment,
        error_page::PageError,
        page::{Choice, Frame, Tab, page},
        path::Path,
        upload::{self, broken},
        viewer::Viewer,
    },
};

/// What a filled form is.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Template)]
#[template(path = "report_forms/report_forms.html")]
struct ReportFormsPage {
    frame: Frame,
    plan: Id<Plan>,
    years: Vec<Choice>,
    map: String,
    title: String,
    cells: Vec<CellReport>,
    /// The outcomes with how many cells each has.
    counts: Vec<(&'static str, usize)>,
}

fn shown(
    viewer: &Viewer,
    plan: Plan,
    heads: &[SheetHead],
    (sent, cells): (&SentForm, Vec<CellReport>),
) -> Result<Html<String>, PageError> {
    let newest = heads.first().map(|head| head.year);
    let year = sent.year.or(newest).map(FiscalYear::short).unwrap_or_default();
    let years = heads.iter().map(|head| Choice::of(head.year.short(), head.year.official(), &year));
    let count = |of: CellOutcome| cells.iter().filter(|one| one.outcome == of).count();
    page(&ReportFormsPage {
        frame: Frame::of(viewer, &plan, "提出様式", Tab::Editions, newest),
        plan: plan.id,
        years: years.collect(),
        map: sent.map.clone(),
        title: sent.title.clone(),
        counts: CellOutcome::ALL.map(|of| (of.label(), count(of))).into(),
        cells,
    })
}

/// The page before anything was sent.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let heads = tx.sheets(&plan.id).await?;
    drop(tx);
    shown(&viewer, plan, &heads, (&SentForm::default(), Vec::new()))
}

/// What was sent: the form, the map, the year, and whether it is to be handed back filled.
#[derive(Default)]
struct SentForm {
    name: String,
    bytes: Bytes,
    map: String,
    title: String,
    year: Option<FiscalYear>,
    fills: bool,
}

async fn sent(app: &App, mut form: Multipart) -> Result<SentForm, Error> {
    let mut sent = SentForm::default();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name().unwrap_or_default() {
            "file" => (sent.name, sent.bytes) = upload::taken(app, field).await?,
            "map" => sent.map = field.text().await.map_err(broken)?,
            "year" => sent.year = FiscalYear::parse(&field.text().await.map_err(broken)?).ok(),
            "step" => sent.fills = field.text().await.map_err(broken)? == "fill",
            _ => {}
        }
    }
    if sent.bytes.is_empty() {
        let why = "様式のファイルが選ばれていません。xlsxのファイルを選んでから送ってください。";
        return Err(Error::Refused(why.to_owned()));
    }
    Ok(sent)
}

/// Shows what would become of each cell, or hands the filled form back.
pub(crate) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    form: Multipart,
) -> Result<Response, PageError> {
    let mut sent = sent(&app, form).await?;
    let map = FormMap::parse(&sent.map).map_err(Error::from)?;
    sent.title.clone_from(&map.title);
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let heads = tx.sheets(&plan.id).await?;
    let year = sent.year.or(heads.first().map(|head| head.year));
    let known = facts(&mut tx, &plan.id, year.ok_or(Error::NotFound("シート"))?).await?;
    drop(tx);
    let bytes = sent.bytes.clone();
    let done = app.desk.run(move || fill(&bytes, &map, &known)).await?.map_err(Error::from)?;
    if sent.fills {
        return Ok(attachment(&sent.name, WORKBOOK, done.bytes));
    }
    Ok(shown(&viewer, plan, &heads, (&sent, done.cells))?.into_response())
}
