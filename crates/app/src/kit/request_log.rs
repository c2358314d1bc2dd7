//! A line of the log for each request: who asked for what, from where, and what came of it. Neither
//! the address itself nor its query is written, for both may hold secrets: the row of the route table
//! is.

use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderName, HeaderValue, StatusCode},
    middleware::Next,
    response::Response,
};
use domain::{Id, person::Person};
use tracing::Instrument;

use crate::kit::{access::AccessConfig, ids, route::RouteTable};

/// The name under which lines of requests stand in the log.
pub(crate) const TARGET: &str = "sasae::request";

/// The person who sent a request, once that is found out.
#[derive(Clone, Default)]
pub(crate) struct RequestSender(Arc<OnceLock<Id<Person>>>);

impl RequestSender {
    /// Notes who it is.
    pub(crate) fn is(request: &Request, person: Option<&Id<Person>>) {
        if let (Some(sender), Some(person)) = (request.extensions().get::<Self>(), person) {
            let _ = sender.0.set(person.clone());
        }
    }
}

/// What of a request stands in its line.
struct Line {
    method: String,
    route: &'static str,
    client: Option<IpAddr>,
    person: RequestSender,
    number: String,
}

/// Writes the line, and tells the request's number in the answer.
pub(crate) async fn request_log(
    State((access, table)): State<(AccessConfig, RouteTable)>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<IpAddr>>().map(|ConnectInfo(peer)| *peer);
    let line = Line {
        method: request.method().to_string(),
        route: table.path(request.uri().path()).unwrap_or("-"),
        client: access.client(peer, request.headers()),
        person: RequestSender::default(),
        number: ids::text(),
    };
    request.extensions_mut().insert(line.person.clone());
    let began = Instant::now();
    let span = tracing::error_span!("request", number = %line.number);
    let mut response = next.run(request).instrument(span).await;
    line.written(response.status(), began.elapsed());
    if let Ok(number) = HeaderValue::from_str(&line.number) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), number);
    }
    response
}

impl Line {
    fn written(&self, status: StatusCode, took: Duration) {
        let Self { method, route, number, .. } = self;
        let client = self.client.map(tracing::field::display);
        let person = self.person.0.get().map(|person| tracing::field::display(person.as_str()));
        let (code, ms) = (status.as_u16(), u64::try_from(took.as_millis()).unwrap_or(u64::MAX));
        macro_rules! line {
            ($level:ident) => {
                tracing::$level!(
                    target: TARGET, number, client, person, method, route, status = code, ms, "{}",
                    outcome(status)
                )
            };
        }
        match outcome(status) {
            "answered" | "not found" => line!(info),
            _ => line!(warn),
        }
    }
}

/// What came of a request, as docs/logging.md lists them.
fn outcome(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "not signed in",
        StatusCode::FORBIDDEN => "refused",
        StatusCode::NOT_FOUND => "not found",
        StatusCode::REQUEST_TIMEOUT => "too slow",
        StatusCode::PAYLOAD_TOO_LARGE => "too large",
        StatusCode::TOO_MANY_REQUESTS => "too often",
        StatusCode::SERVICE_UNAVAILABLE => "too busy",
        StatusCode::INSUFFICIENT_STORAGE => "disk full",
        status if status.is_server_error() => "failed",
        status if status.is_client_error() => "not accepted",
        _ => "answered",
    }
}
