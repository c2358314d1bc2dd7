//! What was answered to changes that their senders named (`Idempotency-Key`), so that one that is sent
//! again is done once. They are few, and are forgotten.

use domain::{Id, api_token::ApiToken};

use crate::{Error, Result, Tx, json};

/// What was answered to a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The digest of what was asked.
    pub digest: String,
    /// The version that the entry was given.
    pub version: u32,
}

impl Tx {
    /// What was answered to the change that a token's program named so, since a time.
    pub async fn kept_answer(
        &mut self,
        token: &Id<ApiToken>,
        mark: &str,
        since: &str,
    ) -> Result<Option<KeptAnswer>> {
        let sql = "select digest, version from kept_answers
            where token_id = $1 and mark = $2 and kept_at > $3";
        let row: Option<(String, i64)> = fetch_optional!(self, sql, token.as_str(), mark, since)?;
        row.map(|(digest, version)| Ok(KeptAnswer { digest, version: json::count(version)? }))
            .transpose()
    }

    /// Keeps what is answered to a change, and forgets whatever is older than a time, and of the token
    /// all but its last `most`.
    pub async fn keep_answer(
        &mut self,
        token: &Id<ApiToken>,
        (mark, answer): (&str, &KeptAnswer),
        (at, since): (&str, &str),
        most: i64,
    ) -> Result<()> {
        exec!(self, "delete from kept_answers where kept_at <= $1", since)?;
        let sql = "delete from kept_answers
            where token_id = $1 and mark not in (
                select mark from kept_answers where token_id = $1
                order by kept_at desc, mark limit $2
            )";
        exec!(self, sql, token.as_str(), most - 1)?;
        let sql = "insert into kept_answers (token_id, mark, digest, version, kept_at)
            values ($1, $2, $3, $4, $5)";
        let version = i64::from(answer.version);
        exec!(self, sql, token.as_str(), mark, &answer.digest, version, at)
            .map_err(Error::unique("この Idempotency-Key"))
    }
}
