//! Files of forms: every byte that is uploaded comes in here, and past the scanner.

use axum::extract::{Multipart, multipart::Field};
use bytes::Bytes;

use crate::{App, Error};

/// No name of a file is kept longer, in characters.
const LONGEST_NAME: usize = 200;

/// The file of a form that has nothing else.
pub(crate) async fn file(app: &App, mut form: Multipart) -> Result<(String, Bytes), Error> {
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
pub(crate) async fn taken(app: &App, field: Field<'_>) -> Result<(String, Bytes), Error> {
    let name = file_name(&field);
    let bytes = field.bytes().await.map_err(broken)?;
    if !bytes.is_empty() {
        app.scanner.check(&name, &bytes).await?;
    }
    Ok((name, bytes))
}

/// What a file calls itself, as it can be kept.
fn file_name(field: &Field<'_>) -> String {
    let name = field.file_name().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

/// A form that broke off, or is larger than a form may be.
pub(crate) fn broken(_: impl std::error::Error) -> Error {
    Error::Refused(
        "ファイルを受け取れませんでした。大きさ（50 MBまで）を確認して、もう一度お試しください。"
            .to_owned(),
    )
}
