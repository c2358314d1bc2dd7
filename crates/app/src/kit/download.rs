//! Files that a browser saves.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// Bytes to be saved under a name, which may be Japanese.
pub(crate) fn attachment(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let encoded = super::addresses::encoded(name);
    let disposition = format!("attachment; filename=\"sasae\"; filename*=UTF-8''{encoded}");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
