//! Registers of a plan, each in its versions: what one is, its JSON says.

use domain::{Id, plan::Plan};

use crate::{Error, Result, Tx};

record! {
    /// A register in one of its versions.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StoredRegister {
        /// Its name, the same through its versions.
        pub name: String,
        /// The version, from 1.
        pub version: i64,
        /// The register as JSON.
        pub definition: String,
        /// Who defined it so.
        pub defined_by: String,
        /// When.
        pub defined_at: String,
    }
}

impl Tx {
    /// Every version of the plan's registers, by name, the newest of each first.
    pub async fn registers(&mut self, plan: &Id<Plan>) -> Result<Vec<StoredRegister>> {
        let sql = "select name, version, definition, defined_by, defined_at from registers
            where plan_id = $1 order by name, version desc";
        fetch_all!(self, sql, plan.as_str())
    }

    /// Adds a version of a register: the first, or the one after `seen`. A conflict where another is
    /// the newest.
    pub async fn define_register(
        &mut self,
        plan: &Id<Plan>,
        new: &StoredRegister,
        seen: Option<i64>,
    ) -> Result<()> {
        let sql = "insert into registers
                (plan_id, name, version, definition, defined_by, defined_at)
            select p.id, $2, $3, $4, $5, $6 from plans p
            where p.id = $1 and $7 =
                (select coalesce(max(r.version), 0) from registers r
                where r.plan_id = $1 and r.name = $2)
            on conflict (plan_id, name, version) do nothing";
        let added = changed!(
            self,
            sql,
            plan.as_str(),
            &new.name,
            new.version,
            &new.definition,
            &new.defined_by,
            &new.defined_at,
            seen.unwrap_or_default()
        )?;
        if added == 0 { Err(Error::Conflict("台帳")) } else { Ok(()) }
    }
}
