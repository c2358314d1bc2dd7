//! A reply that is about to be changed: the round, the reply and what is written there, in one look.

use domain::{
    FiscalYear, Id, action::Action, plan::Plan, reply::Reply, round::Round, section::Section,
};

use crate::{
    DatabaseKind, Error, Result, Tx,
    entries::EntryRow,
    json,
    replies::{ReplyRow, written},
    rounds::RoundRow,
};

record! {
    /// A round with a section's reply and one of its entries, as far as there are any.
    struct JoinedRow {
        ..round: RoundRow,
        action_id: Option<String>,
        stage: Option<String>,
        version: Option<i64>,
        reason: Option<String>,
        submitted_on: Option<String>,
        field: Option<String>,
        year_offset: Option<String>,
        text: Option<String>,
        entry_version: Option<i64>,
        same_reason: Option<String>,
        approved: Option<String>,
        accepted: Option<String>,
        written_by: Option<String>,
        written_at: Option<String>,
    }
}

impl JoinedRow {
    fn entry(&mut self, section: &Id<Section>) -> Option<EntryRow> {
        Some(EntryRow {
            action_id: self.action_id.clone()?,
            section_id: section.to_string(),
            field: self.field.take()?,
            year_offset: self.year_offset.take()?,
            text: self.text.take()?,
            version: self.entry_version?,
            same_reason: self.same_reason.take(),
            approved: self.approved.take(),
            accepted: self.accepted.take(),
            written_by: self.written_by.take()?,
            written_at: self.written_at.take()?,
        })
    }

    fn reply(&mut self, section: &Id<Section>) -> Option<ReplyRow> {
        Some(ReplyRow {
            action_id: self.action_id.take()?,
            section_id: section.to_string(),
            stage: self.stage.take()?,
            version: self.version?,
            reason: self.reason.take()?,
            submitted_on: self.submitted_on.take(),
        })
    }
}

impl Tx {
    /// A section's reply in the round of a year, to be changed: whoever else would change it
    /// waits until the transaction ends.
    pub async fn reply_for_update(
        &mut self,
        plan: &Id<Plan>,
        year: FiscalYear,
        section: &Id<Section>,
        action: &Id<Action>,
    ) -> Result<(Round, Reply)> {
        self.hold_reply(plan, year, section, action).await?;
        let sql = "select d.id, d.plan_id, d.year, d.opens_on, d.due_on, d.approval, d.questions,
                d.closed_at, p.action_id, p.stage, p.version, p.reason, p.submitted_on,
                e.field, e.year_offset, e.text, e.version as entry_version, e.same_reason,
                e.approved, e.accepted, e.written_by, e.written_at
            from rounds d
            left join replies p on p.round_id = d.id and p.section_id = $1 and p.action_id = $2
            left join entries e on e.round_id = p.round_id and e.section_id = p.section_id
                and e.action_id = p.action_id
            where d.plan_id = $3 and d.year = $4";
        let mut rows: Vec<JoinedRow> = fetch_all!(
            self,
            sql,
            section.as_str(),
            action.as_str(),
            plan.as_str(),
            json::start(year)
        )?;
        let entries = rows.iter_mut().filter_map(|row| row.entry(section)).collect();
        let mut first = rows.into_iter().next().ok_or(Error::NotFound("この年度の調査"))?;
        let reply = first.reply(section).ok_or(Error::NotFound("この課の回答"))?;
        Ok((first.round.try_into()?, reply.into_reply(&mut written(entries)?)?))
    }

    /// Holds a reply until the transaction ends, so that two who write to it take turns.
    async fn hold_reply(
        &mut self,
        plan: &Id<Plan>,
        year: FiscalYear,
        section: &Id<Section>,
        action: &Id<Action>,
    ) -> Result<()> {
        if self.kind() == DatabaseKind::Sqlite {
            // Writers of SQLite take turns from the beginning of their transactions
            return Ok(());
        }
        let sql = "select version from replies
            where section_id = $1 and action_id = $2
                and round_id = (select id from rounds where plan_id = $3 and year = $4)
            for update";
        exec!(self, sql, section.as_str(), action.as_str(), plan.as_str(), json::start(year))
    }
}
