//! One's own account: password, second factor, sessions.

mod tokens;
pub(crate) mod tokens_web;
pub(crate) mod web;

use domain::{
    event::{Bare, DoneBy, Event, SessionsEnded},
    password,
    person::Person,
};

use crate::{
    App, Error, Result,
    kit::{
        actor::{By, about},
        clock,
    },
    slices::signin::{self, Factor, client::SigninClient, totp},
};

/// What someone who is signed in shows to be the person of the account: a browser left open is not
/// enough to change what proves who one is.
pub(crate) struct Proof {
    /// What was typed.
    pub(crate) typed: String,
    /// The browser that it was typed in.
    pub(crate) client: SigninClient,
}

/// Refuses whoever shows neither the password nor, where there is none, a code. Who comes by the city's
/// own sign-in and has neither has nothing to show.
async fn confirm(app: &App, person: &Person, proof: Proof) -> Result<()> {
    let known = app.store.read().await?.person(&person.id).await?;
    let (factor, why) = match (known.has_password, known.has_totp) {
        (true, _) => (
            Factor::Password(proof.typed),
            "今のパスワードが違います。続けて間違えると、しばらく変更できなくなります。",
        ),
        (false, true) => (
            Factor::Code(proof.typed),
            "確認コードが違うか、すでに使われています。新しく表示された6桁を入力してください。",
        ),
        (false, false) => return Ok(()),
    };
    let proved = signin::confirm(app, &person.login, factor, &proof.client).await?;
    if proved { Ok(()) } else { Err(Error::Refused(why.to_owned())) }
}

/// Changes the password; every other session ends.
pub(crate) async fn change_password(
    app: &App,
    person: &Person,
    session: &str,
    current: Proof,
    chosen: String,
) -> Result<()> {
    let mut tx = app.store.read().await?;
    if !tx.person(&person.id).await?.has_password {
        return Err(Error::NotFound("今のパスワード"));
    }
    let plans = tx.plans().await?;
    drop(tx);
    password::check(&chosen, person, &plans).map_err(|weak| Error::Refused(weak.to_string()))?;
    confirm(app, person, current).await?;
    let hash = app.passwords.hash(chosen).await?;
    let mut tx = app.store.begin().await?;
    tx.set_password(&person.id, &hash).await?;
    tx.end_sessions(&person.id, Some(session)).await?;
    let set = Event::PasswordSet(DoneBy { by: "account".to_owned() });
    tx.record(&about(&By::person(person), &person.id, set)).await?;
    Ok(tx.commit().await?)
}

/// Takes a second factor, whose code proves that the telephone has it; every other session ends.
pub(crate) async fn set_code(
    app: &App,
    person: &Person,
    session: &str,
    current: Proof,
    secret: &str,
    code: &str,
) -> Result<()> {
    let step = totp::step(secret, code).ok_or_else(|| {
        Error::Refused(
            "確認コードが違います。認証アプリに登録し直して、表示されている6桁を入力してください。"
                .to_owned(),
        )
    })?;
    confirm(app, person, current).await?;
    let sealed = app.seeds.seal(&person.id, secret)?;
    let mut tx = app.store.begin().await?;
    tx.set_totp(&person.id, Some(&sealed)).await?;
    // The code that was shown here opens no session
    tx.use_totp_step(&person.id, step).await?;
    tx.end_sessions(&person.id, Some(session)).await?;
    tx.record(&about(&By::person(person), &person.id, Event::TotpSet(Bare {}))).await?;
    Ok(tx.commit().await?)
}

/// Takes the second factor away.
pub(crate) async fn drop_code(app: &App, person: &Person, current: Proof) -> Result<()> {
    confirm(app, person, current).await?;
    let mut tx = app.store.begin().await?;
    tx.set_totp(&person.id, None).await?;
    tx.record(&about(&By::person(person), &person.id, Event::TotpRemoved(Bare {}))).await?;
    Ok(tx.commit().await?)
}

/// Ends one session, or all but the present one.
pub(crate) async fn end_sessions(
    app: &App,
    person: &Person,
    present: &str,
    one: Option<&str>,
    proof: Proof,
) -> Result<()> {
    confirm(app, person, proof).await?;
    let mut tx = app.store.begin().await?;
    let ended = match one {
        Some(one) => {
            tx.end_session(&person.id, one).await?;
            1
        }
        None => tx.end_sessions(&person.id, Some(present)).await?,
    };
    let ended = Event::SigninEnded(SessionsEnded { sessions: ended, at: clock::now() });
    tx.record(&about(&By::person(person), &person.id, ended)).await?;
    Ok(tx.commit().await?)
}
