//! Downloads.

use axum::{extract::State, response::Response};
use domain::{FiscalYear, Id, plan::Plan};
use store::Tx;

use super::{ExportFormat, Pages, Paper, export};
use crate::kit::typesetter::PdfContent;
use crate::{
    App, Error,
    kit::{
        clock,
        download::attachment,
        error_page::PageError,
        path::{AddressYear, Path},
        viewer::Viewer,
    },
};

/// A sheet as a file.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year), form)): Path<(Id<Plan>, AddressYear, String)>,
) -> Result<Response, PageError> {
    let pages = |part, paper| {
        let (edition, date) = (String::new(), clock::today());
        (ExportFormat::Pdf(Pages { part, paper, edition, date }), "application/pdf")
    };
    let (wanted, kind) = match form.as_str() {
        "sheet.xlsx" => (
            ExportFormat::Xlsx,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        "sheet.csv" => (ExportFormat::Csv, "text/csv; charset=utf-8"),
        "tidy.csv" => (ExportFormat::Tidy, "text/csv; charset=utf-8"),
        "sheet.json" => (ExportFormat::Json, "application/json"),
        "sheet.pdf" => pages(PdfContent::Sheet, Paper::A3),
        "large.pdf" => pages(PdfContent::Sheet, Paper::A4),
        "summary.pdf" => pages(PdfContent::Summary, Paper::A4),
        "actions.pdf" => pages(PdfContent::Actions, Paper::A4),
        "sections.pdf" => pages(PdfContent::Sections, Paper::A4),
        _ => return Err(Error::NotFound("この形式のファイル").into()),
    };
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let drafts = viewer.reads_drafts(&plan.id);
    let open = drafts && has_unaccepted(&mut tx, &plan.id, year).await?;
    let wanted = if open { wanted.marked() } else { wanted };
    let bytes = export(&app, tx, &plan, year, (wanted, drafts)).await?;
    let mark = if open { "受理前を含む_" } else { "" };
    let name = format!("{}_{}_{mark}{form}", plan.name(), year.short());
    Ok(attachment(&name, kind, bytes))
}

/// Whether a year's sheet has answers that were not accepted.
async fn has_unaccepted(tx: &mut Tx, plan: &Id<Plan>, year: FiscalYear) -> Result<bool, Error> {
    Ok(match tx.round(plan, year).await? {
        Some(round) => !tx.unaccepted(&round).await?.is_empty(),
        None => false,
    })
}
