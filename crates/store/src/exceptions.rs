//! Exceptions: leave for one section to write after a round is closed.

use domain::{
    Id,
    round::{Exception, Round},
};

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
        exec!(
            self,
            sql,
            id,
            round.as_str(),
            given.exception.section.as_str(),
            given.exception.until.to_string(),
            &given.exception.reason,
            &given.by,
            &given.at
        )
    }

    /// The round's exceptions, oldest first.
    pub async fn exceptions(&mut self, round: &Id<Round>) -> Result<Vec<GivenException>> {
        let sql = "select section_id, until_day, reason, given_by, given_at
            from round_exceptions where round_id = $1 order by given_at, id";
        let rows: Vec<(String, String, String, String, String)> =
            fetch_all!(self, sql, round.as_str())?;
        let given = rows.into_iter().map(|(section, until, reason, by, at)| {
            let exception = Exception { section: Id::new(section), until: day(&until)?, reason };
            Ok(GivenException { exception, by, at })
        });
        given.collect()
    }
}
