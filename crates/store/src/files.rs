//! The files as they were handed in, by the digest of their bytes. Nothing here looks into them.

use domain::{Id, plan::Plan};
use sqlx::{query, query_as};

use crate::{Error, Result, Tx, json};

record! {
    /// A kept file.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StoredFile {
        /// The SHA-256 of its bytes, in hexadecimal.
        pub digest: String,
        /// The name under which it came first.
        pub name: String,
        /// How many bytes it has.
        pub size: i64,
        /// Its bytes.
        pub bytes: Vec<u8>,
        /// When it came first.
        pub kept_at: String,
    }
}

impl Tx {
    /// Keeps a file. One that is there already stays as it is, name and time included.
    pub async fn keep_file(
        &mut self,
        digest: &str,
        name: &str,
        bytes: &[u8],
        at: &str,
    ) -> Result<()> {
        let sql = "insert into files (digest, name, size, bytes, kept_at)
            values ($1, $2, $3, $4, $5) on conflict (digest) do nothing";
        on!(self, |db| query(sql)
            .bind(digest)
            .bind(name)
            .bind(json::number(bytes.len()))
            .bind(bytes)
            .bind(at)
            .execute(db)
            .await
            .map(|_| ()))?;
        Ok(())
    }

    /// A kept file with its bytes.
    pub async fn file(&mut self, digest: &str) -> Result<StoredFile> {
        let sql = "select digest, name, size, bytes, kept_at from files where digest = $1";
        let file = on!(self, |db| query_as(sql).bind(digest).fetch_optional(db).await)?;
        file.ok_or(Error::NotFound("ファイル"))
    }

    /// The digests of all kept files.
    pub async fn file_digests(&mut self) -> Result<Vec<String>> {
        let sql = "select digest from files order by digest";
        Ok(on!(self, |db| sqlx::query_scalar(sql).fetch_all(db).await)?)
    }

    /// A kept file that was given for the plan, whether it could be read or not.
    pub async fn plan_file(&mut self, plan: &Id<Plan>, digest: &str) -> Result<StoredFile> {
        let sql = "select f.digest, f.name, f.size, f.bytes, f.kept_at from files f
            where f.digest = $1 and (
                exists (select i.id from imports i where i.plan_id = $2 and i.digest = f.digest)
                or exists (select e.id from events e
                    where e.plan_id = $2 and e.kind = 'file.kept' and e.subject = f.digest))";
        let file = on!(self, |db| query_as(sql)
            .bind(digest)
            .bind(plan.as_str())
            .fetch_optional(db)
            .await)?;
        file.ok_or(Error::NotFound("ファイル"))
    }
}
