//! Schemes of a plan in their versions, and the rows of their crosswalks.

use domain::{
    Id,
    plan::Plan,
    scheme::{CrosswalkKey, CrosswalkRow},
};

use crate::{Error, Result, Tx, json};

record! {
    /// A scheme in one of its versions.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StoredScheme {
        /// Its name for machines, the same through its versions.
        pub id: String,
        /// The version, from 1.
        pub version: i64,
        /// The scheme as JSON.
        pub definition: String,
        /// Who defined it so.
        pub defined_by: String,
        /// When.
        pub defined_at: String,
    }
}

record! {
    struct StoredRow {
        source: String,
        target: String,
        version: i64,
        state: String,
        line: String,
    }
}

/// A row of a crosswalk as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCrosswalkRow {
    /// The code of the item.
    pub source: String,
    /// The identifier of the action, or the code of the other scheme's item.
    pub target: String,
    /// The version, from 1.
    pub version: i64,
    /// What it says; none where it was taken away.
    pub row: Option<CrosswalkRow>,
}

/// What stands for a row that says something.
const STANDS: &str = "stands";
const REMOVED: &str = "removed";

/// The columns of the other side.
fn other_side(key: &CrosswalkKey) -> (&str, i64) {
    key.to.as_ref().map_or(("", 0), |(scheme, version)| (scheme, i64::from(*version)))
}

impl Tx {
    /// Every version of the plan's schemes, by name, the newest of each first.
    pub async fn schemes(&mut self, plan: &Id<Plan>) -> Result<Vec<StoredScheme>> {
        let sql = "select id, version, definition, defined_by, defined_at from schemes
            where plan_id = $1 order by id, version desc";
        fetch_all!(self, sql, plan.as_str())
    }

    /// Adds a version of a scheme: the first, or the one after `seen`. A conflict where another is the
    /// newest.
    pub async fn define_scheme(
        &mut self,
        plan: &Id<Plan>,
        new: &StoredScheme,
        seen: Option<i64>,
    ) -> Result<()> {
        let sql = "insert into schemes (plan_id, id, version, definition, defined_by, defined_at)
            select p.id, $2, $3, $4, $5, $6 from plans p
            where p.id = $1 and $7 =
                (select coalesce(max(s.version), 0) from schemes s
                where s.plan_id = $1 and s.id = $2)
            on conflict (plan_id, id, version) do nothing";
        let added = changed!(
            self,
            sql,
            plan.as_str(),
            &new.id,
            new.version,
            &new.definition,
            &new.defined_by,
            &new.defined_at,
            seen.unwrap_or_default()
        )?;
        if added == 0 { Err(Error::Conflict("体系")) } else { Ok(()) }
    }

    /// The crosswalks that have rows, with those whose rows were all taken away.
    pub async fn crosswalks(&mut self, plan: &Id<Plan>) -> Result<Vec<CrosswalkKey>> {
        let sql = "select distinct scheme, scheme_version, to_scheme, to_version
            from crosswalk_rows where plan_id = $1
            order by scheme, scheme_version desc, to_scheme, to_version";
        let found: Vec<(String, i64, String, i64)> = fetch_all!(self, sql, plan.as_str())?;
        let key = |(scheme, version, to, to_version): (String, i64, String, i64)| {
            let to_version = json::count(to_version)?;
            let to = Some((to, to_version)).filter(|(to, _)| !to.is_empty());
            Ok(CrosswalkKey { scheme, version: json::count(version)?, to })
        };
        found.into_iter().map(key).collect()
    }

    /// The rows of a crosswalk in their last versions, by item and target, with those that were taken
    /// away.
    pub async fn crosswalk_rows(
        &mut self,
        plan: &Id<Plan>,
        key: &CrosswalkKey,
    ) -> Result<Vec<KeptCrosswalkRow>> {
        let sql = "select source, target, version, state, line from crosswalk_rows r
            where plan_id = $1 and scheme = $2 and scheme_version = $3 and to_scheme = $4
                and to_version = $5 and not exists
                (select 1 from crosswalk_rows newer where newer.plan_id = r.plan_id
                and newer.scheme = r.scheme and newer.scheme_version = r.scheme_version
                and newer.to_scheme = r.to_scheme and newer.to_version = r.to_version
                and newer.source = r.source and newer.target = r.target
                and newer.version = r.version + 1)
            order by source, target";
        let (to, to_version) = other_side(key);
        let (scheme, version) = (&key.scheme, i64::from(key.version));
        let rows: Vec<StoredRow> =
            fetch_all!(self, sql, plan.as_str(), scheme, version, to, to_version)?;
        rows.into_iter().map(StoredRow::kept).collect()
    }

    /// Adds a version of a row: the first, or the one after that which was seen. A conflict where
    /// somebody was first.
    pub async fn write_crosswalk_row(
        &mut self,
        plan: &Id<Plan>,
        key: &CrosswalkKey,
        new: &KeptCrosswalkRow,
        (by, at): (&str, &str),
    ) -> Result<()> {
        let sql = "insert into crosswalk_rows
                (plan_id, scheme, scheme_version, to_scheme, to_version, source, target, version,
                state, line, written_by, written_at)
            select p.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 from plans p
            where p.id = $1 and $8 = 1 +
                (select coalesce(max(r.version), 0) from crosswalk_rows r
                where r.plan_id = $1 and r.scheme = $2 and r.scheme_version = $3
                and r.to_scheme = $4 and r.to_version = $5 and r.source = $6 and r.target = $7)
            on conflict (plan_id, scheme, scheme_version, to_scheme, to_version, source, target,
                version) do nothing";
        let (to, to_version) = other_side(key);
        let state = if new.row.is_some() { STANDS } else { REMOVED };
        let line = new.row.as_ref().map_or_else(|| Ok(String::new()), json::write)?;
        let added = changed!(
            self,
            sql,
            plan.as_str(),
            &key.scheme,
            i64::from(key.version),
            to,
            to_version,
            &new.source,
            &new.target,
            new.version,
            state,
            &line,
            by,
            at
        )?;
        if added == 0 { Err(Error::Conflict("対応表")) } else { Ok(()) }
    }
}

impl StoredRow {
    fn kept(self) -> Result<KeptCrosswalkRow> {
        let row = match self.state.as_str() {
            REMOVED => None,
            STANDS => Some(json::read(&self.line)?),
            other => return Err(Error::Corrupt(other.to_owned())),
        };
        let (source, target, version) = (self.source, self.target, self.version);
        Ok(KeptCrosswalkRow { source, target, version, row })
    }
}
