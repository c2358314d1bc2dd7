//! Pages for what went wrong.

use std::any::Any;

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use crate::Error;
use crate::kit::page::Frame;

/// After so many seconds a busy server may be asked again.
const SOON: HeaderValue = HeaderValue::from_static("10");

/// What went wrong, to be told on a page.
#[derive(Debug)]
pub(crate) struct PageError {
    status: StatusCode,
    message: String,
}

/// What an error's page tells, for whoever can tell it better: on the page that a form stands on.
#[derive(Debug, Clone)]
pub(crate) struct ErrorMessage(pub(crate) StatusCode, pub(crate) String);

/// The page that tells it, and where to go on.
#[derive(Template)]
#[template(path = "web/problem.html")]
struct Page {
    frame: Frame,
    problem: PageError,
}

impl PageError {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    /// How it is told to a program, and what it says.
    pub(crate) fn into_parts(self) -> (StatusCode, String) {
        (self.status, self.message)
    }

    /// Whether something that was typed can be given better.
    fn is_of_a_form(&self) -> bool {
        matches!(self.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT)
    }

    /// Whether signing in is the way on.
    fn is_signed_out(&self) -> bool {
        self.status == StatusCode::UNAUTHORIZED
    }

    /// What the page begins with.
    fn heading(&self) -> String {
        match self.status {
            StatusCode::UNPROCESSABLE_ENTITY => "入力を確認してください".to_owned(),
            StatusCode::CONFLICT => "操作できませんでした".to_owned(),
            StatusCode::UNAUTHORIZED => "サインインの有効時間が切れました".to_owned(),
            status => format!("{} — 表示できませんでした", status.as_u16()),
        }
    }

    pub(crate) fn nowhere() -> Self {
        Self::new(StatusCode::NOT_FOUND, "このページは見つかりません。アドレスを確認してください。")
    }

    pub(crate) fn forbidden(message: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, message)
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let status = self.status;
        let told = ErrorMessage(status, self.message.clone());
        let page = Page { frame: Frame::bare("お知らせ"), problem: self };
        let html = page.render().unwrap_or_else(|_| page.problem.message.clone());
        let mut response = (status, Html(html)).into_response();
        response.extensions_mut().insert(told);
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, SOON);
        }
        response
    }
}

impl From<Error> for PageError {
    fn from(error: Error) -> Self {
        let status = match &error {
            Error::NotFound(_) | Error::Absent(_) => StatusCode::NOT_FOUND,
            Error::Unreadable(_) | Error::Refused(_) | Error::Usage(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Error::Conflict(_) => StatusCode::CONFLICT,
            Error::Busy(_) | Error::Overloaded => StatusCode::SERVICE_UNAVAILABLE,
            Error::Store(store::Error::Full(_)) => logged(&error, StatusCode::INSUFFICIENT_STORAGE),
            Error::Store(
                store::Error::Busy(_) | store::Error::ReadOnly(_) | store::Error::Unreachable(_),
            ) => logged(&error, StatusCode::SERVICE_UNAVAILABLE),
            Error::Late => StatusCode::REQUEST_TIMEOUT,
            Error::Damaged(_) | Error::Store(_) | Error::Internal(_) => {
                logged(&error, StatusCode::INTERNAL_SERVER_ERROR)
            }
        };
        Self::new(status, error.to_string())
    }
}

/// Writes to the log what whoever runs the server should know.
fn logged(error: &Error, status: StatusCode) -> StatusCode {
    tracing::error!(cause = ?std::error::Error::source(error), "{error}");
    status
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        Error::internal(error).into()
    }
}

impl From<store::Error> for PageError {
    fn from(error: store::Error) -> Self {
        Error::from(error).into()
    }
}

/// An address that names nothing.
pub(crate) async fn nowhere() -> PageError {
    PageError::nowhere()
}

/// A fault that stopped the handler: logged by the panic itself, told in one sentence.
pub(crate) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    PageError::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "処理中に問題が起きました。データは変わっていません。",
    )
    .into_response()
}
