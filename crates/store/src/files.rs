//! The files as they were handed in, by the digest of their bytes. Nothing here looks into them.

use domain::{Id, chain, plan::Plan, sheet::Sheet};

use crate::{Error, Result, Tx, json, readings};

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
        exec!(self, sql, digest, name, json::number(bytes.len()), bytes, at)
    }

    /// A kept file with its bytes.
    pub async fn file(&mut self, digest: &str) -> Result<StoredFile> {
        let sql = "select digest, name, size, bytes, kept_at from files where digest = $1";
        let file = fetch_optional!(self, sql, digest)?;
        file.ok_or(Error::NotFound("ファイル"))
    }

    /// Keeps a sheet as it stands, as a file of its own; answers the digest by which an event names it.
    pub async fn keep_sheet(&mut self, sheet: &Sheet, at: &str) -> Result<String> {
        let text = readings::write_sheet(sheet)?;
        let digest = chain::digest(&text);
        let name = format!("{}.sheet.json", sheet.year.short());
        self.keep_file(&digest, &name, text.as_bytes(), at).await?;
        Ok(digest)
    }

    /// A sheet that was kept by [`Tx::keep_sheet`], as it stood.
    pub async fn kept_sheet(&mut self, digest: &str) -> Result<Sheet> {
        let kept = self.file(digest).await?;
        let text = std::str::from_utf8(&kept.bytes);
        readings::read_sheet(text.map_err(|error| Error::Corrupt(error.to_string()))?)
    }

    /// Erases a kept file, unless an import, an edition or a mail has it; whether it is gone.
    pub(crate) async fn erase_file(&mut self, digest: &str) -> Result<bool> {
        let sql = "delete from files where digest = $1
            and not exists (select 1 from edition_files e where e.digest = files.digest)
            and not exists (select 1 from imports i where i.digest = files.digest)
            and not exists (select 1 from mail_files m where m.digest = files.digest)";
        Ok(changed!(self, sql, digest)? > 0)
    }

    /// The digests of all kept files.
    pub async fn file_digests(&mut self) -> Result<Vec<String>> {
        let sql = "select digest from files order by digest";
        let digests: Vec<(String,)> = fetch_all!(self, sql)?;
        Ok(digests.into_iter().map(|(digest,)| digest).collect())
    }

    /// A kept file that was given for the plan, whether it could be read or not.
    pub async fn plan_file(&mut self, plan: &Id<Plan>, digest: &str) -> Result<StoredFile> {
        let sql = "select f.digest, f.name, f.size, f.bytes, f.kept_at from files f
            where f.digest = $1 and (
                exists (select i.id from imports i where i.plan_id = $2 and i.digest = f.digest)
                or exists (select e.id from events e
                    where e.plan_id = $2 and e.kind = 'file.kept' and e.subject = f.digest))";
        let file = fetch_optional!(self, sql, digest, plan.as_str())?;
        file.ok_or(Error::NotFound("ファイル"))
    }
}
