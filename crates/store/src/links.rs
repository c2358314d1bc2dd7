//! Links that set a password once, known by the digest of their token.

use domain::{Id, link::LinkPurpose, person::Person};

use crate::{Error, Result, Tx, json};

/// A link that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordLink {
    /// The digest of its token.
    pub digest: String,
    /// Whose password it sets.
    pub person: Id<Person>,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// When it was made.
    pub created_at: String,
    /// Until when it works.
    pub expires_at: String,
    /// When it was used.
    pub used_at: Option<String>,
}

record! {
    struct Row {
        digest: String,
        person_id: String,
        purpose: String,
        created_at: String,
        expires_at: String,
        used_at: Option<String>,
    }
}

impl TryFrom<Row> for PasswordLink {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            digest: row.digest,
            person: Id::new(row.person_id),
            purpose: json::coded(&LinkPurpose::ALL, LinkPurpose::code, &row.purpose)?,
            created_at: row.created_at,
            expires_at: row.expires_at,
            used_at: row.used_at,
        })
    }
}

impl Tx {
    /// Adds a link; the person's earlier ones work no longer.
    pub async fn create_link(&mut self, link: &PasswordLink) -> Result<()> {
        self.void_links(&link.person).await?;
        let sql = "insert into links (digest, person_id, purpose, created_at, expires_at)
            values ($1, $2, $3, $4, $5)";
        exec!(
            self,
            sql,
            &link.digest,
            link.person.as_str(),
            link.purpose.code(),
            &link.created_at,
            &link.expires_at
        )
    }

    /// The link of a digest, used or not.
    pub async fn link(&mut self, digest: &str) -> Result<Option<PasswordLink>> {
        let sql = "select digest, person_id, purpose, created_at, expires_at, used_at
            from links where digest = $1";
        let row: Option<Row> = fetch_optional!(self, sql, digest)?;
        row.map(PasswordLink::try_from).transpose()
    }

    /// Uses a link up; false when it was used before or its time is over.
    pub async fn use_link(&mut self, digest: &str, now: &str) -> Result<bool> {
        let sql = "update links set used_at = $2
            where digest = $1 and used_at is null and expires_at > $2";
        let used = changed!(self, sql, digest, now)?;
        Ok(used == 1)
    }

    /// Takes away the person's links that were not used.
    pub async fn void_links(&mut self, person: &Id<Person>) -> Result<()> {
        let sql = "delete from links where person_id = $1 and used_at is null";
        exec!(self, sql, person.as_str())
    }
}
