//! A text of the registers is put into its field: by whoever writes, never by itself.

use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    adoption::with_fragment,
    event::{DraftAdopted, Event},
    reply::Reply,
    round::Round,
};
use store::{AuditRecord, Tx};

use super::{
    ReplyForUpdate, ReplyRef, WriteOutcome, WriteRequest,
    form::{SentFields, Unsaved},
    offers::{ReplyOffers, words},
    saving,
    section::{context_of, inbox},
    web::drawn_again,
};
use crate::{
    App, Error,
    kit::{actor::Actor, addresses, clock, error_page::PageError, path::Path, viewer::Viewer},
    slices::registers::{figure, offer::RegisterOffer},
};

/// Puts a text of the registers into its field; what else was typed into the form is saved first.
pub(crate) async fn adopt(
    State(app): State<App>,
    viewer: Viewer,
    Path(asked): Path<ReplyRef>,
    Form(sent): Form<SentFields>,
) -> Result<Response, PageError> {
    let by = viewer.acting(&asked.plan, Some(&asked.section));
    let (status, unsaved) = saving::saved(&app, &asked, &sent, &by).await?;
    if !unsaved.is_empty() {
        return drawn_again((&app, &viewer), &asked, status, &unsaved, None).await;
    }
    let choice = sent.get("adopt").map_or("", String::as_str);
    match put(&app, &asked, choice, &by).await {
        Ok(field) => {
            let here = addresses::reply(&asked.plan, asked.year, &asked.section, &asked.action);
            let to = format!("{}#q-{field}", addresses::said(&here, "adopted"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(Error::Conflict(why) | Error::Refused(why)) => {
            let (at, none) = ((&app, &viewer), Unsaved::new());
            drawn_again(at, &asked, StatusCode::CONFLICT, &none, Some(why)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Puts the chosen text into its field; answers which field it was.
async fn put(app: &App, asked: &ReplyRef, choice: &str, by: &Actor) -> crate::Result<String> {
    let mut tx = app.store.begin().await?;
    let opened = super::open(&mut tx, asked, by.today).await?;
    let context = context_of(&mut tx, &asked.plan, asked.year, &asked.section).await?;
    let inbox = inbox(&mut tx, &context, &asked.section, by.today).await?;
    let offers = ReplyOffers::of(&mut tx, &context, (&inbox, &opened.reply)).await?;
    let offer = offers.chosen(choice).ok_or_else(|| {
        Error::Conflict(
            "台帳の記録が変わり、文も変わりました。下の新しい文を確かめて、もう一度押してください。"
                .to_owned(),
        )
    })?;
    let entry = opened.reply.entries.get(&offer.slot).cloned().unwrap_or_default();
    let before = offers.standing_fragment(offer, words(&entry)).map(str::to_owned);
    let text = with_fragment(words(&entry), before.as_deref(), &offer.draft.text);
    let request = WriteRequest { slot: offer.slot.clone(), text, same: None, base: entry.version };
    let (round, reply) = (opened.round.clone(), opened.reply.clone());
    let version = write(&mut tx, opened, request, by).await?;
    let record = adoption((&round, &reply), offer, (before, version), by);
    tx.record(&record).await?;
    tx.commit().await?;
    Ok(offer.slot.key())
}

/// Writes the field; the version in which it stands.
async fn write(
    tx: &mut Tx,
    opened: ReplyForUpdate,
    request: WriteRequest,
    by: &Actor,
) -> crate::Result<u32> {
    let written = super::write_in(tx, opened, vec![request], None, by).await?;
    match written.into_iter().next() {
        Some((_, WriteOutcome::Saved(version) | WriteOutcome::Unchanged(version))) => Ok(version),
        Some((_, WriteOutcome::Refused(why))) => Err(Error::Refused(why)),
        Some((_, WriteOutcome::Stale(_))) | None => Err(Error::Conflict(
            "ほかの人が先に保存しました。今の文を確かめて、もう一度押してください。".to_owned(),
        )),
    }
}

/// What the history tells of it.
fn adoption(
    (round, reply): (&Round, &Reply),
    offer: &RegisterOffer,
    (before, version): (Option<String>, u32),
    by: &Actor,
) -> AuditRecord {
    let evidence = offer.evidence.iter().map(|one| (one.record.to_string(), one.version));
    let adopted = DraftAdopted {
        field: offer.slot.key(),
        register: offer.register.clone(),
        wording: offer.wording.clone(),
        before,
        after: offer.draft.text.clone(),
        version,
        evidence: evidence.collect(),
        digest: offer.digest(),
    };
    super::record(by, round, reply, Event::DraftAdopted(adopted), &clock::now())
}

/// A figure of an offer: what it counts, and the records behind it.
pub(crate) async fn show_figure(
    State(app): State<App>,
    viewer: Viewer,
    Path(asked): Path<ReplyRef>,
    Path((.., digest, nth)): Path<(String, String, String, String, String, usize)>,
) -> Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let context = context_of(&mut tx, &asked.plan, asked.year, &asked.section).await?;
    let inbox = inbox(&mut tx, &context, &asked.section, viewer.today()).await?;
    let reply = inbox.reply(&asked.action)?;
    let offers = ReplyOffers::of(&mut tx, &context, (&inbox, reply)).await?;
    let offer = offers.known(&digest);
    let number = offer.and_then(|offer| offer.draft.numbers.get(nth));
    let number = number.ok_or(Error::NotFound("この数（台帳の記録が変わりました）"))?;
    let back = addresses::reply(&asked.plan, asked.year, &asked.section, &asked.action);
    let at = (&context.plan, &inbox.section);
    Ok(figure::figure_page(&mut tx, &viewer, at, &number.tally, back).await?.into_response())
}
