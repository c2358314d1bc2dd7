//! Handing the sheet back: workbook, table, tidy table, JSON.

pub(crate) mod web;

use domain::{FiscalYear, plan::Plan, sheet::Sheet};
use report::{Heading, SourceFile};
use store::Tx;

use crate::{
    App, Error, Result,
    command::{ExportArgs, open_existing, out},
    plans,
    plans::Choice,
};

/// The formats of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// The official form as a workbook.
    Xlsx,
    /// The table; with `--tidy`, one answer a line.
    Csv,
    /// Everything, with the places of the source.
    Json,
}

/// The sheet of a plan and year in a format.
pub(crate) async fn export(
    tx: &mut Tx,
    plan: &Plan,
    year: FiscalYear,
    form: (Format, bool),
) -> Result<Vec<u8>> {
    let stored = tx.sheet(&plan.id, year).await?.ok_or(Error::NotFound("この年度のシート"))?;
    let source = SourceFile {
        file: &stored.import.name,
        sha256: &stored.import.digest,
        reader: stored.import.reader,
    };
    write(plan, &stored.sheet, &source, form)
}

/// Writes a sheet in a format.
pub(crate) fn write(
    plan: &Plan,
    sheet: &Sheet,
    source: &SourceFile<'_>,
    form: (Format, bool),
) -> Result<Vec<u8>> {
    let heading = Heading {
        municipality: &plan.municipality,
        area_code: &plan.area_code,
        plan_title: &plan.title,
    };
    Ok(match form {
        (Format::Xlsx, _) => report::xlsx(&heading, sheet)?,
        (Format::Csv, false) => report::csv(sheet)?,
        (Format::Csv, true) => report::tidy(&heading, sheet)?,
        (Format::Json, _) => {
            let value = report::json(&heading, sheet, Some(source));
            serde_json::to_vec_pretty(&value).map_err(Error::internal)?
        }
    })
}

/// The sheet that the options name.
async fn chosen(app: &App, args: &ExportArgs) -> Result<Vec<u8>> {
    let mut tx = app.store.read().await?;
    let choice = Choice { municipality: args.city.clone(), area_code: None };
    let plan = plans::chosen(&mut tx, &choice).await?.ok_or(Error::NotFound("計画"))?;
    export(&mut tx, &plan, args.year, (args.format, args.tidy)).await
}

/// Runs the verb.
pub(crate) async fn run(args: &ExportArgs) -> Result<()> {
    if args.tidy && args.format != Format::Csv {
        return Err(Error::Usage("--tidy は --format csv と一緒に指定してください。".to_owned()));
    }
    let app = open_existing(&args.database).await?;
    let bytes = chosen(&app, args).await;
    app.store.close().await;
    let bytes = bytes?;
    if args.output.as_os_str() == "-" {
        out::put(&bytes);
        return Ok(());
    }
    std::fs::write(&args.output, &bytes).map_err(|error| {
        Error::Refused(format!("「{}」に書き込めません（{error}）。", args.output.display()))
    })?;
    out::note(&format!("「{}」に書き出しました（{}バイト）。", args.output.display(), bytes.len()));
    Ok(())
}
