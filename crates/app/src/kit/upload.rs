//! The file of a form.

use axum::extract::{Multipart, multipart::Field};
use bytes::Bytes;

use crate::Error;

/// No name of a file is kept longer, in characters.
const LONGEST_NAME: usize = 200;

/// What a file calls itself, as it can be kept.
pub(crate) fn file_name(field: &Field<'_>) -> String {
    let name = field.file_name().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

/// The file of a form.
pub(crate) async fn file(mut form: Multipart) -> Result<(String, Bytes), Error> {
    let broken = |_| {
        Error::Refused("ファイルを受け取れませんでした。大きさ（50 MBまで）を確認して、もう一度お試しください。".to_owned())
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() == Some("file") {
            let name = file_name(&field);
            let bytes = field.bytes().await.map_err(broken)?;
            if !(name.is_empty() && bytes.is_empty()) {
                return Ok((name, bytes));
            }
        }
    }
    Err(Error::Refused(
        "ファイルが選ばれていません。記入したExcelを選んでから送ってください。".to_owned(),
    ))
}
