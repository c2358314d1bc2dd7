//! Signing in and out: password, second factor, sessions.

pub(crate) mod oidc;
pub(crate) mod totp;
pub(crate) mod web;

use domain::{
    Id,
    event::{Bare, DoneBy, Event, SigninFailed},
    person::Person,
};
use store::{AuditRecord, Credentials, Session, SessionState, Tx};

use crate::{
    App, Error, Result,
    kit::{actor::By, clock, digest::digest, ids, viewer::idle_since},
};

/// How long a session lasts at most.
const LONGEST: i64 = 12 * 60 * 60;

/// How long the second factor is waited for.
const CODE: i64 = 5 * 60;

/// How many attempts may fail before the next ones have to wait.
const FREE: u32 = 5;

/// The longest wait after failures.
const LONGEST_WAIT: i64 = 60 * 60;

/// What came of an attempt to sign in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SigninOutcome {
    /// Signed in, with the token for the browser.
    Open(String),
    /// The second factor is asked for.
    Code(String),
    /// Not signed in; why is for nobody to know.
    Refused,
}

/// How long to wait after so many failures: a minute after the fifth, then twice as long each time.
fn wait(failures: u32) -> Option<i64> {
    let over = failures.checked_sub(FREE)?;
    Some((60_i64 << over.min(10)).min(LONGEST_WAIT))
}

/// Signs in by login and password. The attempt counts as failed until it has worked, so that many
/// at once are not looked at either.
pub(crate) async fn by_password(
    app: &App,
    login: &str,
    password: String,
    agent: &str,
) -> Result<SigninOutcome> {
    let known = attempt(app, login).await?;
    let hash = known.as_ref().and_then(|known| known.password.clone());
    let fits = app.passwords.verify(password, hash).await?;
    let Some(known) = known else {
        tracing::warn!("an attempt to sign in was not looked at");
        return Ok(SigninOutcome::Refused);
    };
    let mut tx = app.store.begin().await?;
    if !fits {
        failed(&mut tx, &known).await?;
        tx.commit().await?;
        return Ok(SigninOutcome::Refused);
    }
    let outcome = if known.totp.is_some() {
        let token = open(&mut tx, &known.person, SessionState::Waiting, agent).await?;
        // The code is an attempt of its own
        tx.set_failures(&known.person, known.failures, known.locked_until.as_deref()).await?;
        SigninOutcome::Code(token)
    } else {
        succeed(&mut tx, &known.person, &known.name, "password", agent).await?
    };
    tx.commit().await?;
    Ok(outcome)
}

/// Whether someone who is signed in knows the password; a wrong one counts as at the door.
pub(crate) async fn confirm(app: &App, login: &str, password: String) -> Result<bool> {
    let known = attempt(app, login).await?;
    let hash = known.as_ref().and_then(|known| known.password.clone());
    let fits = app.passwords.verify(password, hash).await?;
    let Some(known) = known else { return Ok(false) };
    let mut tx = app.store.begin().await?;
    if fits {
        tx.set_failures(&known.person, known.failures, known.locked_until.as_deref()).await?;
    } else {
        failed(&mut tx, &known).await?;
    }
    tx.commit().await?;
    Ok(fits)
}

/// Signs in by the second factor, for the session that waits for it.
pub(crate) async fn by_code(
    app: &App,
    waiting: &str,
    code: &str,
    agent: &str,
) -> Result<SigninOutcome> {
    let mut tx = app.store.read().await?;
    let session = tx.session(waiting, &clock::now(), &idle_since()).await?;
    let session = session.filter(|found| found.state == SessionState::Waiting);
    let session = session.ok_or(Error::NotFound("このサインイン"))?;
    let login = tx.person(&session.person).await?.person.login;
    drop(tx);
    let Some(known) = attempt(app, &login).await? else { return Ok(SigninOutcome::Refused) };
    let step = known.totp.as_deref().and_then(|secret| totp::step(secret, code));
    let mut tx = app.store.begin().await?;
    let fits = match step {
        Some(step) => tx.use_totp_step(&known.person, step).await?,
        None => false,
    };
    let outcome = if fits {
        tx.end_session(&known.person, waiting).await?;
        succeed(&mut tx, &known.person, &known.name, "password and code", agent).await?
    } else {
        failed(&mut tx, &known).await?;
        SigninOutcome::Refused
    };
    tx.commit().await?;
    Ok(outcome)
}

/// Counts an attempt; none where nobody may try: unknown, locked, gone.
async fn attempt(app: &App, login: &str) -> Result<Option<Credentials>> {
    let now = clock::now();
    let mut tx = app.store.begin().await?;
    let known = tx.credentials(login).await?.filter(|known| {
        let locked = known.locked_until.as_ref().is_some_and(|until| *until > now);
        !locked && known.left_on.is_none_or(|last| clock::day() <= last)
    });
    if let Some(known) = &known {
        let failures = known.failures.saturating_add(1);
        let until = wait(failures).map(clock::in_seconds);
        tx.set_failures(&known.person, failures, until.as_deref()).await?;
    }
    tx.commit().await?;
    Ok(known)
}

/// Records an attempt that failed, and the wait that it led to.
async fn failed(tx: &mut Tx, known: &Credentials) -> Result<()> {
    let failures = known.failures.saturating_add(1);
    let failed = SigninFailed { failures, wait_seconds: wait(failures) };
    let event = match failed.wait_seconds {
        Some(_) => Event::SigninLocked(failed),
        None => Event::SigninFailed(failed),
    };
    // Whoever tried is not known: the name is whose sign-in it was
    let by = By { name: known.name.clone(), person: None };
    Ok(tx.record(&about(&by, &known.person, event)).await?)
}

/// Opens a session for someone who has proved who they are.
pub(crate) async fn succeed(
    tx: &mut Tx,
    person: &Id<Person>,
    name: &str,
    by: &str,
    agent: &str,
) -> Result<SigninOutcome> {
    tx.set_failures(person, 0, None).await?;
    tx.forget_sessions(&clock::now(), &idle_since()).await?;
    let token = open(tx, person, SessionState::Open, agent).await?;
    let who = By { name: name.to_owned(), person: Some(person.clone()) };
    let opened = Event::SigninOpened(DoneBy { by: by.to_owned() });
    tx.record(&about(&who, person, opened)).await?;
    Ok(SigninOutcome::Open(token))
}

async fn open(
    tx: &mut Tx,
    person: &Id<Person>,
    state: SessionState,
    agent: &str,
) -> Result<String> {
    let (token, now) = (ids::token()?, clock::now());
    let lasts = if state == SessionState::Open { LONGEST } else { CODE };
    let session = Session {
        digest: digest(token.as_bytes()),
        person: person.clone(),
        state,
        created_at: now.clone(),
        seen_at: now,
        expires_at: clock::in_seconds(lasts),
        agent: agent.chars().filter(|c| !c.is_control()).take(200).collect(),
    };
    tx.open_session(&session).await?;
    Ok(token)
}

/// Ends a session.
pub(crate) async fn out(app: &App, person: &Person, session: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    tx.end_session(&person.id, session).await?;
    let closed = Event::SigninClosed(Bare {});
    tx.record(&about(&By::person(person), &person.id, closed)).await?;
    Ok(tx.commit().await?)
}

/// The audit record of what was done about a person, at this moment.
pub(crate) fn about(by: &By, person: &Id<Person>, event: Event) -> AuditRecord {
    AuditRecord { subject: person.to_string(), ..by.did(event, &clock::now()) }
}

#[cfg(test)]
mod tests {
    use super::wait;

    #[test]
    fn the_wait_begins_with_the_fifth_failure_and_doubles_up_to_an_hour() {
        assert_eq!([1, 4].map(wait), [None, None]);
        assert_eq!([5, 6, 7, 10].map(wait), [60, 120, 240, 1920].map(Some));
        assert_eq!([11, 100, u32::MAX].map(wait), [Some(3600); 3]);
    }
}
