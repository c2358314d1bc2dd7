//! Sessions: how they begin and end.

use domain::{
    Id,
    event::{Bare, DoneBy, Event},
    person::Person,
};
use store::{Session, SessionState, Tx};

use super::client::SigninClient;
use crate::{
    App, Result,
    kit::{
        actor::{By, about},
        clock,
        digest::digest,
        ids,
        viewer::session_times,
    },
};

/// How long a session lasts at most.
const LONGEST: i64 = 12 * 60 * 60;

/// How long the second factor is waited for.
const CODE: i64 = 5 * 60;

/// In how many browsers a person may be signed in at once: an office desk, one at home, a telephone,
/// and some that were left open. The one that began first ends.
const MOST_SESSIONS: i64 = 10;

/// How many browsers of a person are known from an earlier sign-in.
const MOST_DEVICES: i64 = 10;

/// How someone has proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SigninWay {
    /// By the password alone.
    Password,
    /// By a code of the second factor.
    Code,
    /// By the city's own sign-in, which may have asked for two factors of its own.
    Provider { two_factors: bool },
    /// By a press, in the demo.
    Demo,
}

impl SigninWay {
    /// As the history keeps it.
    fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "password and code",
            Self::Provider { .. } => "openid connect",
            Self::Demo => "demo",
        }
    }

    /// Whether a second factor was shown elsewhere.
    fn is_vouched(self) -> bool {
        matches!(self, Self::Provider { two_factors: true } | Self::Demo)
    }
}

/// What a browser gets when someone has signed in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SigninTokens {
    /// The session's.
    pub(crate) session: String,
    /// That by which the browser is known the next time.
    pub(crate) device: String,
}

/// Opens a session for someone who has proved who they are, in place of the one that the browser had.
pub(crate) async fn succeed(
    tx: &mut Tx,
    person: &Id<Person>,
    name: &str,
    way: SigninWay,
    client: &SigninClient,
) -> Result<SigninTokens> {
    tx.forget_sessions(&session_times()).await?;
    let session = begin(tx, person, SessionState::Open, way.is_vouched(), client).await?;
    let device = known_device(tx, person, client).await?;
    let who = By { name: name.to_owned(), person: Some(person.clone()) };
    let opened = Event::SigninOpened(DoneBy { by: way.code().to_owned() });
    tx.record(&about(&who, person, opened)).await?;
    Ok(SigninTokens { session, device })
}

/// Begins a session that waits for the second factor, in place of the one that the browser had.
pub(super) async fn wait_for_code(
    tx: &mut Tx,
    person: &Id<Person>,
    client: &SigninClient,
) -> Result<String> {
    begin(tx, person, SessionState::Waiting, false, client).await
}

async fn begin(
    tx: &mut Tx,
    person: &Id<Person>,
    state: SessionState,
    vouched: bool,
    client: &SigninClient,
) -> Result<String> {
    if let Some(before) = &client.session {
        tx.close_session(before).await?;
    }
    let (token, now) = (ids::token()?, clock::now());
    let lasts = if state == SessionState::Open { LONGEST } else { CODE };
    let session = Session {
        digest: digest(token.as_bytes()),
        person: person.clone(),
        state,
        created_at: now.clone(),
        seen_at: now,
        expires_at: clock::in_seconds(lasts),
        agent: client.agent.clone(),
        vouched,
    };
    tx.open_session(&session).await?;
    tx.limit_sessions(person, state, MOST_SESSIONS).await?;
    Ok(token)
}

/// Notes that the person uses the browser; a token that nobody has signed in with is not taken over,
/// since it may be of someone else's choosing.
pub(crate) async fn known_device(
    tx: &mut Tx,
    person: &Id<Person>,
    client: &SigninClient,
) -> Result<String> {
    let known = tx.is_device_known(&client.device_digest()).await?;
    let device = match client.device.clone().filter(|_| known) {
        Some(device) => device,
        None => ids::token()?,
    };
    let digest = digest(device.as_bytes());
    tx.know_device(person, &digest, &clock::now(), MOST_DEVICES).await?;
    Ok(device)
}

/// Ends a session, and forgets what was typed in it.
pub(crate) async fn out(app: &App, person: &Person, session: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    tx.end_session(&person.id, session).await?;
    let closed = Event::SigninClosed(Bare {});
    tx.record(&about(&By::person(person), &person.id, closed)).await?;
    tx.commit().await?;
    app.drafts.leave(session);
    Ok(())
}
