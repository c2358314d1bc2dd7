//! Records of the registers: every version is kept, and the one with the highest number stands.

use domain::{Day, Id, plan::Plan};

use crate::{Error, Result, Tx};

record! {
    /// A record in one of its versions; the columns by which it is found, and its line.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StoredRecord {
        /// Its identifier in the plan, the same through its versions.
        pub id: String,
        /// Its version, from 1.
        pub version: i64,
        /// The register, by name.
        pub register: String,
        /// The version of the register under whose lists it was entered.
        pub register_version: i64,
        /// The section that keeps it.
        pub section_id: Option<String>,
        /// The code of its state.
        pub state: String,
        /// The first day that it tells of.
        pub first_day: String,
        /// The last day that it tells of.
        pub last_day: String,
        /// The record as a line of JSON.
        pub line: String,
        /// Who entered this version.
        pub written_by: String,
        /// When.
        pub written_at: String,
    }
}

/// A statement that answers records of a plan as they stand, by day and identifier: which.
macro_rules! standing {
    ($which:literal) => {
        concat!(
            "select id, version, register, register_version, section_id, state, first_day,
                last_day, line, written_by, written_at
            from register_records r
            where plan_id = $1 and not exists
                (select 1 from register_records newer where newer.plan_id = r.plan_id
                and newer.id = r.id and newer.version = r.version + 1) and ",
            $which,
            " order by first_day, id"
        )
    };
}

impl Tx {
    /// The records of the plan that tell of a day between two, each as it stands, by day and
    /// identifier.
    pub async fn records_between(
        &mut self,
        plan: &Id<Plan>,
        from: Day,
        to: Day,
    ) -> Result<Vec<StoredRecord>> {
        let sql = standing!("first_day <= $2 and last_day >= $3");
        fetch_all!(self, sql, plan.as_str(), to.to_string(), from.to_string())
    }

    /// All records of a register, each as it stands, by day and identifier.
    pub async fn records_of_register(
        &mut self,
        plan: &Id<Plan>,
        register: &str,
    ) -> Result<Vec<StoredRecord>> {
        let sql = standing!("register = $2");
        fetch_all!(self, sql, plan.as_str(), register)
    }

    /// Every version of a record, the one that stands first.
    pub async fn record_versions(
        &mut self,
        plan: &Id<Plan>,
        id: &str,
    ) -> Result<Vec<StoredRecord>> {
        let sql = "select id, version, register, register_version, section_id, state, first_day,
                last_day, line, written_by, written_at
            from register_records where plan_id = $1 and id = $2 order by version desc";
        fetch_all!(self, sql, plan.as_str(), id)
    }

    /// Adds versions of records: each the first of its record, or the one after that which was seen.
    /// A conflict where somebody was first.
    pub async fn write_records(&mut self, plan: &Id<Plan>, new: &[StoredRecord]) -> Result<()> {
        for one in new {
            let sql = "insert into register_records
                    (plan_id, id, version, register, register_version, section_id, state, first_day,
                    last_day, line, written_by, written_at)
                select p.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 from plans p
                where p.id = $1 and $3 = 1 +
                    (select coalesce(max(r.version), 0) from register_records r
                    where r.plan_id = $1 and r.id = $2)
                on conflict (plan_id, id, version) do nothing";
            let added = changed!(
                self,
                sql,
                plan.as_str(),
                &one.id,
                one.version,
                &one.register,
                one.register_version,
                &one.section_id,
                &one.state,
                &one.first_day,
                &one.last_day,
                &one.line,
                &one.written_by,
                &one.written_at
            )?;
            if added == 0 {
                return Err(Error::Conflict("記録"));
            }
        }
        Ok(())
    }
}
