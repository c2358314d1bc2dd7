//! What records say and said: those that tell of some days, each in all its versions.

use domain::{Day, Id, plan::Plan};
use sqlx::{Database, Encode, QueryBuilder, Type};

use crate::{Result, StoredRecord, Tx};

impl Tx {
    /// The records of the plan that tell of a day between two, as they stand, each in all its versions;
    /// where registers are named, only theirs and those that count for further actions.
    pub async fn record_history(
        &mut self,
        plan: &Id<Plan>,
        (from, to): (Day, Day),
        registers: Option<&[String]>,
    ) -> Result<Vec<StoredRecord>> {
        let days = (from.to_string(), to.to_string());
        Ok(on!(self, |db| history(plan.as_str(), (&days.0, &days.1), registers)
            .build_query_as()
            .fetch_all(db)
            .await)?)
    }
}

fn history<D: Database>(
    plan: &str,
    (from, to): (&str, &str),
    registers: Option<&[String]>,
) -> QueryBuilder<D>
where
    for<'a> &'a str: Encode<'a, D> + Type<D>,
{
    let sql = "select v.id, v.version, v.register, v.register_version, v.section_id, v.state,
            v.first_day, v.last_day, v.line, v.written_by, v.written_at
        from register_records r
        join register_records v on v.plan_id = r.plan_id and v.id = r.id
        where not exists (select 1 from register_records newer where newer.plan_id = r.plan_id
            and newer.id = r.id and newer.version = r.version + 1) and r.plan_id = ";
    let mut query = QueryBuilder::new(sql);
    query.push_bind(plan).push(" and r.first_day <= ").push_bind(to);
    query.push(" and r.last_day >= ").push_bind(from);
    if let Some(registers) = registers {
        query.push(" and (r.line like '%\"counted_for\":[%' or r.register in (''");
        for name in registers {
            query.push(", ").push_bind(name.as_str());
        }
        query.push("))");
    }
    query.push(" order by v.id, v.version");
    query
}
