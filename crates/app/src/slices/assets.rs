//! The files that every page loads.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

use crate::kit::{assets, error_page::PageError, path::Path};

/// Serves one; its name says its content, so a browser may keep it for good.
pub(crate) async fn show(Path(name): Path<String>) -> Response {
    assets::find(&name).map_or_else(
        || PageError::nowhere().into_response(),
        |asset| {
            let keep = "public, max-age=31536000, immutable";
            ([(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, keep)], asset.text)
                .into_response()
        },
    )
}
