//! Successions: which action or section another one came from, so that nobody loses the past.

use domain::{Day, FiscalYear, Id, action::Action, plan::Plan, section::Section};

use crate::{Result, Tx, json};

impl Tx {
    /// Notes that an action came from another in a year.
    pub async fn link_actions(
        &mut self,
        plan: &Id<Plan>,
        year: FiscalYear,
        from: &Id<Action>,
        to: &Id<Action>,
    ) -> Result<()> {
        let sql = "insert into action_links (plan_id, year, from_id, to_id)
            values ($1, $2, $3, $4) on conflict do nothing";
        exec!(self, sql, plan.as_str(), json::start(year), from.as_str(), to.as_str())
    }

    /// The actions from which others came: old, new, the year.
    pub async fn action_links(
        &mut self,
        plan: &Id<Plan>,
    ) -> Result<Vec<(Id<Action>, Id<Action>, FiscalYear)>> {
        let sql = "select from_id, to_id, year from action_links
            where plan_id = $1 order by year, from_id, to_id";
        let rows: Vec<(String, String, i64)> = fetch_all!(self, sql, plan.as_str())?;
        let link = |(from, to, year): (String, String, i64)| {
            Ok((Id::new(from), Id::new(to), json::year(year)?))
        };
        rows.into_iter().map(link).collect()
    }

    /// Notes that a section goes on as another from a day on.
    pub async fn link_sections(
        &mut self,
        plan: &Id<Plan>,
        on: Day,
        from: &Id<Section>,
        to: &Id<Section>,
    ) -> Result<()> {
        let sql = "insert into section_links (plan_id, on_day, from_id, to_id)
            values ($1, $2, $3, $4) on conflict do nothing";
        exec!(self, sql, plan.as_str(), on.to_string(), from.as_str(), to.as_str())
    }

    /// The sections that go on as others: old and new.
    pub async fn section_links(
        &mut self,
        plan: &Id<Plan>,
    ) -> Result<Vec<(Id<Section>, Id<Section>)>> {
        let sql = "select from_id, to_id from section_links
            where plan_id = $1 order by on_day, from_id, to_id";
        let rows: Vec<(String, String)> = fetch_all!(self, sql, plan.as_str())?;
        Ok(rows.into_iter().map(|(from, to)| (Id::new(from), Id::new(to))).collect())
    }
}
