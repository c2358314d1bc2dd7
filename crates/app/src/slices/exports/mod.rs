//! Handing the sheet back: workbook, table, tidy table, JSON, typeset pages.

pub(crate) mod command;
pub(crate) mod web;

use crate::kit::{typesetter::PdfContent, work::TypesetJob};
use bytes::Bytes;
use domain::{FiscalYear, plan::Plan, sheet::Sheet};
use report::{Heading, SourceFile};
use store::Tx;

use crate::{App, Error, Result};

/// The formats of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// The official form as a workbook.
    Xlsx,
    /// The table; with `--tidy`, one answer a line.
    Csv,
    /// Everything, with the places of the source.
    Json,
    /// Typeset pages.
    Pdf,
}

/// The paper of the official form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Paper {
    /// The table as it is known.
    A3,
    /// In large letters.
    A4,
}

/// What is handed back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ExportFormat {
    Xlsx,
    Csv,
    Tidy,
    Json,
    Pdf(Pages),
}

/// Typeset pages.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pages {
    pub(crate) part: PdfContent,
    pub(crate) paper: Paper,
    /// The name of the edition in their margin; empty when it has none.
    pub(crate) edition: String,
    /// The day in their margin.
    pub(crate) date: String,
}

/// What the margin of pages with answers says that were not accepted.
const UNACCEPTED: &str = "受理前の記入を含む";

impl ExportFormat {
    /// The same, saying on each page that it holds what was not accepted.
    pub(crate) fn marked(self) -> Self {
        match self {
            Self::Pdf(pages) => Self::Pdf(Pages { edition: UNACCEPTED.to_owned(), ..pages }),
            other => other,
        }
    }
}

/// The sheet of a plan and year in a form; of a round with drafts, or only with what was accepted.
pub(crate) async fn export(
    app: &App,
    mut tx: Tx,
    plan: &Plan,
    year: FiscalYear,
    (form, drafts): (ExportFormat, bool),
) -> Result<Vec<u8>> {
    let stored = crate::slices::sheets::read_with(&mut tx, drafts, &plan.id, year).await?;
    let stored = stored.ok_or(Error::NotFound("この年度のシート"))?;
    if let ExportFormat::Pdf(pages) = form {
        let others = others(&mut tx, plan, year, (pages.part, drafts)).await?;
        // Whoever waits for a turn keeps nobody from the database
        drop(tx);
        let job = TypesetJob {
            heading: [&plan.municipality, &plan.area_code, &plan.title].map(String::clone),
            date: pages.date,
            edition: pages.edition,
            part: pages.part,
            large: pages.paper == Paper::A4,
            sheet: stored.sheet,
            others,
            packet: None,
        };
        return Ok(app.typesetters.run(job, Bytes::new()).await?.1);
    }
    drop(tx);
    let plan = plan.clone();
    let made = move || {
        let source = SourceFile {
            file: &stored.import.name,
            sha256: &stored.import.digest,
            reader: stored.import.reader,
        };
        write(&plan, &stored.sheet, &source, &form)
    };
    app.desk.run(made).await?
}

/// The plan's sheets of other years, where the form shows them.
async fn others(
    tx: &mut Tx,
    plan: &Plan,
    year: FiscalYear,
    (part, drafts): (PdfContent, bool),
) -> Result<Vec<Sheet>> {
    let wanted = |other: FiscalYear| match part {
        PdfContent::Actions => other != year,
        PdfContent::Summary => other == year.plus(-1),
        PdfContent::Sheet | PdfContent::Sections => false,
    };
    let heads = tx.sheets(&plan.id).await?;
    let mut sheets = Vec::new();
    for year in heads.into_iter().map(|head| head.year).filter(|year| wanted(*year)) {
        let stored = crate::slices::sheets::read_with(tx, drafts, &plan.id, year).await?;
        sheets.extend(stored.map(|stored| stored.sheet));
    }
    Ok(sheets)
}

/// What stands above an export.
fn heading(plan: &Plan) -> Heading<'_> {
    Heading {
        municipality: &plan.municipality,
        area_code: &plan.area_code,
        plan_title: &plan.title,
    }
}

/// Writes a sheet as data.
fn write(
    plan: &Plan,
    sheet: &Sheet,
    source: &SourceFile<'_>,
    form: &ExportFormat,
) -> Result<Vec<u8>> {
    let heading = heading(plan);
    Ok(match form {
        ExportFormat::Xlsx => report::xlsx(&heading, sheet)?,
        ExportFormat::Csv => report::csv(sheet)?,
        ExportFormat::Tidy => report::tidy(&heading, sheet)?,
        ExportFormat::Json | ExportFormat::Pdf(_) => {
            let value = report::json(&heading, sheet, Some(source));
            serde_json::to_vec_pretty(&value).map_err(Error::internal)?
        }
    })
}
