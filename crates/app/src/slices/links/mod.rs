//! One-time links: the first password of someone invited, another one for someone who lost theirs.

pub(crate) mod web;

use domain::{
    event::{DoneBy, Event},
    password,
    person::Person,
};
use store::{PasswordLink, Tx};

use crate::{
    App, Error, Result,
    kit::{
        actor::{By, about},
        clock,
        digest::digest,
    },
    slices::signin::{client::SigninClient, session::known_device},
};

/// The link of a token with its person, while it works.
pub(crate) async fn open(tx: &mut Tx, token: &str) -> Result<(PasswordLink, Person)> {
    let gone = || {
        Error::Conflict(
            "このリンクは使えません。期限が過ぎたか、すでに使われています。事務局またはシステム管理者に、新しいリンクを頼んでください。"
                .to_owned(),
        )
    };
    let link = tx.link(&digest(token.as_bytes())).await?.ok_or_else(gone)?;
    let known = tx.person(&link.person).await?;
    let works = link.used_at.is_none() && link.expires_at > clock::now();
    if works && known.is_here(clock::day()) { Ok((link, known.person)) } else { Err(gone()) }
}

/// Uses a link up to set a password. Whoever was signed in with the old one is no longer, and
/// browsers that were known are so no more; the one in which the link is used is, by the token that
/// is answered, so that nobody's guessing keeps the person out.
pub(crate) async fn set_password(
    app: &App,
    token: &str,
    chosen: String,
    client: &SigninClient,
) -> Result<String> {
    let mut tx = app.store.read().await?;
    let (_, person) = open(&mut tx, token).await?;
    let plans = tx.plans().await?;
    drop(tx);
    password::check(&chosen, &person, &plans).map_err(|weak| Error::Refused(weak.to_string()))?;
    let hash = app.passwords.hash(chosen).await?;
    let mut tx = app.store.begin().await?;
    let (link, person) = open(&mut tx, token).await?;
    if !tx.use_link(&link.digest, &clock::now()).await? {
        return Err(Error::Conflict("このリンクは、すでに使われています。".to_owned()));
    }
    tx.set_password(&person.id, &hash).await?;
    tx.end_sessions(&person.id, None).await?;
    tx.forget_attempts(&person.id).await?;
    let device = known_device(&mut tx, &person.id, client).await?;
    let set = Event::PasswordSet(DoneBy { by: link.purpose.code().to_owned() });
    tx.record(&about(&By::person(&person), &person.id, set)).await?;
    tx.commit().await?;
    Ok(device)
}
