//! The dialogue with the server, step by step: until the text goes out a break is certain to have
//! sent nothing, from there on a break leaves it open whether the server has the mail.

use std::{net::SocketAddr, time::Duration};

use lettre::{
    Message,
    transport::smtp::{
        Error,
        authentication::{Credentials, Mechanism},
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
        response::Severity,
    },
};
use tokio::time::timeout;

use crate::kit::mail::settings::{MailServer, Tls, is_near};

/// How it ended, in words for the person who looks after it.
#[derive(Debug)]
pub(super) enum DeliveryOutcome {
    /// The server took the mail.
    Sent,
    /// Nothing was sent; it may work later.
    Later(String),
    /// Nothing was sent, and trying again is no use.
    Failed(String),
    /// The text went out and no answer came.
    Unclear(String),
}

/// How long a farewell is waited for: nothing depends on it.
const FAREWELL: Duration = Duration::from_secs(2);

/// The most characters that are kept of what a server says.
const WORDS: usize = 300;

/// Gives one mail to the server. Each mail has a connection of its own: whatever goes wrong with it
/// is said of this mail only. The connection comes back so that the outcome is written down before
/// the farewell.
pub(super) async fn send(
    settings: &MailServer,
    message: &Message,
) -> (DeliveryOutcome, Option<AsyncSmtpConnection>) {
    let begun = timeout(settings.patience, begin(settings, message)).await;
    let mut connection = match begun {
        Ok(Ok(connection)) => connection,
        Ok(Err(outcome)) => return (outcome, None),
        Err(_) => {
            let text = "メールサーバーから時間内に返事がありません。".to_owned();
            return (DeliveryOutcome::Later(text), None);
        }
    };
    let answer = timeout(settings.patience, connection.message(&message.formatted())).await;
    let unclear = |why: &str| {
        DeliveryOutcome::Unclear(format!(
            "本文を送った後、受け取ったという返事がありません（{why}）。相手に届いたか分かりません。"
        ))
    };
    let outcome = match answer {
        Ok(Ok(response)) if response.code().severity == Severity::PositiveCompletion => {
            DeliveryOutcome::Sent
        }
        Ok(Ok(response)) => unclear(&response.code().to_string()),
        Ok(Err(error)) if error.is_transient() || error.is_permanent() => refused(&error),
        Ok(Err(error)) => unclear(&words(&error)),
        Err(_) => unclear("時間切れ"),
    };
    (outcome, Some(connection))
}

/// Takes leave of the server.
pub(super) async fn part(connection: Option<AsyncSmtpConnection>) {
    if let Some(mut connection) = connection {
        // Whether the server says good-bye is no matter: the mail has ended
        let _ = timeout(FAREWELL, connection.quit()).await;
    }
}

/// All that comes before the text. What fails before the envelope is a matter of the server or of
/// our settings, not of this mail: it waits until that is mended.
async fn begin(
    settings: &MailServer,
    message: &Message,
) -> Result<AsyncSmtpConnection, DeliveryOutcome> {
    let mut connection = open(settings).await?;
    let envelope = message.envelope();
    let from = Mail::new(envelope.from().cloned(), Vec::new());
    connection.command(from).await.map_err(|error| refused(&error))?;
    for to in envelope.to() {
        let to = Rcpt::new(to.clone(), Vec::new());
        connection.command(to).await.map_err(|error| refused(&error))?;
    }
    let go = connection.command(Data).await.map_err(|error| refused(&error))?;
    if go.has_code(354) {
        return Ok(connection);
    }
    Err(DeliveryOutcome::Later(format!("メールサーバーの返事が想定外です（{}）。", go.code())))
}

async fn open(settings: &MailServer) -> Result<AsyncSmtpConnection, DeliveryOutcome> {
    let places = places(settings).await?;
    let name = ClientId::default();
    let wrapped = settings.encryption.clone().filter(|_| settings.tls == Tls::Tls);
    let connected =
        AsyncSmtpConnection::connect_tokio1(&places[..], None, &name, wrapped, None).await;
    let said =
        |what: &str, error: &Error| DeliveryOutcome::Later(format!("{what}（{}）。", words(error)));
    let mut connection =
        connected.map_err(|error| said("メールサーバーに接続できません", &error))?;
    if let (Tls::Starttls, Some(encryption)) = (settings.tls, settings.encryption.clone()) {
        let encrypted = connection.starttls(encryption, &name).await;
        encrypted.map_err(|error| said("メールサーバーとの通信を暗号化できません", &error))?;
    }
    if let Some((user, password)) = &settings.login {
        let login = Credentials::new(user.clone(), password.reveal().to_owned());
        let mechanisms = [Mechanism::Plain, Mechanism::Login];
        let known = connection.auth(&mechanisms, &login).await;
        known.map_err(|error| {
            said("メールサーバーが利用者名とパスワードを受け付けません", &error)
        })?;
    }
    Ok(connection)
}

/// Where the server is. Without encryption only near addresses count, whatever the name says.
async fn places(settings: &MailServer) -> Result<Vec<SocketAddr>, DeliveryOutcome> {
    let host = settings.host.trim_start_matches('[').trim_end_matches(']');
    let found = tokio::net::lookup_host((host, settings.port)).await.map_err(|error| {
        DeliveryOutcome::Later(format!("メールサーバー {host} が見つかりません（{error}）。"))
    })?;
    let found: Vec<SocketAddr> =
        found.filter(|place| settings.tls != Tls::None || is_near(place.ip())).collect();
    if found.is_empty() {
        return Err(DeliveryOutcome::Later(format!(
            "メールサーバー {host} は組織の外のアドレスのため、暗号化なしでは送れません。--smtp-tls starttls を指定してください。"
        )));
    }
    Ok(found)
}

/// What the server said no to: for good, or for the time being.
fn refused(error: &Error) -> DeliveryOutcome {
    if error.is_permanent() {
        DeliveryOutcome::Failed(format!(
            "メールサーバーが受け付けませんでした（{}）。",
            words(error)
        ))
    } else if error.is_transient() {
        DeliveryOutcome::Later(format!(
            "メールサーバーが一時的に受け付けません（{}）。",
            words(error)
        ))
    } else {
        DeliveryOutcome::Later(format!("メールサーバーとの接続が切れました（{}）。", words(error)))
    }
}

/// The server's words, or the library's, on one line.
fn words(error: &Error) -> String {
    let source = std::error::Error::source(error).map(ToString::to_string);
    let text = source.unwrap_or_else(|| error.to_string());
    let text = error.status().map_or(text.clone(), |code| format!("{code} {text}"));
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(WORDS).collect()
}
