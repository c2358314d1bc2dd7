//! Rounds: one a year for a plan.

use domain::{Day, FiscalYear, Id, plan::Plan, round::Round};
use sqlx::{query, query_as};

use crate::{Error, Result, Tx, json};

record! {
    pub(crate) struct RoundRow {
        id: String,
        plan_id: String,
        year: i64,
        opens_on: String,
        due_on: String,
        approval: i64,
        questions: String,
        closed_at: Option<String>,
    }
}

impl TryFrom<RoundRow> for Round {
    type Error = Error;

    fn try_from(row: RoundRow) -> Result<Self> {
        Ok(Self {
            id: Id::new(row.id),
            plan: Id::new(row.plan_id),
            year: json::year(row.year)?,
            opens_on: day(&row.opens_on)?,
            due_on: day(&row.due_on)?,
            approval: row.approval != 0,
            questions: json::read(&row.questions)?,
            closed: row.closed_at.is_some(),
        })
    }
}

/// A stored day.
pub(crate) fn day(text: &str) -> Result<Day> {
    Day::parse(text).map_err(|error| Error::Corrupt(error.to_string()))
}

impl Tx {
    /// Adds a round; a plan has one a year.
    pub async fn create_round(&mut self, round: &Round, at: &str) -> Result<()> {
        let sql = "insert into rounds
                (id, plan_id, year, opens_on, due_on, approval, questions, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)";
        let questions = json::write(&round.questions)?;
        on!(self, |db| query(sql)
            .bind(round.id.as_str())
            .bind(round.plan.as_str())
            .bind(json::start(round.year))
            .bind(round.opens_on.to_string())
            .bind(round.due_on.to_string())
            .bind(i64::from(round.approval))
            .bind(&questions)
            .bind(at)
            .execute(db)
            .await
            .map(|_| ()))
        .map_err(Error::unique("年度調査"))
    }

    /// Changes the dates, the questions and whether a chief approves.
    pub async fn change_round(&mut self, round: &Round) -> Result<()> {
        let sql = "update rounds set opens_on = $1, due_on = $2, approval = $3, questions = $4
            where id = $5";
        let questions = json::write(&round.questions)?;
        on!(self, |db| query(sql)
            .bind(round.opens_on.to_string())
            .bind(round.due_on.to_string())
            .bind(i64::from(round.approval))
            .bind(&questions)
            .bind(round.id.as_str())
            .execute(db)
            .await
            .map(|_| ()))?;
        Ok(())
    }

    /// Closes the round, or opens it again (`None`).
    pub async fn close_round(&mut self, round: &Id<Round>, at: Option<&str>) -> Result<()> {
        let sql = "update rounds set closed_at = $1 where id = $2";
        on!(self, |db| query(sql).bind(at).bind(round.as_str()).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// The round of a year, if there is one.
    pub async fn round(&mut self, plan: &Id<Plan>, year: FiscalYear) -> Result<Option<Round>> {
        let sql = "select id, plan_id, year, opens_on, due_on, approval, questions, closed_at
            from rounds where plan_id = $1 and year = $2";
        let row: Option<RoundRow> = on!(self, |db| query_as(sql)
            .bind(plan.as_str())
            .bind(json::start(year))
            .fetch_optional(db)
            .await)?;
        row.map(Round::try_from).transpose()
    }

    /// The plan's rounds, newest year first.
    pub async fn rounds(&mut self, plan: &Id<Plan>) -> Result<Vec<Round>> {
        let sql = "select id, plan_id, year, opens_on, due_on, approval, questions, closed_at
            from rounds where plan_id = $1 order by year desc";
        let rows: Vec<RoundRow> =
            on!(self, |db| query_as(sql).bind(plan.as_str()).fetch_all(db).await)?;
        rows.into_iter().map(Round::try_from).collect()
    }
}
