//! Plans.

use domain::{Id, plan::Plan};
use sqlx::{query, query_as};

use crate::{Error, Result, Tx};

record! {
    struct PlanRow {
        id: String,
        municipality: String,
        area_code: String,
        title: String,
    }
}

impl From<PlanRow> for Plan {
    fn from(row: PlanRow) -> Self {
        Self {
            id: Id::new(row.id),
            municipality: row.municipality,
            area_code: row.area_code,
            title: row.title,
        }
    }
}

impl Tx {
    /// Adds a plan.
    pub async fn create_plan(&mut self, plan: &Plan) -> Result<()> {
        let sql = "insert into plans (id, municipality, area_code, title) values ($1, $2, $3, $4)";
        on!(self, |db| query(sql)
            .bind(plan.id.as_str())
            .bind(&plan.municipality)
            .bind(&plan.area_code)
            .bind(&plan.title)
            .execute(db)
            .await
            .map(|_| ()))
        .map_err(Error::unique("計画"))
    }

    /// Every plan, in the order of their identifiers: the oldest first.
    pub async fn plans(&mut self) -> Result<Vec<Plan>> {
        let sql = "select id, municipality, area_code, title from plans order by id";
        let rows = on!(self, |db| query_as::<_, PlanRow>(sql).fetch_all(db).await)?;
        Ok(rows.into_iter().map(Plan::from).collect())
    }

    /// One plan.
    pub async fn plan(&mut self, id: &Id<Plan>) -> Result<Plan> {
        let sql = "select id, municipality, area_code, title from plans where id = $1";
        let row =
            on!(self, |db| query_as::<_, PlanRow>(sql).bind(id.as_str()).fetch_optional(db).await)?;
        row.map(Plan::from).ok_or(Error::NotFound("計画"))
    }

    /// Holds the plan until the transaction ends, so that two bookings take turns.
    pub(crate) async fn hold_plan(&mut self, id: &Id<Plan>) -> Result<()> {
        let sql = "update plans set id = id where id = $1";
        let held = on!(self, |db| query(sql)
            .bind(id.as_str())
            .execute(db)
            .await
            .map(|done| done.rows_affected()))?;
        if held == 1 { Ok(()) } else { Err(Error::NotFound("計画")) }
    }
}
