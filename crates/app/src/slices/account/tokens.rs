//! Tokens by which a person's programs come in: made by the person, whose secret is shown once, and
//! taken back by the person or an administrator.

use domain::{
    Id,
    api_token::{ApiToken, LONGEST_DAYS, MOST_TOKENS, TokenScope},
    event::{Event, TokenMade, TokenRevoked},
    person::Person,
    reply::remark,
};

use super::{Proof, confirm};
use crate::{
    App, Error, Result,
    kit::{
        actor::{By, about},
        bearer, clock, ids,
    },
};

/// A day in seconds.
const DAY: i64 = 24 * 60 * 60;

/// What somebody asks of a new token.
#[derive(Debug)]
pub(crate) struct TokenRequest {
    /// What it is for.
    pub(crate) name: String,
    /// What it opens.
    pub(crate) scopes: Vec<TokenScope>,
    /// For how many days, as typed.
    pub(crate) days: String,
    /// The addresses from which it is taken, as typed.
    pub(crate) networks: String,
}

impl TokenRequest {
    /// The token that is asked for.
    fn token(&self, person: &Id<Person>) -> Result<ApiToken> {
        let refused = |why: &str| Err(Error::Refused(why.to_owned()));
        let name = remark(&self.name)?;
        if name.is_empty() {
            return refused("何に使うトークンか、名前を入力してください。");
        }
        if self.scopes.is_empty() {
            return refused("できることを1つ以上選んでください。");
        }
        let days = self.days.trim().parse::<u32>().ok();
        let Some(days) = days.filter(|days| (1..=LONGEST_DAYS).contains(days)) else {
            return Err(Error::Refused(format!(
                "使える日数は1から{LONGEST_DAYS}までの数字で入力してください。"
            )));
        };
        Ok(ApiToken {
            id: ids::new(),
            person: person.clone(),
            name,
            scopes: self.scopes.clone(),
            networks: bearer::networks(&self.networks)?,
            created_at: clock::now(),
            expires_at: clock::in_seconds(i64::from(days) * DAY),
            revoked_at: None,
        })
    }
}

/// Makes a token of a person; answers its secret, which is told this once.
pub(crate) async fn make(
    app: &App,
    person: &Person,
    proof: Proof,
    request: &TokenRequest,
) -> Result<String> {
    let token = request.token(&person.id)?;
    confirm(app, person, proof).await?;
    let secret = bearer::secret()?;
    let mut tx = app.store.begin().await?;
    let held = tx.api_tokens_of(&person.id).await?;
    if held.iter().filter(|one| one.token.works_at(&token.created_at)).count() >= MOST_TOKENS {
        return Err(Error::Refused(format!(
            "使えるトークンが{MOST_TOKENS}個あります。使わないものを取り消してから発行してください。"
        )));
    }
    tx.create_api_token(&token, &bearer::kept(&secret)).await?;
    let made = Event::TokenMade(TokenMade {
        token: token.id,
        name: token.name,
        scopes: token.scopes,
        networks: token.networks,
        until: token.expires_at,
    });
    tx.record(&about(&By::person(person), &person.id, made)).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Takes a token of a person back; one that was taken back before stays so.
pub(crate) async fn revoke(
    app: &App,
    by: &By,
    person: &Id<Person>,
    token: &Id<ApiToken>,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let held = tx.api_tokens_of(person).await?;
    let found = held.into_iter().find(|one| one.token.id == *token);
    let found = found.ok_or(Error::NotFound("このアクセストークン"))?.token;
    let at = clock::now();
    if tx.revoke_api_token(token, &at).await? {
        let revoked = TokenRevoked { token: found.id, name: found.name, at };
        tx.record(&about(by, person, Event::TokenRevoked(revoked))).await?;
    }
    Ok(tx.commit().await?)
}
