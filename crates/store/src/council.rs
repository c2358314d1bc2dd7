//! What the council keeps: meetings, opinions, minutes, each version a row.

use domain::{Id, plan::Plan};

use crate::{Error, Result, Tx};

record! {
    /// A meeting, an opinion or minutes in one version.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct CouncilRecord {
        /// What it is: `meeting`, `opinion` or `minutes`.
        pub kind: String,
        /// Its identifier within plan and kind, the same through its versions.
        pub id: String,
        /// Its version, from 1.
        pub version: i64,
        /// The year that it is about, by its first calendar year.
        pub year: i64,
        /// The record as JSON.
        pub line: String,
        /// Who wrote this version.
        pub written_by: String,
        /// When.
        pub written_at: String,
    }
}

impl Tx {
    /// The records of a kind as they stand, by year and identifier.
    pub async fn council_records(
        &mut self,
        plan: &Id<Plan>,
        kind: &str,
    ) -> Result<Vec<CouncilRecord>> {
        let sql = "select kind, id, version, year, line, written_by, written_at
            from council_records r
            where plan_id = $1 and kind = $2 and not exists
                (select 1 from council_records newer where newer.plan_id = r.plan_id
                and newer.kind = r.kind and newer.id = r.id and newer.version = r.version + 1)
            order by year desc, length(id), id";
        fetch_all!(self, sql, plan.as_str(), kind)
    }

    /// Every version of a record, the one that stands first.
    pub async fn council_versions(
        &mut self,
        plan: &Id<Plan>,
        (kind, id): (&str, &str),
    ) -> Result<Vec<CouncilRecord>> {
        let sql = "select kind, id, version, year, line, written_by, written_at
            from council_records where plan_id = $1 and kind = $2 and id = $3
            order by version desc";
        fetch_all!(self, sql, plan.as_str(), kind, id)
    }

    /// Adds a version of a record: the first, or the one after that which was seen. A conflict where
    /// somebody was first.
    pub async fn write_council_record(
        &mut self,
        plan: &Id<Plan>,
        new: &CouncilRecord,
    ) -> Result<()> {
        let sql = "insert into council_records
                (plan_id, kind, id, version, year, line, written_by, written_at)
            select p.id, $2, $3, $4, $5, $6, $7, $8 from plans p
            where p.id = $1 and $4 = 1 +
                (select coalesce(max(r.version), 0) from council_records r
                where r.plan_id = $1 and r.kind = $2 and r.id = $3)
            on conflict (plan_id, kind, id, version) do nothing";
        let added = changed!(
            self,
            sql,
            plan.as_str(),
            &new.kind,
            &new.id,
            new.version,
            new.year,
            &new.line,
            &new.written_by,
            &new.written_at
        )?;
        if added == 0 { Err(Error::Conflict("協議会の記録")) } else { Ok(()) }
    }
}
