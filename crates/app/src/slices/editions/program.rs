//! Editions for programs that come with a token: those that their person may read.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{Id, plan::Plan};
use serde_json::{Value, json};
use store::{StoredEdition, Tx};

use crate::{
    App,
    kit::{path::Path, problem::ProblemDetails, viewer::Viewer},
    slices::frozen::{
        check_number,
        standing::{EditionState, may_read, states},
    },
};

/// The editions of a plan that the viewer may read, each with where it stands.
async fn readable(
    tx: &mut Tx,
    viewer: &Viewer,
    plan: &Id<Plan>,
) -> Result<Vec<(StoredEdition, EditionState)>, ProblemDetails> {
    let plan = tx.plan(plan).await?;
    let all = tx.editions(&plan.id).await?;
    let states = states(&all);
    let shown = all.into_iter().zip(states);
    Ok(shown.filter(|(one, _)| may_read(viewer, &plan.id, one)).collect())
}

/// The editions of a plan.
pub(crate) async fn index(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
) -> Result<Response, ProblemDetails> {
    let all = readable(&mut app.store.read().await?, &viewer, &plan).await?;
    let line = |(one, state): &(StoredEdition, EditionState)| {
        json!({
            "id": one.id,
            "fiscal_year": one.year,
            "kind": one.kind,
            "number": one.number,
            "state": state.code(),
            "frozen_at": one.frozen_at,
            "content_digest": one.digest,
            "check_number": check_number(one),
        })
    };
    let items: Vec<Value> = all.iter().map(line).collect();
    Ok(Json(json!({ "items": items })).into_response())
}

/// An edition's document, as it was frozen.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, String)>,
) -> Result<Response, ProblemDetails> {
    let mut tx = app.store.read().await?;
    let all = readable(&mut tx, &viewer, &plan).await?;
    let one = all.into_iter().find(|(one, _)| one.id == id);
    let (one, _) = one.ok_or_else(|| ProblemDetails::nowhere("この版"))?;
    let file = tx.file(&one.digest).await?;
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let mut response = (kind, file.bytes).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"sha256-{}\"", one.digest)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}
