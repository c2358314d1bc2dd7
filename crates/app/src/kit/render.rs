//! A page from its template.

use askama::Template;
use axum::response::Html;

use super::error_page::PageError;

/// Draws a page.
pub(crate) fn page(template: &impl Template) -> Result<Html<String>, PageError> {
    Ok(Html(template.render()?))
}
