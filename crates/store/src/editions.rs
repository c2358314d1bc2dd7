//! Editions: what was frozen, with its files; none of them is ever changed.

use domain::{FiscalYear, Id, plan::Plan};

use crate::{Error, Result, Tx};

record! {
    /// An edition as it was frozen.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StoredEdition {
        /// Its identifier.
        pub id: String,
        /// The year, by its first calendar year.
        pub year: i64,
        /// The code of its kind.
        pub kind: String,
        /// Its number within kind and year, from 1.
        pub number: i64,
        /// The number of the last event before it.
        pub as_of: i64,
        /// The SHA-256 of its document.
        pub digest: String,
        /// What only the city sees of the freeze, as JSON.
        pub internal: String,
        /// Who froze it.
        pub frozen_by: String,
        /// When.
        pub frozen_at: String,
        /// Why it is no longer shown; none while it is.
        pub ground: Option<String>,
        /// Since when it is no longer shown.
        pub withdrawn_at: Option<String>,
    }
}

record! {
    /// A file that was derived of an edition.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct EditionFile {
        /// Its path in the edition's folder.
        pub name: String,
        /// Its media type.
        pub media_type: String,
        /// The SHA-256 of its bytes.
        pub digest: String,
        /// How many bytes it has.
        pub size: i64,
    }
}

record! {
    /// What a person answered to a doubt before a publication.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PublicationAnswer {
        /// The digest of the doubt's rule, place and words.
        pub mark: String,
        /// The doubt as it was told.
        pub told: String,
        /// Why it is published all the same.
        pub reason: String,
        /// Who answered.
        pub answered_by: String,
        /// When.
        pub answered_at: String,
    }
}

/// A statement that answers editions of a plan: which.
macro_rules! editions {
    ($which:literal) => {
        concat!(
            "select e.id, e.year, e.kind, e.number, e.as_of, e.digest, e.internal, e.frozen_by,
                e.frozen_at, w.ground, w.withdrawn_at
            from editions e left join edition_withdrawals w on w.edition_id = e.id
            where e.plan_id = $1 and ",
            $which,
            " order by e.year desc, e.frozen_at desc, e.number desc, e.kind"
        )
    };
}

impl Tx {
    /// The plan's editions, the newest first.
    pub async fn editions(&mut self, plan: &Id<Plan>) -> Result<Vec<StoredEdition>> {
        fetch_all!(self, editions!("1 = 1"), plan.as_str())
    }

    /// The editions of a year and kind, the newest first.
    pub async fn editions_of(
        &mut self,
        plan: &Id<Plan>,
        year: FiscalYear,
        kind: &str,
    ) -> Result<Vec<StoredEdition>> {
        let sql = editions!("e.year = $2 and e.kind = $3");
        fetch_all!(self, sql, plan.as_str(), i64::from(year.start()), kind)
    }

    /// An edition of the plan.
    pub async fn edition(&mut self, plan: &Id<Plan>, id: &str) -> Result<StoredEdition> {
        let edition = fetch_optional!(self, editions!("e.id = $2"), plan.as_str(), id)?;
        edition.ok_or(Error::NotFound("版"))
    }

    /// The files of an edition by name.
    pub async fn edition_files(&mut self, edition: &str) -> Result<Vec<EditionFile>> {
        let sql = "select e.name, e.media_type, e.digest, f.size from edition_files e
            join files f on f.digest = e.digest where e.edition_id = $1 order by e.name";
        fetch_all!(self, sql, edition)
    }

    /// The files of an edition by name, of those in folders only the one that `of_folders` names:
    /// whoever shows what can be taken needs no hundred pages of its site.
    pub async fn edition_top_files(
        &mut self,
        edition: &str,
        of_folders: &str,
    ) -> Result<Vec<EditionFile>> {
        let sql = "select e.name, e.media_type, e.digest, f.size from edition_files e
            join files f on f.digest = e.digest where e.edition_id = $1
            and (e.name not like '%/%' or e.name = $2) order by e.name";
        fetch_all!(self, sql, edition, of_folders)
    }

    /// The bytes of an edition's file with its media type.
    pub async fn edition_file(&mut self, edition: &str, name: &str) -> Result<(String, Vec<u8>)> {
        let sql = "select e.media_type, f.bytes from edition_files e
            join files f on f.digest = e.digest where e.edition_id = $1 and e.name = $2";
        let file: Option<(String, Vec<u8>)> = fetch_optional!(self, sql, edition, name)?;
        file.ok_or(Error::NotFound("版のファイル"))
    }

    /// Adds an edition: the first of its kind and year, or the one after the last. A conflict where
    /// somebody was first. Its document is a kept file already.
    pub async fn freeze_edition(&mut self, plan: &Id<Plan>, new: &StoredEdition) -> Result<()> {
        let sql = "insert into editions
                (id, plan_id, year, kind, number, as_of, digest, internal, frozen_by, frozen_at)
            select $2, p.id, $3, $4, $5, $6, $7, $8, $9, $10 from plans p
            where p.id = $1 and $5 = 1 +
                (select coalesce(max(e.number), 0) from editions e
                where e.plan_id = $1 and e.year = $3 and e.kind = $4)
            on conflict (plan_id, year, kind, number) do nothing";
        let added = changed!(
            self,
            sql,
            plan.as_str(),
            &new.id,
            new.year,
            &new.kind,
            new.number,
            new.as_of,
            &new.digest,
            &new.internal,
            &new.frozen_by,
            &new.frozen_at
        )?;
        if added == 0 { Err(Error::Conflict("版")) } else { Ok(()) }
    }

    /// Adds the files of an edition, each of which is kept already.
    pub async fn add_edition_files(&mut self, edition: &str, files: &[EditionFile]) -> Result<()> {
        if files.is_empty() {
            return Ok(());
        }
        let sql = "insert into edition_files (edition_id, name, media_type, digest) ";
        insert!(self, sql, files, |row, file| {
            row.push_bind(edition)
                .push_bind(file.name.as_str())
                .push_bind(file.media_type.as_str())
                .push_bind(file.digest.as_str());
        })
    }

    /// Shows an edition no longer. A conflict where that was done already.
    pub async fn withdraw_edition(
        &mut self,
        edition: &str,
        (ground, by, at): (&str, &str, &str),
    ) -> Result<()> {
        let sql = "insert into edition_withdrawals (edition_id, ground, withdrawn_by, withdrawn_at)
            values ($1, $2, $3, $4) on conflict (edition_id) do nothing";
        let added = changed!(self, sql, edition, ground, by, at)?;
        if added == 0 { Err(Error::Conflict("版の公表の取りやめ")) } else { Ok(()) }
    }

    /// Erases the files of an edition that nothing else uses: the edition keeps its digest. Answers how
    /// many files are gone.
    pub async fn erase_edition_files(&mut self, edition: &str) -> Result<u64> {
        let files = self.edition_files(edition).await?;
        exec!(self, "delete from edition_files where edition_id = $1", edition)?;
        let mut gone = 0;
        for file in files {
            gone += u64::from(self.erase_file(&file.digest).await?);
        }
        Ok(gone)
    }

    /// What the plan says wherever it is published, as JSON; none until somebody said it.
    pub async fn publication_settings(&mut self, plan: &Id<Plan>) -> Result<Option<String>> {
        let sql = "select settings from publication_settings where plan_id = $1";
        let settings: Option<(String,)> = fetch_optional!(self, sql, plan.as_str())?;
        Ok(settings.map(|(settings,)| settings))
    }

    /// Says what the plan says wherever it is published.
    pub async fn set_publication_settings(
        &mut self,
        plan: &Id<Plan>,
        settings: &str,
        (by, at): (&str, &str),
    ) -> Result<()> {
        let sql = "insert into publication_settings (plan_id, settings, changed_by, changed_at)
            values ($1, $2, $3, $4) on conflict (plan_id) do update
            set settings = excluded.settings, changed_by = excluded.changed_by,
                changed_at = excluded.changed_at";
        exec!(self, sql, plan.as_str(), settings, by, at)
    }

    /// What was answered to doubts before publications of the plan.
    pub async fn publication_answers(&mut self, plan: &Id<Plan>) -> Result<Vec<PublicationAnswer>> {
        let sql = "select mark, told, reason, answered_by, answered_at from publication_answers
            where plan_id = $1 order by mark";
        fetch_all!(self, sql, plan.as_str())
    }

    /// Answers a doubt, or answers it anew.
    pub async fn answer_publication(
        &mut self,
        plan: &Id<Plan>,
        answer: &PublicationAnswer,
    ) -> Result<()> {
        let sql = "insert into publication_answers
                (plan_id, mark, told, reason, answered_by, answered_at)
            values ($1, $2, $3, $4, $5, $6) on conflict (plan_id, mark) do update
            set told = excluded.told, reason = excluded.reason,
                answered_by = excluded.answered_by, answered_at = excluded.answered_at";
        exec!(
            self,
            sql,
            plan.as_str(),
            &answer.mark,
            &answer.told,
            &answer.reason,
            &answer.answered_by,
            &answer.answered_at
        )
    }
}
