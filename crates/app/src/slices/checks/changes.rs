//! What changed since last year, for the secretariat and the council: a page and a table.

use askama::Template;
use axum::{
    extract::State,
    response::{Html, Response},
};
use checker::changed::{Changed, Promise, QuantityChanged, RowChanged, changed};
use domain::{
    FiscalYear, Id,
    difference::{Piece, PieceKind},
    plan::Plan,
};

use super::Years;
use crate::{
    App, Error,
    kit::{
        accepted::{AcceptedSwitch, chip, of_them},
        addresses,
        download::attachment,
        error_page::PageError,
        page::{Frame, Link, Tab, page},
        path::{AddressYear, Path},
        viewer::Viewer,
    },
};

#[derive(Template)]
#[template(path = "checks/changes.html")]
struct ChangesPage {
    frame: Frame,
    year: FiscalYear,
    table: String,
    all: usize,
    rows: Vec<RowView>,
    unchanged: Vec<(Link, u32)>,
    cancelled: Vec<Link>,
    promises: Vec<Promise>,
    /// How many of the changed rows hold what was not accepted, in words.
    unaccepted: String,
    accepted: Option<AcceptedSwitch>,
}

/// A row that changed.
struct RowView {
    link: Link,
    /// What is one value: its name, before, after.
    codes: Vec<(String, String, String)>,
    /// The stage of what is least far of its year; empty where all was accepted.
    stage: &'static str,
    status: Vec<Piece>,
    plan: Vec<Piece>,
}

fn number(value: Option<f64>, unit: &str) -> String {
    value.map_or_else(|| "記載なし".to_owned(), |value| format!("{value}{unit}"))
}

fn counted(one: &QuantityChanged) -> (String, String, String) {
    let name = if one.label.is_empty() { "数量".to_owned() } else { one.label.clone() };
    (name, number(one.before, &one.unit), number(one.after, &one.unit))
}

/// What of a row is one value: grade, percentage, quantities.
fn codes(row: &RowChanged) -> Vec<(String, String, String)> {
    let named = |name: &str, pair: &Option<(String, String)>| {
        pair.clone().map(|(before, after)| (name.to_owned(), before, after))
    };
    let values = [named("取組状況", &row.grade), named("達成度（％）", &row.percent)];
    values.into_iter().flatten().chain(row.quantities.iter().map(counted)).collect()
}

/// The plan, its sheets and what changed, as the viewer may read them.
async fn opened(
    app: &App,
    viewer: &Viewer,
    plan: &Id<Plan>,
    year: FiscalYear,
) -> Result<(Plan, Years, Changed), PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(plan).await?;
    let drafts = viewer.reads_drafts(&plan.id);
    let years = super::years(&mut tx, drafts, &plan.id, year).await?;
    let changed = changed(&years.book());
    Ok((plan, years, changed))
}

/// The page.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
) -> Result<Html<String>, PageError> {
    let (plan, years, changed) = opened(&app, &viewer, &plan, year).await?;
    let year = years.stored.sheet.year;
    let kept = |address| viewer.asked().kept(address);
    let stage = |row: &RowChanged| chip(years.stored.unaccepted.row(row.no));
    let is_open = |row: &RowChanged| row.is_any() && !stage(row).is_empty();
    let pairs = || changed.rows.iter().zip(&years.stored.actions);
    let link = |(row, action): (&RowChanged, &Id<_>)| Link {
        label: format!("{} {}", row.no, row.action.replace('\n', "")),
        href: kept(format!("{}#{}", addresses::action(&plan.id, action), year.short())),
        current: false,
    };
    let view = |pair: (&RowChanged, &Id<_>)| RowView {
        link: link(pair),
        codes: codes(pair.0),
        stage: stage(pair.0),
        status: pair.0.status.clone(),
        plan: pair.0.plan.clone(),
    };
    page(&ChangesPage {
        frame: Frame::of(
            &viewer,
            &plan,
            &format!("{year} 前年度からの変化"),
            Tab::Overview,
            Some(year),
        ),
        year,
        table: kept(addresses::changes_table(&plan.id, year)),
        unaccepted: of_them(changed.rows.iter().filter(|row| is_open(row)).count()),
        accepted: AcceptedSwitch::of(&viewer, &plan, years.has_unaccepted()),
        all: changed.rows.len(),
        rows: pairs().filter(|(row, _)| row.is_any()).map(view).collect(),
        unchanged: pairs()
            .filter(|(row, _)| row.unchanged > 0)
            .map(|pair| (link(pair), pair.0.unchanged))
            .collect(),
        cancelled: pairs().filter(|(row, _)| row.newly_cancelled).map(link).collect(),
        promises: changed.promises.clone(),
    })
}

/// The same as a table: one change a line.
pub(crate) async fn table(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
) -> Result<Response, PageError> {
    let (plan, years, changed) = opened(&app, &viewer, &plan, year).await?;
    let mut lines = Vec::new();
    for row in &changed.rows {
        let head = [row.no.to_string(), row.action.clone()];
        let stage = chip(years.stored.unaccepted.row(row.no)).to_owned();
        let mut tell = |what: String, before: String, after: String| {
            lines.push([head[0].clone(), head[1].clone(), what, before, after, stage.clone()]);
        };
        for (what, before, after) in codes(row) {
            tell(what, before, after);
        }
        for (what, pieces) in [("実施状況", &row.status), ("計画", &row.plan)] {
            if !pieces.is_empty() {
                tell(
                    what.to_owned(),
                    side(pieces, PieceKind::Added),
                    side(pieces, PieceKind::Removed),
                );
            }
        }
        if row.unchanged > 0 {
            tell(
                "実施状況が前年度と同じ文".to_owned(),
                format!("{}年", row.unchanged),
                String::new(),
            );
        }
    }
    for promise in &changed.promises {
        let (no, action) = (promise.no.to_string(), promise.action.clone());
        lines.push([
            no,
            action,
            "この年度に行がない計画".to_owned(),
            promise.plan.clone(),
            String::new(),
            String::new(),
        ]);
    }
    let bytes = report::changes_csv(&lines).map_err(Error::from)?;
    let mark = if years.has_unaccepted() { "受理前を含む_" } else { "" };
    let name = format!("{}_{}_{mark}変化.csv", plan.name(), years.stored.sheet.year.short());
    Ok(attachment(&name, "text/csv; charset=utf-8", bytes))
}

/// One of the two texts that pieces lead between: all but the pieces of the other.
fn side(pieces: &[Piece], without: PieceKind) -> String {
    pieces.iter().filter(|piece| piece.kind != without).map(|piece| piece.text.as_str()).collect()
}
