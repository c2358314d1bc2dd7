//! Files of forms: every byte that is uploaded comes in here, and past the scanner.

use axum::extract::{Multipart, multipart::Field};

use crate::{App, Error};

/// The file of a form that has nothing else.
pub(crate) async fn file(app: &App, mut form: Multipart) -> Result<(String, Vec<u8>), Error> {
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() == Some("file") {
            let (name, bytes) = taken(app, field).await?;
            if !(name.is_empty() && bytes.is_empty()) {
                return Ok((name, bytes));
            }
        }
    }
    Err(Error::Refused(
        "ファイルが選ばれていません。記入したExcelを選んでから送ってください。".to_owned(),
    ))
}

/// The name and the bytes of a form's file, looked through by the scanner.
pub(crate) async fn taken(app: &App, field: Field<'_>) -> Result<(String, Vec<u8>), Error> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let bytes = field.bytes().await.map_err(broken)?.to_vec();
    if !bytes.is_empty() {
        app.scanner.check(&name, &bytes).await?;
    }
    Ok((name, bytes))
}

/// A form that broke off, or is larger than a form may be.
pub(crate) fn broken(_: impl std::error::Error) -> Error {
    Error::Refused(
        "ファイルを受け取れませんでした。大きさ（50 MBまで）を確認して、もう一度お試しください。"
            .to_owned(),
    )
}
