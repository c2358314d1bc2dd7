//! Signing in and out: password, second factor, sessions.

mod attempt;
pub(crate) mod client;
pub(crate) mod oidc;
pub(crate) mod seeds;
pub(crate) mod session;
pub(crate) mod totp;
pub(crate) mod web;

use store::{SessionState, Tx};

use self::{
    attempt::{FREE, SigninAttempt},
    client::SigninClient,
    session::{SigninTokens, SigninWay, succeed, wait_for_code},
};
use crate::{App, Error, Result, kit::viewer::session_times};

/// What came of an attempt to sign in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SigninOutcome {
    /// Signed in, with the tokens for the browser.
    Open(SigninTokens),
    /// The second factor is asked for, with the token for the browser.
    Code(String),
    /// Not signed in; why is for nobody to know.
    Refused,
    /// Not signed in, and no further code is taken: the password is asked for again.
    Over,
}

/// What someone who is signed in proves once more to be with.
pub(crate) enum Factor {
    /// The password.
    Password(String),
    /// A code of the second factor.
    Code(String),
}

/// Signs in by login and password.
pub(crate) async fn by_password(
    app: &App,
    login: &str,
    password: String,
    client: &SigninClient,
) -> Result<SigninOutcome> {
    let (attempt, fits) = looked_at(app, login, password, client).await?;
    let Some(attempt) = attempt else {
        tracing::warn!("an attempt to sign in was not looked at");
        return Ok(SigninOutcome::Refused);
    };
    let (mut tx, known) = (app.store.begin().await?, &attempt.known);
    let outcome = if !fits {
        attempt.fail(&mut tx).await?;
        SigninOutcome::Refused
    } else if known.totp.is_some() {
        attempt.take_back(&mut tx).await?;
        SigninOutcome::Code(wait_for_code(&mut tx, &known.person, client).await?)
    } else {
        attempt.clear(&mut tx).await?;
        let way = SigninWay::Password;
        SigninOutcome::Open(succeed(&mut tx, &known.person, &known.name, way, client).await?)
    };
    tx.commit().await?;
    Ok(outcome)
}

/// Looks at a password: the attempt, where anybody may try, and whether it is right.
async fn looked_at(
    app: &App,
    login: &str,
    password: String,
    client: &SigninClient,
) -> Result<(Option<SigninAttempt>, bool)> {
    // Whoever finds no place has not tried
    let turn = app.passwords.turn().await?;
    let attempt = SigninAttempt::begin(app, login, client).await?;
    let hash = attempt.as_ref().and_then(|attempt| attempt.known.password.clone());
    let fits = turn.verify(password, hash).await?;
    Ok((attempt, fits))
}

/// Signs in by the second factor, for the session that waits for it. The fifth failure ends it.
pub(crate) async fn by_code(
    app: &App,
    waiting: &str,
    code: &str,
    client: &SigninClient,
) -> Result<SigninOutcome> {
    let mut tx = app.store.read().await?;
    let session = tx.session(waiting, &session_times()).await?;
    let session = session.filter(|found| found.state == SessionState::Waiting);
    let session = session.ok_or(Error::NotFound("このサインイン"))?;
    let login = tx.person(&session.person).await?.person.login;
    drop(tx);
    let attempt = SigninAttempt::begin(app, &login, client).await?;
    let Some(attempt) = attempt else { return Ok(SigninOutcome::Refused) };
    let (mut tx, known) = (app.store.begin().await?, &attempt.known);
    let fits = is_code(app, &mut tx, &attempt, code).await?;
    let outcome = if fits && tx.close_session(waiting).await? {
        attempt.clear(&mut tx).await?;
        let way = SigninWay::Code;
        SigninOutcome::Open(succeed(&mut tx, &known.person, &known.name, way, client).await?)
    } else {
        attempt.fail(&mut tx).await?;
        let over = attempt.failures >= FREE && tx.close_session(waiting).await?;
        if over { SigninOutcome::Over } else { SigninOutcome::Refused }
    };
    tx.commit().await?;
    Ok(outcome)
}

/// Whether a code is the person's of this moment; each is taken once.
async fn is_code(app: &App, tx: &mut Tx, attempt: &SigninAttempt, code: &str) -> Result<bool> {
    let Some(stored) = &attempt.known.totp else { return Ok(false) };
    let secret = app.seeds.open(&attempt.known.person, stored)?;
    match totp::step(&secret, code) {
        Some(step) => Ok(tx.use_totp_step(&attempt.known.person, step).await?),
        None => Ok(false),
    }
}

/// Whether someone who is signed in proves it once more; what is wrong counts as at the door.
pub(crate) async fn confirm(
    app: &App,
    login: &str,
    factor: Factor,
    client: &SigninClient,
) -> Result<bool> {
    let (attempt, mut fits, code) = match factor {
        Factor::Password(typed) => {
            let (attempt, fits) = looked_at(app, login, typed, client).await?;
            (attempt, fits, None)
        }
        Factor::Code(code) => (SigninAttempt::begin(app, login, client).await?, false, Some(code)),
    };
    let Some(attempt) = attempt else { return Ok(false) };
    let mut tx = app.store.begin().await?;
    if let Some(code) = code {
        fits = is_code(app, &mut tx, &attempt, &code).await?;
    }
    if fits {
        attempt.take_back(&mut tx).await?;
    } else {
        attempt.fail(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(fits)
}
