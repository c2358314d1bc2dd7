//! Exceptions: leave for one section to write after a round is closed.

use domain::{
    Id,
    round::{Exception, Round},
};
use sqlx::{query, query_as};

use crate::{Result, Tx, rounds::day};

/// An exception with who gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenException {
    /// The exception.
    pub exception: Exception,
    /// Who gave it.
    pub by: String,
    /// When.
    pub at: String,
}

impl Tx {
    /// Gives a section leave.
    pub async fn add_exception(
        &mut self,
        id: &str,
        round: &Id<Round>,
        given: &GivenException,
    ) -> Result<()> {
        let sql = "insert into round_exceptions
                (id, round_id, section_id, until_day, reason, given_by, given_at)
            values ($1, $2, $3, $4, $5, $6, $7)";
        on!(self, |db| query(sql)
            .bind(id)
            .bind(round.as_str())
            .bind(given.exception.section.as_str())
            .bind(given.exception.until.to_string())
            .bind(&given.exception.reason)
            .bind(&given.by)
            .bind(&given.at)
            .execute(db)
            .await
            .map(|_| ()))?;
        Ok(())
    }

    /// The round's exceptions, oldest first.
    pub async fn exceptions(&mut self, round: &Id<Round>) -> Result<Vec<GivenException>> {
        let sql = "select section_id, until_day, reason, given_by, given_at
            from round_exceptions where round_id = $1 order by given_at, id";
        let rows: Vec<(String, String, String, String, String)> =
            on!(self, |db| query_as(sql).bind(round.as_str()).fetch_all(db).await)?;
        let given = rows.into_iter().map(|(section, until, reason, by, at)| {
            let exception = Exception { section: Id::new(section), until: day(&until)?, reason };
            Ok(GivenException { exception, by, at })
        });
        given.collect()
    }
}
