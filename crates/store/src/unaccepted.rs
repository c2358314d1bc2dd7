//! What of a round was written and not accepted, with how far it is.

use domain::{round::Round, unaccepted::Unaccepted};

use crate::{Result, Tx, answers, json, replies};

impl Tx {
    /// The answers on the round's sheet that say something else than what the secretariat accepted
    /// of them, with the stages of their replies.
    pub async fn unaccepted(&mut self, round: &Round) -> Result<Unaccepted> {
        let sql = "select r.no, e.field, e.year_offset, p.stage
            from sheets h
            join sheet_rows r on r.sheet_id = h.id
            join row_owners o on o.row_id = r.id
            join replies p on p.action_id = r.action_id and p.section_id = o.section_id
            join entries e on e.round_id = p.round_id and e.section_id = p.section_id
                and e.action_id = p.action_id
            where h.plan_id = $1 and h.year = $2 and p.round_id = $3
                and e.text <> coalesce(e.accepted, '')";
        let (plan, year) = (round.plan.as_str(), json::start(round.year));
        let rows: Vec<(i64, String, String, String)> =
            fetch_all!(self, sql, plan, year, round.id.as_str())?;
        let read = |(no, field, offset, stage): (i64, String, String, String)| {
            Ok((json::count(no)?, answers::slot(field, &offset)?, replies::stage(&stage)?))
        };
        Ok(Unaccepted::of(rows.into_iter().map(read).collect::<Result<Vec<_>>>()?))
    }
}
