//! Tokens of programs, known by the digest of their secret.

use domain::{
    Id,
    api_token::{ApiToken, TokenScope},
    person::Person,
};

use crate::{Error, Result, Tx};

/// A token with its last use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredToken {
    /// The token.
    pub token: ApiToken,
    /// When it was last used, to the minute.
    pub used_at: Option<String>,
    /// The address that it then came from; empty where that was not known.
    pub used_from: String,
}

record! {
    struct TokenRow {
        id: String,
        person_id: String,
        name: String,
        scopes: String,
        networks: String,
        created_at: String,
        expires_at: String,
        revoked_at: Option<String>,
        used_at: Option<String>,
        used_from: Option<String>,
    }
}

impl TryFrom<TokenRow> for StoredToken {
    type Error = Error;

    fn try_from(row: TokenRow) -> Result<Self> {
        let scope =
            |code: &str| TokenScope::coded(code).ok_or_else(|| Error::Corrupt(code.to_owned()));
        let token = ApiToken {
            id: Id::new(row.id),
            person: Id::new(row.person_id),
            name: row.name,
            scopes: row.scopes.split_whitespace().map(scope).collect::<Result<_>>()?,
            networks: row.networks.split_whitespace().map(str::to_owned).collect(),
            created_at: row.created_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
        };
        Ok(Self { token, used_at: row.used_at, used_from: row.used_from.unwrap_or_default() })
    }
}

/// A statement that answers tokens: which, and in which order.
macro_rules! tokens {
    ($which:literal) => {
        concat!(
            "select t.id, t.person_id, t.name, t.scopes, t.networks, t.created_at, t.expires_at,
                t.revoked_at, u.used_at, u.used_from
            from api_tokens t
            left join api_token_uses u on u.token_id = t.id ",
            $which
        )
    };
}

impl Tx {
    /// Adds a token whose secret has this digest.
    pub async fn create_api_token(&mut self, token: &ApiToken, digest: &str) -> Result<()> {
        let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.code()).collect();
        let sql = "insert into api_tokens
                (id, person_id, name, digest, scopes, networks, created_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)";
        exec!(
            self,
            sql,
            token.id.as_str(),
            token.person.as_str(),
            &token.name,
            digest,
            scopes.join(" "),
            token.networks.join(" "),
            &token.created_at,
            &token.expires_at
        )
    }

    /// The token whose secret has this digest, whether it works or not.
    pub async fn api_token(&mut self, digest: &str) -> Result<Option<StoredToken>> {
        let sql = tokens!("where t.digest = $1");
        let row: Option<TokenRow> = fetch_optional!(self, sql, digest)?;
        row.map(StoredToken::try_from).transpose()
    }

    /// The person's tokens, the newest first.
    pub async fn api_tokens_of(&mut self, person: &Id<Person>) -> Result<Vec<StoredToken>> {
        let sql = tokens!("where t.person_id = $1 order by t.created_at desc, t.id");
        let rows: Vec<TokenRow> = fetch_all!(self, sql, person.as_str())?;
        rows.into_iter().map(StoredToken::try_from).collect()
    }

    /// Takes a token back; false when it was before.
    pub async fn revoke_api_token(&mut self, id: &Id<ApiToken>, at: &str) -> Result<bool> {
        let sql = "update api_tokens set revoked_at = $2 where id = $1 and revoked_at is null";
        Ok(changed!(self, sql, id.as_str(), at)? == 1)
    }

    /// Notes that a token is used, from an address where that is known.
    pub async fn note_token_use(&mut self, id: &Id<ApiToken>, at: &str, from: &str) -> Result<()> {
        let sql = "insert into api_token_uses (token_id, used_at, used_from) values ($1, $2, $3)
            on conflict (token_id) do update
            set used_at = excluded.used_at, used_from = excluded.used_from";
        exec!(self, sql, id.as_str(), at, from)
    }
}
