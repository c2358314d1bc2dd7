//! What of a round was accepted: all that those are shown who may not read drafts.

use domain::{
    Id,
    accepted::{Accepted, AcceptedParts, RowOwners},
    round::Round,
};

use crate::{Result, Tx, answers, json};

record! {
    /// A text that somebody wrote, as far as it was accepted.
    struct AcceptedRow {
        action_id: String,
        section_id: String,
        field: String,
        year_offset: String,
        accepted: Option<String>,
    }
}

impl Tx {
    /// What the secretariat has accepted of a round, on the cells of its sheet.
    pub async fn accepted(&mut self, round: &Round) -> Result<Accepted> {
        let sql = "select action_id, section_id, field, year_offset, accepted
            from entries where round_id = $1";
        let rows: Vec<AcceptedRow> = fetch_all!(self, sql, round.id.as_str())?;
        let mut parts = AcceptedParts::new();
        for row in rows {
            let of = parts.entry(answers::slot(row.field, &row.year_offset)?).or_default();
            let key = (Id::new(row.action_id), Id::new(row.section_id));
            of.extend(row.accepted.map(|text| (key, text)));
        }
        Ok(Accepted::joined(round, parts, &self.owners_of_rows(round).await?))
    }

    /// The owners of each row of the round's sheet, in their order, by the row's number.
    async fn owners_of_rows(&mut self, round: &Round) -> Result<RowOwners> {
        let sql = "select r.no, r.action_id, o.section_id, s.name
            from sheets h
            join sheet_rows r on r.sheet_id = h.id
            join row_owners o on o.row_id = r.id
            join sections s on s.id = o.section_id
            where h.plan_id = $1 and h.year = $2
            order by r.position, o.position";
        let owned: Vec<(i64, String, String, String)> =
            fetch_all!(self, sql, round.plan.as_str(), json::start(round.year))?;
        let mut rows = RowOwners::new();
        for (no, action, section, name) in owned {
            let key = (Id::new(action), Id::new(section));
            rows.entry(json::count(no)?).or_default().push((name, key));
        }
        Ok(rows)
    }
}
