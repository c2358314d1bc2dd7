//! Problems as programs read them (RFC 9457), with a sentence for people. Whatever goes wrong under an
//! address for programs is told so, also what a layer or the framework refuses.

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use crate::{
    Error,
    kit::{
        addresses,
        error_page::{ErrorMessage, PageError},
    },
};

/// Why a program gets no answer.
#[derive(Debug, Clone)]
pub(crate) struct ProblemDetails {
    status: StatusCode,
    code: &'static str,
    detail: String,
    /// The names that are wrong.
    names: Vec<String>,
    /// What else is told.
    more: Map<String, Value>,
}

impl ProblemDetails {
    /// A problem with its code and its sentence.
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code, detail: detail.into(), names: Vec::new(), more: Map::new() }
    }

    /// The same, naming what is wrong.
    pub(crate) fn naming(self, names: Vec<String>) -> Self {
        Self { names, ..self }
    }

    /// The same, telling something more.
    pub(crate) fn telling(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    /// The server shows nothing to the public.
    pub(crate) fn off() -> Self {
        let detail = "このサーバーは公表していません。";
        Self::new(StatusCode::NOT_FOUND, "not_published", detail)
    }

    /// There is no such thing.
    pub(crate) fn nowhere(noun: &str) -> Self {
        let detail = format!("{noun}がありません。一覧から選び直してください。");
        Self::new(StatusCode::NOT_FOUND, "not_found", detail)
    }

    /// A parameter cannot be read.
    pub(crate) fn parameter(name: &str, detail: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_parameter", detail).naming(vec![name.to_owned()])
    }

    /// Fields that are not there to be seen.
    pub(crate) fn fields(names: Vec<String>) -> Self {
        let detail = format!("見られない項目です：{}", names.join("、"));
        Self::new(StatusCode::FORBIDDEN, "forbidden_fields", detail).naming(names)
    }

    /// What an answer of a status means, where nothing more is known.
    fn of_status(status: StatusCode, detail: String) -> Self {
        let code = match status {
            StatusCode::UNAUTHORIZED => "not_signed_in",
            StatusCode::FORBIDDEN => "forbidden",
            StatusCode::NOT_FOUND => "not_found",
            StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
            StatusCode::REQUEST_TIMEOUT => "too_late",
            StatusCode::CONFLICT => "conflict",
            StatusCode::PAYLOAD_TOO_LARGE => "too_large",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "bad_media_type",
            StatusCode::UNPROCESSABLE_ENTITY => "not_accepted",
            StatusCode::SERVICE_UNAVAILABLE => "busy",
            StatusCode::INSUFFICIENT_STORAGE => "full",
            status if status.is_server_error() => "internal",
            _ => "bad_request",
        };
        Self::new(status, code, detail)
    }
}

impl From<PageError> for ProblemDetails {
    fn from(error: PageError) -> Self {
        let (status, detail) = error.into_parts();
        Self::of_status(status, detail)
    }
}

impl From<Error> for ProblemDetails {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound(noun) => Self::nowhere(noun),
            other => PageError::from(other).into(),
        }
    }
}

impl From<store::Error> for ProblemDetails {
    fn from(error: store::Error) -> Self {
        Error::from(error).into()
    }
}

impl IntoResponse for ProblemDetails {
    fn into_response(self) -> Response {
        let errors: Vec<_> = self.names.iter().map(|name| json!({ "name": name })).collect();
        let told = json!({
            "type": format!("about:blank#{}", self.code),
            "title": self.status.canonical_reason().unwrap_or_default(),
            "status": self.status.as_u16(),
            "detail": self.detail,
            "code": self.code,
            "errors": errors,
        });
        let mut body = self.more;
        body.extend(told.as_object().cloned().unwrap_or_default());
        let kind = [(header::CONTENT_TYPE, KIND)];
        let mut response = (self.status, kind, Value::Object(body).to_string()).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            let way = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, way);
        }
        response
    }
}

/// The media type of a problem.
const KIND: &str = "application/problem+json";

/// Tells whatever went wrong under an address for programs as a problem.
pub(crate) async fn for_programs(request: Request, next: Next) -> Response {
    let is_program = addresses::is_for_programs(request.uri().path());
    let response = next.run(request).await;
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_told = kind.is_some_and(|kind| kind.starts_with(KIND));
    if !is_program || is_told || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let told = response.extensions().get::<ErrorMessage>().map(|told| told.1.clone());
    let sentence = "要求を処理できませんでした。送り方を、公開している説明（openapi.json）で確かめてください。";
    let detail = told.unwrap_or_else(|| sentence.to_owned());
    let mut problem = ProblemDetails::of_status(status, detail).into_response();
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            problem.headers_mut().insert(name, value.clone());
        }
    }
    problem
}
