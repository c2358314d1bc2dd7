//! How much of a request is taken: what its row of the route table says, before anything is read.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::Limited;

use crate::{
    App,
    kit::{addresses, bearer, route::RouteTable, viewer::is_peopled},
};

/// Refuses a body that its row does not take; of a body that does not say its size, no more is read.
pub(crate) async fn body_limit(
    State((app, table)): State<(App, RouteTable)>,
    request: Request,
    next: Next,
) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    // Who is signed in is found out later; who carries no token at all is not
    let known = match addresses::is_for_tokens(request.uri().path()) {
        true => bearer::is_carried(request.headers()),
        false => app.access.token(request.headers()).is_some(),
    };
    let known = known || matches!(is_peopled(&app).await, Ok(false));
    let most = table.largest_body(request.method(), request.uri().path(), known);
    if length(request.headers()).is_some_and(|length| length > most as u64) {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
