//! Lineage: which action or section another one came from, so that nobody loses the past.

use domain::{Day, FiscalYear, Id, action::Action, plan::Plan, round::Round, section::Section};
use sqlx::{query, query_as};

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
        on!(self, |db| query(sql)
            .bind(plan.as_str())
            .bind(json::start(year))
            .bind(from.as_str())
            .bind(to.as_str())
            .execute(db)
            .await
            .map(|_| ()))?;
        Ok(())
    }

    /// The actions from which others came: old, new, the year.
    pub async fn action_links(
        &mut self,
        plan: &Id<Plan>,
    ) -> Result<Vec<(Id<Action>, Id<Action>, FiscalYear)>> {
        let sql = "select from_id, to_id, year from action_links
            where plan_id = $1 order by year, from_id, to_id";
        let rows: Vec<(String, String, i64)> =
            on!(self, |db| query_as(sql).bind(plan.as_str()).fetch_all(db).await)?;
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
        on!(self, |db| query(sql)
            .bind(plan.as_str())
            .bind(on.to_string())
            .bind(from.as_str())
            .bind(to.as_str())
            .execute(db)
            .await
            .map(|_| ()))?;
        Ok(())
    }

    /// The sections that go on as others: old and new.
    pub async fn section_links(
        &mut self,
        plan: &Id<Plan>,
    ) -> Result<Vec<(Id<Section>, Id<Section>)>> {
        let sql = "select from_id, to_id from section_links
            where plan_id = $1 order by on_day, from_id, to_id";
        let rows: Vec<(String, String)> =
            on!(self, |db| query_as(sql).bind(plan.as_str()).fetch_all(db).await)?;
        Ok(rows.into_iter().map(|(from, to)| (Id::new(from), Id::new(to))).collect())
    }

    /// Takes back a question to a section that has written nothing and was asked nothing else.
    pub async fn unask(
        &mut self,
        round: &Id<Round>,
        section: &Id<Section>,
        action: &Id<Action>,
    ) -> Result<bool> {
        let sql = "delete from replies
            where round_id = $1 and section_id = $2 and action_id = $3 and stage = 'not_started'";
        let gone = on!(self, |db| query(sql)
            .bind(round.as_str())
            .bind(section.as_str())
            .bind(action.as_str())
            .execute(db)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(gone == 1)
    }
}
