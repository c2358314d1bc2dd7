//! Forms that could not be done. The page that the form stands on comes again, with what was typed in
//! its fields and what is to be said at the form; where the session had ended, after signing in.
//!
//! A handler answers an error and knows nothing of this: the page is asked for within the product,
//! as the same person would ask for it, and filled.

mod fill;
mod tag;

use askama::Template;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header, uri::PathAndQuery},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};

use crate::{
    App,
    kit::{
        addresses,
        drafts::Draft,
        error_page::{ErrorMessage, PageError},
        page::Frame,
    },
};
use fill::{Filled, SentForm, filled};

/// The longest form: eleven fields of the longest text, each of its characters nine bytes.
pub(crate) const LONGEST_FORM: usize = 2 * 1024 * 1024;

/// No page with a form is longer.
const LONGEST_PAGE: usize = 32 * 1024 * 1024;

/// What was asked, as far as it is needed again.
struct Asked {
    uri: Uri,
    headers: HeaderMap,
    /// The form without files that was sent; nothing of another kind.
    sent: Option<Bytes>,
}

/// A page where a form could not be done, and a page for which a draft waits.
pub(crate) async fn again(State(app): State<App>, request: Request, next: Next) -> Response {
    match *request.method() {
        Method::GET => restored(&app, request, next).await,
        Method::POST => sent(&app, request, next).await,
        _ => next.run(request).await,
    }
}

async fn sent(app: &App, request: Request, next: Next) -> Response {
    let (asked, request) = match asked(request).await {
        Ok(asked) => asked,
        Err(response) => return response,
    };
    let response = match asked.objection() {
        Some(problem) => problem.into_response(),
        None => next.clone().run(request).await,
    };
    if response.status().is_success() || response.status().is_redirection() {
        if let Some(session) = app.access.token(&asked.headers) {
            app.drafts.forget(&session, asked.uri.path());
        }
        return response;
    }
    let script = asked.headers.get(header::ACCEPT).is_some_and(|kind| kind == "application/json");
    match response.extensions().get::<ErrorMessage>().cloned() {
        Some(ErrorMessage(StatusCode::UNAUTHORIZED, _)) if !script => signed_out(&asked, response),
        Some(ErrorMessage(status, message)) if !script && is_of_a_form(status) => {
            once_more(&asked, &message, next)
                .await
                .map_or(response, |page| (status, page).into_response())
        }
        _ => response,
    }
}

/// Whether something that was typed or pressed can be given better.
fn is_of_a_form(status: StatusCode) -> bool {
    matches!(status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT)
}

/// Reads a form without files, and gives it on.
async fn asked(request: Request) -> Result<(Asked, Request), Response> {
    let (parts, body) = request.into_parts();
    let (uri, headers) = (parts.uri.clone(), parts.headers.clone());
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let plain = text(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let length = text(header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    if !plain || length.is_some_and(|length| length > LONGEST_FORM) {
        return Ok((Asked { uri, headers, sent: None }, Request::from_parts(parts, body)));
    }
    let Ok(bytes) = to_bytes(body, LONGEST_FORM).await else {
        return Err(StatusCode::PAYLOAD_TOO_LARGE.into_response());
    };
    let request = Request::from_parts(parts, Body::from(bytes.clone()));
    Ok((Asked { uri, headers, sent: Some(bytes) }, request))
}

impl Asked {
    /// The names and values, without the character that is none.
    fn pairs(&self) -> Vec<(String, String)> {
        let sent = self.sent.as_deref().unwrap_or_default();
        let pairs = form_urlencoded::parse(sent).into_owned();
        pairs.map(|(name, value)| (name, value.replace('\0', ""))).collect()
    }

    /// Why no handler sees the form: no text holds what PostgreSQL cannot store.
    fn objection(&self) -> Option<PageError> {
        let sent = self.sent.as_deref().unwrap_or_default();
        let strange = sent.contains(&0) || sent.windows(3).any(|three| three == b"%00");
        let sentence = "文に、文字でないもの（U+0000）が含まれていたため、取り除きました。内容を確かめて、もう一度送ってください。";
        strange.then(|| PageError::new(StatusCode::UNPROCESSABLE_ENTITY, sentence))
    }

    /// The page that the form was sent from, where the browser says so and it is one of ours.
    fn page(&self) -> Option<String> {
        let text = |name| self.headers.get(name).and_then(|value| value.to_str().ok());
        let from: Uri = text(header::REFERER)?.parse().ok()?;
        let own = from.authority().map(axum::http::uri::Authority::as_str) == text(header::HOST);
        let page = from.path_and_query().filter(|_| own)?;
        Some(untold(page))
    }

    /// Where the form may stand: the page that it was sent from, and those whose address its own
    /// continues.
    fn pages(&self) -> Vec<String> {
        let path = self.uri.path();
        let above = path.match_indices('/').map(|(at, _)| &path[..at]).rev();
        let above = std::iter::once(path).chain(above);
        let above =
            above.map(|path| if path.is_empty() { addresses::home() } else { path.to_owned() });
        self.page().into_iter().chain(above).collect()
    }
}

/// The address of a page without what it was to tell of the press before.
fn untold(page: &PathAndQuery) -> String {
    let told = ["said", "count", "gaps"];
    let asked = form_urlencoded::parse(page.query().unwrap_or_default().as_bytes());
    let kept: Vec<_> = asked.filter(|(name, _)| !told.contains(&name.as_ref())).collect();
    if kept.is_empty() {
        return page.path().to_owned();
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    format!("{}?{query}", page.path())
}

/// Asks for a page as whoever sent the form.
async fn got(asked: &Asked, page: &str, next: Next) -> Option<String> {
    let mut request = Request::get(page).body(Body::empty()).ok()?;
    for (name, value) in &asked.headers {
        let of_form = [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::TRANSFER_ENCODING];
        if !of_form.contains(name) {
            request.headers_mut().append(name.clone(), value.clone());
        }
    }
    html(next.run(request).await).await.map(|(page, _)| page)
}

/// The text of an answer that is a page, with its other parts.
async fn html(response: Response) -> Option<(String, axum::http::response::Parts)> {
    let (parts, body) = response.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if parts.status != StatusCode::OK || !kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return None;
    }
    let bytes = to_bytes(body, LONGEST_PAGE).await.ok()?;
    Some((String::from_utf8(bytes.to_vec()).ok()?, parts))
}

/// The page with the form once more: as it was sent, with why it could not be done. The first page
/// that has the form; else the one that it was sent from.
async fn once_more(asked: &Asked, message: &str, next: Next) -> Option<Html<String>> {
    let pairs = asked.pairs();
    let sent = SentForm { action: asked.uri.path(), pairs: &pairs, message, waits: false };
    let mut without = None;
    for (nth, page) in asked.pages().iter().enumerate() {
        let Some(html) = got(asked, page, next.clone()).await else { continue };
        let filled = filled(&html, &sent);
        if filled.found {
            return Some(Html(titled(&filled.page)));
        }
        if nth == 0 && asked.page().is_some() {
            without = Some(Html(titled(&filled.page)));
        }
    }
    without
}

/// The title says at once that something is to be done.
fn titled(page: &str) -> String {
    page.replacen("<title>", "<title>確認してください：", 1)
}

/// The page where a session has ended, and the way on.
#[derive(Template)]
#[template(path = "web/signed-out.html")]
struct SignedOut {
    frame: Frame,
    sign_in: String,
    address: String,
    draft: Option<Draft>,
}

/// Leads to signing in and back, with what was typed.
fn signed_out(asked: &Asked, response: Response) -> Response {
    let page = asked.page().unwrap_or_else(addresses::home);
    let sent = asked.sent.as_deref().and_then(|sent| std::str::from_utf8(sent).ok());
    let action = asked.uri.path().to_owned();
    let draft = sent
        .filter(|_| asked.page().is_some() && !addresses::takes_secrets(&action))
        .map(|sent| Draft { page: page.clone(), action, sent: sent.to_owned() });
    let draft = draft.filter(Draft::says_something);
    let (sign_in, address) = (addresses::sign_in_then(&page), addresses::sign_in());
    let frame = Frame::bare("サインインの有効時間が切れました");
    let page = SignedOut { frame, sign_in, address, draft };
    page.render().map_or(response, |page| (StatusCode::UNAUTHORIZED, Html(page)).into_response())
}

/// A page for which a draft waits, with the draft in its form.
async fn restored(app: &App, request: Request, next: Next) -> Response {
    let page = request
        .uri()
        .path_and_query()
        .map_or_else(addresses::home, |page| page.as_str().to_owned());
    let session = app.access.token(request.headers());
    let waiting = session.and_then(|session| Some((app.drafts.of(&session, &page)?, session)));
    let Some((draft, session)) = waiting else { return next.run(request).await };
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let Some((page, mut parts)) = html(response).await else {
        return PageError::nowhere().into_response();
    };
    let pairs: Vec<_> = form_urlencoded::parse(draft.sent.as_bytes()).into_owned().collect();
    let sent = SentForm { action: &draft.action, pairs: &pairs, message: WAITS, waits: true };
    let mut done = filled(&page, &sent);
    if !done.found || !done.left.is_empty() {
        done = with_message(&page, &sent, &done);
        app.drafts.forget(&session, &draft.action);
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(done.page))
}

const WAITS: &str = "サインインの前に書いた文を戻しました。まだ保存していません。内容を確かめて、もう一度操作してください。";

/// What was typed, above the page, where its form or one of its fields is gone.
fn with_message(page: &str, sent: &SentForm<'_>, done: &Filled) -> Filled {
    let message = "サインインの前に書いた文です。この画面には、もう入れる欄がありません。必要なときは控えてください。";
    let (base, pairs): (&str, Vec<_>) = if done.found {
        let left = sent.pairs.iter().filter(|(_, text)| done.left.contains(text));
        (&done.page, left.cloned().collect())
    } else {
        (page, sent.pairs.to_vec())
    };
    filled(base, &SentForm { action: "", pairs: &pairs, message, waits: true })
}
