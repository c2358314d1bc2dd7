//! Programs that come with a token of a person (`Authorization: Bearer sasae_…`). What they ask for
//! takes no cookie, so that no page of another site can ask it; everything else takes no token. Token
//! and roles are read anew at each request.

use std::net::IpAddr;

use axum::http::{HeaderMap, StatusCode, header};
use domain::{
    api_token::TokenScope,
    event::{Event, TokenUsed},
    permission::Right,
};
use ipnet::IpNet;
use store::StoredToken;

use crate::{
    App, Error, Result,
    kit::{
        actor::{By, about},
        clock,
        digest::digest,
        ids,
        problem::ProblemDetails,
        viewer::Viewer,
    },
};

/// How a token begins, so that it is known where it lies about.
const BEGINS: &str = "sasae_";

/// A longer text is no token, in bytes.
const LONGEST: usize = 200;

/// After how many seconds it is noted again that a token is used.
const NOTED: i64 = 60;

/// A new token: 256 random bits after its beginning.
pub(crate) fn secret() -> Result<String> {
    Ok(format!("{BEGINS}{}", ids::token()?))
}

/// The digest under which a token is kept.
pub(crate) fn kept(secret: &str) -> String {
    digest(secret.as_bytes())
}

/// The networks of a list as it is typed: addresses and networks, parted by spaces, commas or lines.
pub(crate) fn networks(typed: &str) -> Result<Vec<String>> {
    let parts = typed.split([' ', '　', ',', '、', '\n', '\r', '\t']);
    let parts = parts.filter(|part| !part.is_empty()).map(|part| {
        let net = part.parse::<IpNet>().ok();
        let net = net.or_else(|| part.parse::<IpAddr>().ok().map(IpNet::from));
        net.map(|net| net.trunc().to_string()).ok_or_else(|| {
            Error::Refused(format!(
                "「{part}」はアドレスとして読めません。10.1.2.3 や 10.1.0.0/16 のように入力してください。"
            ))
        })
    });
    parts.collect()
}

/// Whether a request carries any token.
pub(crate) fn is_carried(headers: &HeaderMap) -> bool {
    headers.contains_key(header::AUTHORIZATION)
}

/// Whoever sent a request with these headers, from the other end of the connection, that asks for a
/// right, as far as the token's scopes go; the roles are asked for apart.
pub(crate) async fn holder(
    app: &App,
    (headers, peer): (&HeaderMap, Option<IpAddr>),
    right: Right,
) -> std::result::Result<Viewer, ProblemDetails> {
    let Some(secret) = carried(headers) else {
        let sentence = "アクセストークンが要ります。Authorization: Bearer に続けて送ってください。";
        return Err(unknown("token_missing", sentence));
    };
    let client = app.access.client(peer, headers);
    let mut tx = app.store.read().await?;
    let Some(stored) = tx.api_token(&kept(secret)).await? else {
        let sentence =
            "このアクセストークンはありません。「自分の設定」で発行したものを送ってください。";
        return Err(unknown("token_unknown", sentence));
    };
    let person = tx.person(&stored.token.person).await?;
    let asked = tx.code_roles().await?;
    drop(tx);
    if let Some(problem) = objection(&stored, client) {
        return Err(problem);
    }
    let today = clock::day();
    if !person.is_here(today) {
        let sentence = "この職員は利用を終えています。システム管理者に連絡してください。";
        return Err(unknown("person_left", sentence));
    }
    let wanted = TokenScope::of(right);
    if !wanted.is_some_and(|scope| stored.token.scopes.contains(&scope)) {
        let names = wanted.map(|scope| scope.code().to_owned()).into_iter().collect();
        let sentence =
            "このアクセストークンの範囲では使えません。範囲を選んで、新しく発行してください。";
        let problem = ProblemDetails::new(StatusCode::FORBIDDEN, "scope_too_small", sentence);
        return Err(problem.naming(names));
    }
    let mut held = person.person.grants.iter().filter(|grant| grant.holds_on(today));
    // Who comes by the city's own sign-in has the second factor there
    if held.any(|grant| asked.contains(&grant.role)) && !person.has_totp && person.subject.is_none()
    {
        let sentence = "あなたの役割では、先に確認コードの設定が必要です。画面でサインインして設定してください。";
        return Err(ProblemDetails::new(StatusCode::FORBIDDEN, "code_first", sentence));
    }
    note(app, &stored, &By::person(&person.person), client).await?;
    Ok(Viewer::holding(app, person.person, stored.token.id))
}

/// The token that a request carries.
fn carried(headers: &HeaderMap) -> Option<&str> {
    let (scheme, secret) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let secret = secret.trim();
    let fits = scheme.eq_ignore_ascii_case("bearer")
        && secret.starts_with(BEGINS)
        && secret.len() <= LONGEST;
    fits.then_some(secret)
}

fn unknown(code: &'static str, sentence: &str) -> ProblemDetails {
    ProblemDetails::new(StatusCode::UNAUTHORIZED, code, sentence)
}

/// Why a token is not taken, from this address.
fn objection(
    StoredToken { token, .. }: &StoredToken,
    client: Option<IpAddr>,
) -> Option<ProblemDetails> {
    let way_out = "「自分の設定」で新しく発行してください。";
    if token.revoked_at.is_some() {
        let sentence = format!("このアクセストークンは取り消されています。{way_out}");
        return Some(unknown("token_revoked", &sentence));
    }
    if !token.works_at(&clock::now()) {
        let sentence = format!("このアクセストークンは期限が過ぎています。{way_out}");
        return Some(unknown("token_expired", &sentence));
    }
    let fits = |network: &String| {
        let network = network.parse::<IpNet>().ok();
        // An address of the old kind may come in the clothes of the new
        network
            .zip(client)
            .is_some_and(|(network, client)| network.contains(&client.to_canonical()))
    };
    if !token.networks.is_empty() && !token.networks.iter().any(fits) {
        let sentence = "このアクセストークンは、このアドレスからは使えません。発行した人に、使えるアドレスを確かめてください。";
        return Some(unknown("token_elsewhere", sentence));
    }
    None
}

/// Notes that a token is used: to the minute, and in the history the first time on a day and from
/// another address.
async fn note(app: &App, stored: &StoredToken, by: &By, client: Option<IpAddr>) -> Result<()> {
    let from = client.map_or_else(String::new, |client| client.to_canonical().to_string());
    let moved = stored.used_from != from;
    let just = clock::in_seconds(-NOTED);
    let used = stored.used_at.as_deref();
    if !moved && used.is_some_and(|used| used >= just.as_str()) {
        return Ok(());
    }
    let now = clock::now();
    let day = |at: &str| clock::in_japan(at).map(|time| time.date());
    let told = moved || used.and_then(day) != day(&now);
    let noted = async {
        let mut tx = app.store.begin().await?;
        tx.note_token_use(&stored.token.id, &now, &from).await?;
        if told {
            let (token, name) = (stored.token.id.clone(), stored.token.name.clone());
            let event = Event::TokenUsed(TokenUsed { token, name, from });
            tx.record(&about(by, &stored.token.person, event)).await?;
        }
        tx.commit().await
    };
    match noted.await.map_err(Error::from) {
        // On a full disk entries can still be read
        Err(error) if error.is_for_now() => {
            tracing::warn!("{error}");
            Ok(())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_carried_in_one_header_and_known_by_its_beginning() {
        let of = |value: &str| {
            let headers = [(header::AUTHORIZATION, value.parse().unwrap())].into_iter().collect();
            carried(&headers).map(str::to_owned)
        };
        let made = secret().unwrap();
        assert_eq!(made.len(), BEGINS.len() + 64);
        assert_eq!(of(&format!("Bearer {made}")), Some(made.clone()));
        assert_eq!(of(&format!("bearer  {made} ")), Some(made.clone()));
        let long = format!("Bearer {BEGINS}{}", "0".repeat(LONGEST));
        for other in [made.as_str(), &format!("Basic {made}"), "Bearer 00", "Bearer", &long] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn addresses_are_read_as_people_type_them() {
        let typed = "10.1.2.3/16、192.0.2.7\n2001:db8::1/32";
        let read = networks(typed).unwrap();
        assert_eq!(read, ["10.1.0.0/16", "192.0.2.7/32", "2001:db8::/32"]);
        assert!(networks(" \n").unwrap().is_empty());
        assert!(networks("10.1.2").unwrap_err().to_string().contains("10.1.2"));
    }
}
