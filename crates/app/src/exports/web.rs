//! Downloads.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{FiscalYear, Id};

use super::{Format, export};
use crate::{App, Error, web::Problem};

/// A sheet as a file.
pub(crate) async fn show(
    State(app): State<App>,
    Path((plan, year, form)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let year = FiscalYear::parse(&year).map_err(|_| Error::NotFound("この年度のシート"))?;
    let (format, kind) = match form.as_str() {
        "sheet.xlsx" => (
            (Format::Xlsx, false),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        "sheet.csv" => ((Format::Csv, false), "text/csv; charset=utf-8"),
        "tidy.csv" => ((Format::Csv, true), "text/csv; charset=utf-8"),
        "sheet.json" => ((Format::Json, false), "application/json"),
        _ => return Err(Error::NotFound("この形式のファイル").into()),
    };
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&Id::new(plan)).await?;
    let bytes = export(&mut tx, &plan, year, format).await?;
    let name = format!("{}_{}_{form}", plan.name(), year.short());
    Ok(attachment(&name, kind, bytes))
}

/// Bytes to be saved under a name, which may be Japanese.
pub(crate) fn attachment(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let encoded = crate::web::urls::encoded(name);
    let disposition = format!("attachment; filename=\"sasae\"; filename*=UTF-8''{encoded}");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
