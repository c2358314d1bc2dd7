//! Plans.

use domain::{Id, plan::Plan};

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

/// A statement that answers plans: which, and in which order.
macro_rules! plans {
    ($which:literal) => {
        concat!(
            "select id, municipality, area_code, title
            from plans ",
            $which
        )
    };
}

impl Tx {
    /// Adds a plan.
    pub async fn create_plan(&mut self, plan: &Plan) -> Result<()> {
        let sql = "insert into plans (id, municipality, area_code, title) values ($1, $2, $3, $4)";
        exec!(self, sql, plan.id.as_str(), &plan.municipality, &plan.area_code, &plan.title)
            .map_err(Error::unique("計画"))
    }

    /// Every plan, in the order of their identifiers: the oldest first.
    pub async fn plans(&mut self) -> Result<Vec<Plan>> {
        let sql = plans!("order by id");
        let rows: Vec<PlanRow> = fetch_all!(self, sql)?;
        Ok(rows.into_iter().map(Plan::from).collect())
    }

    /// One plan.
    pub async fn plan(&mut self, id: &Id<Plan>) -> Result<Plan> {
        let sql = plans!("where id = $1");
        let row: Option<PlanRow> = fetch_optional!(self, sql, id.as_str())?;
        row.map(Plan::from).ok_or(Error::NotFound("計画"))
    }

    /// Holds the plan until the transaction ends, so that two bookings take turns.
    pub async fn hold_plan(&mut self, id: &Id<Plan>) -> Result<()> {
        let sql = "update plans set id = id where id = $1";
        let held = changed!(self, sql, id.as_str())?;
        if held == 1 { Ok(()) } else { Err(Error::NotFound("計画")) }
    }
}
