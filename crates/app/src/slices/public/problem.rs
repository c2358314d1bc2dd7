//! Problems as programs read them (RFC 9457), with a sentence for people.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::Error;

/// Why a program gets no answer.
#[derive(Debug, Clone)]
pub(crate) struct ProblemDetails {
    status: StatusCode,
    code: &'static str,
    title: &'static str,
    detail: String,
    /// The names that are wrong.
    names: Vec<String>,
}

impl ProblemDetails {
    fn new(status: StatusCode, code: &'static str, title: &'static str, detail: String) -> Self {
        Self { status, code, title, detail, names: Vec::new() }
    }

    /// The server shows nothing to the public.
    pub(super) fn off() -> Self {
        let detail = "このサーバーは公表していません。".to_owned();
        Self::new(StatusCode::NOT_FOUND, "not_published", "Nothing is published here", detail)
    }

    /// There is no such thing.
    pub(super) fn nowhere(noun: &str) -> Self {
        let detail = format!("{noun}がありません。一覧から選び直してください。");
        Self::new(StatusCode::NOT_FOUND, "not_found", "Not found", detail)
    }

    /// A parameter cannot be read.
    pub(super) fn parameter(name: &str, detail: &str) -> Self {
        let status = StatusCode::BAD_REQUEST;
        let problem = Self::new(status, "bad_parameter", "Bad parameter", detail.to_owned());
        Self { names: vec![name.to_owned()], ..problem }
    }

    /// Fields that are not there to be seen.
    pub(super) fn fields(names: Vec<String>) -> Self {
        let detail = format!("見られない項目です：{}", names.join("、"));
        let status = StatusCode::FORBIDDEN;
        Self { names, ..Self::new(status, "forbidden_fields", "Forbidden fields", detail) }
    }
}

impl From<Error> for ProblemDetails {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound(noun) => Self::nowhere(noun),
            Error::Absent(told) => Self { detail: told, ..Self::nowhere("") },
            other => {
                tracing::error!(error = %other, "an answer to the public");
                let status = StatusCode::INTERNAL_SERVER_ERROR;
                Self::new(status, "internal", "Internal error", other.to_string())
            }
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
        let body = json!({
            "type": format!("about:blank#{}", self.code),
            "title": self.title,
            "status": self.status.as_u16(),
            "detail": self.detail,
            "code": self.code,
            "errors": errors,
        });
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (self.status, kind, body.to_string()).into_response()
    }
}
