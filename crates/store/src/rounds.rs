//! Rounds: one a year for a plan.

use domain::{Day, FiscalYear, Id, plan::Plan, round::Round};

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

/// A statement that answers rounds: which, and in which order.
macro_rules! rounds {
    ($which:literal) => {
        concat!(
            "select id, plan_id, year, opens_on, due_on, approval, questions, closed_at
            from rounds ",
            $which
        )
    };
}

impl Tx {
    /// Adds a round; a plan has one a year.
    pub async fn create_round(&mut self, round: &Round, at: &str) -> Result<()> {
        let sql = "insert into rounds
                (id, plan_id, year, opens_on, due_on, approval, questions, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)";
        let questions = json::write(&round.questions)?;
        exec!(
            self,
            sql,
            round.id.as_str(),
            round.plan.as_str(),
            json::start(round.year),
            round.opens_on.to_string(),
            round.due_on.to_string(),
            i64::from(round.approval),
            &questions,
            at
        )
        .map_err(Error::unique("年度調査"))
    }

    /// Changes the dates, the questions and whether a chief approves.
    pub async fn change_round(&mut self, round: &Round) -> Result<()> {
        let sql = "update rounds set opens_on = $1, due_on = $2, approval = $3, questions = $4
            where id = $5";
        let questions = json::write(&round.questions)?;
        exec!(
            self,
            sql,
            round.opens_on.to_string(),
            round.due_on.to_string(),
            i64::from(round.approval),
            &questions,
            round.id.as_str()
        )
    }

    /// Closes the round, or opens it again (`None`).
    pub async fn close_round(&mut self, round: &Id<Round>, at: Option<&str>) -> Result<()> {
        let sql = "update rounds set closed_at = $1 where id = $2";
        exec!(self, sql, at, round.as_str())
    }

    /// The round of a year, if there is one.
    pub async fn round(&mut self, plan: &Id<Plan>, year: FiscalYear) -> Result<Option<Round>> {
        let sql = rounds!("where plan_id = $1 and year = $2");
        let row: Option<RoundRow> = fetch_optional!(self, sql, plan.as_str(), json::start(year))?;
        row.map(Round::try_from).transpose()
    }

    /// The plan's rounds, newest year first.
    pub async fn rounds(&mut self, plan: &Id<Plan>) -> Result<Vec<Round>> {
        let sql = rounds!("where plan_id = $1 order by year desc");
        let rows: Vec<RoundRow> = fetch_all!(self, sql, plan.as_str())?;
        rows.into_iter().map(Round::try_from).collect()
    }
}
