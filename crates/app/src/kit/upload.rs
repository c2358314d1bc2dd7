//! The file of a form.

use axum::extract::Multipart;

use crate::Error;

/// The file of a form.
pub(crate) async fn file(mut form: Multipart) -> Result<(String, Vec<u8>), Error> {
    let broken = |_| {
        Error::Refused("ファイルを受け取れませんでした。大きさ（50 MBまで）を確認して、もう一度お試しください。".to_owned())
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(broken)?.to_vec();
            if !(name.is_empty() && bytes.is_empty()) {
                return Ok((name, bytes));
            }
        }
    }
    Err(Error::Refused(
        "ファイルが選ばれていません。記入したExcelを選んでから送ってください。".to_owned(),
    ))
}
