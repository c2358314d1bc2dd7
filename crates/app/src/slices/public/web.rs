//! The handlers of what is published: the site's files, and the read API.

use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    api::{self, Paging},
    edition, openapi, plan, published,
};
use crate::{
    App,
    kit::{addresses, path::Path, problem::ProblemDetails},
};

/// Answers bytes that never change under their tag; nothing where the asker has them.
fn tagged(
    headers: &HeaderMap,
    tag: &str,
    (kind, forever): (&str, bool),
    bytes: Vec<u8>,
) -> Response {
    let tag = format!("\"sha256-{tag}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let same = known.is_some_and(|known| {
        known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*")
    });
    let keep = if forever { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, kind.to_owned())], bytes).into_response()
    };
    let own = response.headers_mut();
    own.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        own.insert(header::ETAG, tag);
    }
    response
}

/// JSON under a tag.
fn answered(headers: &HeaderMap, tag: &str, value: &Value) -> Response {
    tagged(headers, tag, ("application/json", true), value.to_string().into_bytes())
}

/// JSON that may change: tagged by its own bytes.
fn listed(headers: &HeaderMap, value: &Value) -> Response {
    let bytes = value.to_string().into_bytes();
    let tag = crate::kit::digest::digest(&bytes);
    tagged(headers, &tag, ("application/json", false), bytes)
}

/// A file of the site of a plan's newest published edition.
async fn site(
    app: &App,
    headers: &HeaderMap,
    (id, name): (&str, &str),
) -> Result<Response, ProblemDetails> {
    let mut tx = app.store.read().await?;
    let plan = plan(app, &mut tx, id).await?;
    let newest = plan.editions.iter().max_by_key(|one| (one.stored.year, one.stored.number));
    let newest = newest.ok_or_else(|| ProblemDetails::nowhere("公表された版"))?;
    let (kind, bytes) = tx.edition_file(&newest.stored.id, &format!("site/{name}")).await?;
    let tag = crate::kit::digest::digest(&bytes);
    Ok(tagged(headers, &tag, (&kind, false), bytes))
}

/// A page of the site.
pub(crate) async fn page(
    State(app): State<App>,
    headers: HeaderMap,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, ProblemDetails> {
    site(&app, &headers, (&id, &file)).await
}

/// A file in a folder of the site.
pub(crate) async fn nested(
    State(app): State<App>,
    headers: HeaderMap,
    Path((id, folder, file)): Path<(String, String, String)>,
) -> Result<Response, ProblemDetails> {
    site(&app, &headers, (&id, &format!("{folder}/{file}"))).await
}

/// Leads to the first page of a plan's site.
pub(crate) async fn first(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Redirect, ProblemDetails> {
    plan(&app, &mut app.store.read().await?, &id).await?;
    Ok(Redirect::to(&addresses::public_page(&id, "index.html")))
}

/// The plans that have published.
pub(crate) async fn plans(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, ProblemDetails> {
    let all = published(&app, &mut app.store.read().await?).await?;
    let items: Vec<Value> = all.iter().map(api::plan).collect();
    Ok(listed(&headers, &json!({ "items": items })))
}

/// What the list of editions may be asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EditionsQuery {
    /// The first calendar year of a fiscal year.
    year: Option<String>,
    /// The day on which the edition was in force.
    as_of: Option<String>,
}

/// The editions that a plan has published.
pub(crate) async fn editions(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(query): Query<EditionsQuery>,
) -> Result<Response, ProblemDetails> {
    let plan = plan(&app, &mut app.store.read().await?, &id).await?;
    let year = query.year.as_deref().map(api::year).transpose()?;
    let day = query.as_of.as_deref().map(api::day).transpose()?;
    let items = api::editions(&plan, year, day);
    Ok(listed(&headers, &json!({ "items": items })))
}

/// Leads from a plan's year to its newest published edition.
pub(crate) async fn of_year(
    State(app): State<App>,
    Path((id, year)): Path<(String, String)>,
) -> Result<Redirect, ProblemDetails> {
    let plan = plan(&app, &mut app.store.read().await?, &id).await?;
    let year = api::year(&year)?;
    let of_year = plan.editions.iter().filter(|one| one.stored.year == year);
    let newest = of_year.max_by_key(|one| one.stored.number);
    let newest = newest.ok_or_else(|| ProblemDetails::nowhere("公表された版"))?;
    Ok(Redirect::to(&addresses::api_edition(&newest.stored.id)))
}

/// An edition's document.
pub(crate) async fn show(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, ProblemDetails> {
    let mut tx = app.store.read().await?;
    let stored = edition(&app, &mut tx, &id).await?;
    let file = tx.file(&stored.digest).await?;
    Ok(tagged(&headers, &stored.digest, ("application/json", true), file.bytes))
}

/// A part of an edition, page by page: `actions`, `answers`, `indicators`, `errata`, `opinions`, `codes`,
/// `files`.
pub(crate) async fn part(
    State(app): State<App>,
    headers: HeaderMap,
    Path((id, part)): Path<(String, String)>,
    Query(paging): Query<Paging>,
) -> Result<Response, ProblemDetails> {
    let mut tx = app.store.read().await?;
    let stored = edition(&app, &mut tx, &id).await?;
    let items = if part == "files" {
        tx.edition_files(&id).await?.iter().map(api::file).collect()
    } else {
        let file = tx.file(&stored.digest).await?;
        api::part(&file.bytes, &part)?
    };
    let answer = paging.page(&part, items)?;
    Ok(answered(&headers, &stored.digest, &answer))
}

/// An action of an edition.
pub(crate) async fn action(
    State(app): State<App>,
    headers: HeaderMap,
    Path((id, action)): Path<(String, String)>,
) -> Result<Response, ProblemDetails> {
    let mut tx = app.store.read().await?;
    let stored = edition(&app, &mut tx, &id).await?;
    let file = tx.file(&stored.digest).await?;
    let all = api::part(&file.bytes, "actions")?;
    let one = all.into_iter().find(|one| one["id"] == action.as_str());
    let one = one.ok_or_else(|| ProblemDetails::nowhere("事業"))?;
    Ok(answered(&headers, &stored.digest, &one))
}

/// A file of an edition, as it was frozen.
pub(crate) async fn file(
    State(app): State<App>,
    headers: HeaderMap,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, ProblemDetails> {
    let mut tx = app.store.read().await?;
    let stored = edition(&app, &mut tx, &id).await?;
    let (kind, bytes) = tx.edition_file(&stored.id, &name).await?;
    let tag = crate::kit::digest::digest(&bytes);
    Ok(tagged(&headers, &tag, (&kind, true), bytes))
}

/// The description of this interface.
pub(crate) async fn description(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, ProblemDetails> {
    published(&app, &mut app.store.read().await?).await?;
    Ok(listed(&headers, &openapi::document()))
}
