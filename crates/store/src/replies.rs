//! Replies: how far each section is with each action, and the counts of the board.

use std::collections::BTreeMap;

use domain::{
    Day, FiscalYear, Id, Slot,
    action::Action,
    plan::Plan,
    reply::{Entry, Reply},
    round::Round,
    section::Section,
    stage::Stage,
};

use crate::{Error, Result, Tx, entries::EntryRow, json, rounds::day};

/// A reply without what was written, as the board needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyHead {
    /// The action.
    pub action: Id<Action>,
    /// The section.
    pub section: Id<Section>,
    /// How far it is.
    pub stage: Stage,
    /// How many required questions have no answer.
    pub missing: u32,
}

/// How many replies of a section are at one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageTally {
    /// The section.
    pub section: Id<Section>,
    /// The stage.
    pub stage: Stage,
    /// How many replies.
    pub replies: usize,
    /// How many of them have every required answer.
    pub complete: usize,
    /// How many of them were handed in after the due day.
    pub late: usize,
}

record! {
    pub(crate) struct ReplyRow {
        pub(crate) action_id: String,
        pub(crate) section_id: String,
        pub(crate) stage: String,
        pub(crate) version: i64,
        pub(crate) reason: String,
        pub(crate) submitted_on: Option<String>,
    }
}

fn stage(code: &str) -> Result<Stage> {
    json::coded(&Stage::ALL, Stage::code, code)
}

impl ReplyRow {
    pub(crate) fn into_reply(self, entries: &mut Written) -> Result<Reply> {
        let key = (self.section_id.clone(), self.action_id.clone());
        Ok(Reply {
            action: Id::new(self.action_id),
            section: Id::new(self.section_id),
            stage: stage(&self.stage)?,
            version: json::count(self.version)?,
            reason: self.reason,
            submitted_on: self.submitted_on.as_deref().map(day).transpose()?,
            entries: entries.remove(&key).unwrap_or_default(),
        })
    }
}

/// What was written, by section and action.
pub(crate) type Written = BTreeMap<(String, String), BTreeMap<Slot, Entry>>;

pub(crate) fn written(rows: Vec<EntryRow>) -> Result<Written> {
    let mut written = Written::new();
    for row in rows {
        let (key, slot, entry) = row.into_entry()?;
        written.entry(key).or_default().insert(slot, entry);
    }
    Ok(written)
}

/// A statement that answers replies: which, and in which order.
macro_rules! replies {
    ($which:literal) => {
        concat!(
            "select action_id, section_id, stage, version, reason, submitted_on from replies ",
            $which
        )
    };
}

/// A statement that answers entries.
macro_rules! entries {
    ($which:literal) => {
        concat!(
            "select action_id, section_id, field, year_offset, text, version, same_reason, approved,
                accepted, written_by, written_at
            from entries ",
            $which
        )
    };
}

impl Tx {
    /// Which section owns which action on the year's sheet, in the order of its rows.
    pub async fn owned(
        &mut self,
        plan: &Id<Plan>,
        year: FiscalYear,
    ) -> Result<Vec<(Id<Action>, Id<Section>)>> {
        let sql = "select r.action_id, o.section_id
            from sheets h
            join sheet_rows r on r.sheet_id = h.id
            join row_owners o on o.row_id = r.id
            where h.plan_id = $1 and h.year = $2
            group by r.action_id, o.section_id
            order by min(r.position), min(o.position)";
        let rows: Vec<(String, String)> = fetch_all!(self, sql, plan.as_str(), json::start(year))?;
        Ok(rows.into_iter().map(|(action, section)| (Id::new(action), Id::new(section))).collect())
    }

    /// Asks sections for actions; those that are asked already stay as they are.
    pub async fn add_replies(
        &mut self,
        round: &Id<Round>,
        asked: &[(Id<Action>, Id<Section>)],
        missing: usize,
    ) -> Result<()> {
        for chunk in asked.chunks(500) {
            let sql = "insert into replies
                (round_id, action_id, section_id, stage, version, reason, missing) ";
            insert!(
                self,
                sql,
                chunk,
                |row, (action, section)| {
                    row.push_bind(round.as_str()).push_bind(action.as_str());
                    row.push_bind(section.as_str()).push_bind(Stage::NotStarted.code());
                    row.push_bind(0_i64).push_bind("").push_bind(json::number(missing));
                },
                " on conflict do nothing"
            )?;
        }
        Ok(())
    }

    /// Deletes the reply of a section that has not begun it: nobody asks it any more. `false` when it
    /// was begun, or there is none.
    pub async fn delete_untouched_reply(
        &mut self,
        round: &Id<Round>,
        section: &Id<Section>,
        action: &Id<Action>,
    ) -> Result<bool> {
        let sql = "delete from replies
            where round_id = $1 and section_id = $2 and action_id = $3 and stage = 'not_started'";
        let gone = changed!(self, sql, round.as_str(), section.as_str(), action.as_str())?;
        Ok(gone == 1)
    }

    /// Every reply of the round with what was written, by section and action.
    pub async fn replies(&mut self, round: &Id<Round>) -> Result<Vec<Reply>> {
        let sql = replies!("where round_id = $1 order by section_id, action_id");
        let rows: Vec<ReplyRow> = fetch_all!(self, sql, round.as_str())?;
        let sql = entries!("where round_id = $1");
        let entries = fetch_all!(self, sql, round.as_str())?;
        let mut written = written(entries)?;
        rows.into_iter().map(|row| row.into_reply(&mut written)).collect()
    }

    /// The replies of one section.
    pub async fn replies_of(
        &mut self,
        round: &Id<Round>,
        section: &Id<Section>,
    ) -> Result<Vec<Reply>> {
        let sql = replies!("where round_id = $1 and section_id = $2 order by action_id");
        let rows: Vec<ReplyRow> = fetch_all!(self, sql, round.as_str(), section.as_str())?;
        let sql = entries!("where round_id = $1 and section_id = $2");
        let entries = fetch_all!(self, sql, round.as_str(), section.as_str())?;
        let mut written = written(entries)?;
        rows.into_iter().map(|row| row.into_reply(&mut written)).collect()
    }

    /// One section's reply for one action.
    pub async fn reply(
        &mut self,
        round: &Id<Round>,
        section: &Id<Section>,
        action: &Id<Action>,
    ) -> Result<Reply> {
        let sql = replies!("where round_id = $1 and section_id = $2 and action_id = $3");
        let row: Option<ReplyRow> =
            fetch_optional!(self, sql, round.as_str(), section.as_str(), action.as_str())?;
        let row = row.ok_or(Error::NotFound("この課の回答"))?;
        let sql = entries!("where round_id = $1 and section_id = $2 and action_id = $3");
        let entries = fetch_all!(self, sql, round.as_str(), section.as_str(), action.as_str())?;
        row.into_reply(&mut written(entries)?)
    }

    /// Moves a reply to a stage, if it is still the version that was decided on.
    pub async fn move_reply(
        &mut self,
        round: &Id<Round>,
        reply: &Reply,
        to: Stage,
        reason: &str,
        submitted_on: Option<Day>,
    ) -> Result<()> {
        let sql = "update replies
            set stage = $1, version = version + 1, reason = $2, submitted_on = $3
            where round_id = $4 and section_id = $5 and action_id = $6 and version = $7";
        let moved = changed!(
            self,
            sql,
            to.code(),
            reason,
            submitted_on.map(|day| day.to_string()),
            round.as_str(),
            reply.section.as_str(),
            reply.action.as_str(),
            i64::from(reply.version)
        )?;
        if moved == 1 { Ok(()) } else { Err(Error::Conflict("回答の段階")) }
    }

    /// The board: how many replies of each section are at each stage.
    pub async fn tallies(&mut self, round: &Round) -> Result<Vec<StageTally>> {
        let sql = "select section_id, stage, count(*),
                cast(sum(case when missing = 0 then 1 else 0 end) as bigint),
                cast(sum(case when submitted_on > $1 then 1 else 0 end) as bigint)
            from replies where round_id = $2
            group by section_id, stage order by section_id, stage";
        let rows: Vec<(String, String, i64, i64, i64)> =
            fetch_all!(self, sql, round.due_on.to_string(), round.id.as_str())?;
        let tally = |(section, code, replies, complete, late): (String, String, i64, i64, i64)| {
            Ok(StageTally {
                section: Id::new(section),
                stage: stage(&code)?,
                replies: json::count(replies)?,
                complete: json::count(complete)?,
                late: json::count(late)?,
            })
        };
        rows.into_iter().map(tally).collect()
    }

    /// The replies of the round without what was written.
    pub async fn reply_heads(&mut self, round: &Id<Round>) -> Result<Vec<ReplyHead>> {
        let sql = "select action_id, section_id, stage, missing
            from replies where round_id = $1 order by section_id, action_id";
        let rows: Vec<(String, String, String, i64)> = fetch_all!(self, sql, round.as_str())?;
        let head = |(action, section, code, missing): (String, String, String, i64)| {
            Ok(ReplyHead {
                action: Id::new(action),
                section: Id::new(section),
                stage: stage(&code)?,
                missing: json::count(missing)?,
            })
        };
        rows.into_iter().map(head).collect()
    }
}
