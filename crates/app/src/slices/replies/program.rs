//! Replies for programs that come with a token: entries are read, and written from the version that
//! was seen, by the same use case as the form's. A change that its sender names (`Idempotency-Key`) is
//! done once, however often it is sent.

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    FiscalYear, Id,
    action::Action,
    plan::Plan,
    reply::Entry,
    round::{Question, Round},
    section::Section,
};
use serde::Deserialize;
use serde_json::{Value, json};
use store::KeptAnswer;

use super::{ReplyRef, WriteOutcome, WriteRequest};
use crate::{
    App,
    kit::{
        clock,
        digest::digest,
        path::{self, Path},
        problem::ProblemDetails,
        viewer::Viewer,
    },
    slices::rounds,
};

/// So long a named change is known again, in seconds.
const KNOWN: i64 = 24 * 60 * 60;

/// No more named changes of a token are kept at once.
const MOST_KNOWN: i64 = 1000;

/// A longer name of a change is refused, in bytes.
const LONGEST_NAME: usize = 200;

/// An entry of a reply.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct EntryRef {
    plan: Id<Plan>,
    #[serde(deserialize_with = "path::year")]
    year: FiscalYear,
    section: Id<Section>,
    action: Id<Action>,
    /// The key of the question.
    field: String,
}

impl EntryRef {
    fn of_reply(&self) -> ReplyRef {
        ReplyRef {
            plan: self.plan.clone(),
            year: self.year,
            section: self.section.clone(),
            action: self.action.clone(),
        }
    }

    fn question<'a>(&self, round: &'a Round) -> Result<&'a Question, ProblemDetails> {
        let found = round.questions.iter().find(|question| question.slot.key() == self.field);
        found.ok_or_else(|| ProblemDetails::nowhere("この調査でたずねている項目"))
    }
}

/// An entry as it is told.
fn told(round: &Round, question: &Question, entry: &Entry) -> Value {
    json!({
        "field": question.slot.key(),
        "label": question.slot.heading(round.year),
        "text": entry.text,
        "same_as_last_year": entry.same,
        "version": entry.version,
        "written_by": entry.by,
        "written_at": entry.at,
    })
}

/// An answer under the tag of an entry's version.
fn tagged(version: u32, value: Value) -> Response {
    let mut response = Json(value).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// A reply: its stage, and the entries of all questions.
pub(crate) async fn show(
    State(app): State<App>,
    Path(asked): Path<ReplyRef>,
) -> Result<Response, ProblemDetails> {
    let mut tx = app.store.read().await?;
    let round = rounds::of_year(&mut tx, &asked.plan, asked.year).await?;
    let reply = tx.reply(&round.id, &asked.section, &asked.action).await?;
    let entry = |question: &Question| {
        let entry = reply.entries.get(&question.slot).cloned().unwrap_or_default();
        told(&round, question, &entry)
    };
    let entries: Vec<Value> = round.questions.iter().map(entry).collect();
    Ok(Json(json!({
        "plan": asked.plan.as_str(),
        "fiscal_year": asked.year.start(),
        "section": asked.section.as_str(),
        "action": asked.action.as_str(),
        "stage": reply.stage.code(),
        "entries": entries,
    }))
    .into_response())
}

/// An entry of a reply.
pub(crate) async fn entry(
    State(app): State<App>,
    Path(asked): Path<EntryRef>,
) -> Result<Response, ProblemDetails> {
    let mut tx = app.store.read().await?;
    let round = rounds::of_year(&mut tx, &asked.plan, asked.year).await?;
    let question = asked.question(&round)?;
    let reply = tx.reply(&round.id, &asked.section, &asked.action).await?;
    let entry = reply.entries.get(&question.slot).cloned().unwrap_or_default();
    Ok(tagged(entry.version, told(&round, question, &entry)))
}

/// What a change sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryChange {
    text: String,
}

/// Writes an entry, from the version that `If-Match` names.
pub(crate) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(asked): Path<EntryRef>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ProblemDetails> {
    let base = version_seen(&headers)?;
    let name = name_of_change(&headers)?;
    let EntryChange { text } = sent(&headers, &body)?;
    let by = viewer.acting(&asked.plan, Some(&asked.section));
    let mut tx = app.store.begin().await?;
    let opened = super::open(&mut tx, &asked.of_reply(), by.today).await?;
    let slot = asked.question(&opened.round)?.slot.clone();
    if let (Some(token), Some(name)) = (viewer.token(), name) {
        // Kept before the change itself, with which it is committed or not: the version after it is known
        let answer = KeptAnswer {
            digest: what_was_asked(&asked, base, &text),
            version: base.saturating_add(1),
        };
        let (now, since) = (clock::now(), clock::in_seconds(-KNOWN));
        if let Some(known) = tx.kept_answer(token, &name, &since).await? {
            return done_before(&asked, &known, &answer);
        }
        tx.keep_answer(token, (&name, &answer), (&now, &since), MOST_KNOWN).await?;
    }
    let request = WriteRequest { slot, text, same: None, base };
    let yours = request.text.clone();
    let outcomes = super::write_in(&mut tx, opened, vec![request], None, &by).await?;
    match outcomes.into_iter().next() {
        Some((_, WriteOutcome::Saved(version))) => {
            tx.commit().await?;
            Ok(written(&asked, version))
        }
        Some((_, WriteOutcome::Unchanged(version))) => Ok(written(&asked, version)),
        Some((_, WriteOutcome::Stale(entry))) => Err(stale(&asked, &yours, &entry)),
        Some((_, WriteOutcome::Refused(why))) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Err(ProblemDetails::new(status, "not_accepted", why).naming(vec!["text".to_owned()]))
        }
        None => Err(ProblemDetails::nowhere("この調査でたずねている項目")),
    }
}

/// What is answered to a change: no text, so that it is the same when it is sent again.
fn written(asked: &EntryRef, version: u32) -> Response {
    tagged(version, json!({ "field": asked.field, "version": version }))
}

/// What is answered to a change that was done before; another one of the same name is refused.
fn done_before(
    asked: &EntryRef,
    known: &KeptAnswer,
    now: &KeptAnswer,
) -> Result<Response, ProblemDetails> {
    if known.digest == now.digest {
        return Ok(written(asked, known.version));
    }
    let sentence = "この Idempotency-Key は、別の内容にすでに使われています。新しい値を付けて送り直してください。";
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Err(ProblemDetails::new(status, "key_of_another_change", sentence)
        .naming(vec![NAME_OF_CHANGE.to_string()]))
}

/// Someone else wrote meanwhile: both texts.
fn stale(asked: &EntryRef, yours: &str, entry: &Entry) -> ProblemDetails {
    let sentence = "ほかの人が先に書き換えました。両方の内容を確かめて、今の版（theirs の version）から送り直してください。";
    let theirs = json!({
        "text": entry.text,
        "version": entry.version,
        "written_by": entry.by,
        "written_at": entry.at,
    });
    ProblemDetails::new(StatusCode::PRECONDITION_FAILED, "stale", sentence)
        .naming(vec![asked.field.clone()])
        .telling("yours", json!({ "text": yours }))
        .telling("theirs", theirs)
}

/// The digest of a change, by which it is known again.
fn what_was_asked(asked: &EntryRef, base: u32, text: &str) -> String {
    let EntryRef { plan, year, section, action, field } = asked;
    let parts = (plan.as_str(), year.start(), section.as_str(), action.as_str(), field, base, text);
    digest(json!(parts).to_string().as_bytes())
}

/// The version of the entry that the sender saw, as the entry's tag names it.
fn version_seen(headers: &HeaderMap) -> Result<u32, ProblemDetails> {
    let Some(tag) = headers.get(header::IF_MATCH) else {
        let sentence =
            "If-Match が要ります。先に読んで、答えの ETag を If-Match に付けて送ってください。";
        let status = StatusCode::PRECONDITION_REQUIRED;
        return Err(ProblemDetails::new(status, "version_required", sentence)
            .naming(vec![header::IF_MATCH.to_string()]));
    };
    let bare = tag.to_str().ok().and_then(|tag| tag.strip_prefix('"')?.strip_suffix('"'));
    let digits = bare.filter(|bare| bare.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|digits| digits.parse().ok()).ok_or_else(|| {
        ProblemDetails::parameter(
            "if-match",
            "If-Match は、読んだときの ETag をそのまま使ってください。",
        )
    })
}

/// The header by which a change is named.
const NAME_OF_CHANGE: &str = "idempotency-key";

/// The name that the sender gave to the change, if there is one.
fn name_of_change(headers: &HeaderMap) -> Result<Option<String>, ProblemDetails> {
    let Some(name) = headers.get(NAME_OF_CHANGE) else { return Ok(None) };
    let name = name.to_str().ok().filter(|name| (1..=LONGEST_NAME).contains(&name.len()));
    name.map(|name| Some(name.to_owned())).ok_or_else(|| {
        let sentence = "Idempotency-Key は、200字までの英数字と記号にしてください。";
        ProblemDetails::parameter(NAME_OF_CHANGE, sentence)
    })
}

/// The change that was sent as JSON.
fn sent(headers: &HeaderMap, body: &[u8]) -> Result<EntryChange, ProblemDetails> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !["application/json", "application/merge-patch+json"].contains(&kind) {
        let sentence = "内容は JSON で送ってください（Content-Type: application/json）。";
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Err(ProblemDetails::new(status, "bad_media_type", sentence));
    }
    serde_json::from_slice(body).map_err(|_| {
        let sentence = "内容を読み取れません。{\"text\": \"…\"} の形で送ってください。";
        ProblemDetails::new(StatusCode::BAD_REQUEST, "bad_body", sentence)
            .naming(vec!["text".to_owned()])
    })
}
