//! Entries: what sections write. An entry changes only from the version that its writer saw, and
//! the cell of the sheet changes with it.

use std::collections::BTreeMap;

use domain::{
    Id, Slot, Value,
    action::Action,
    reply::{Entry, joined},
    round::Round,
    section::Section,
    text::fold,
};

use crate::{Result, Tx, answers, json};

/// A text that someone writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry<'a> {
    /// The question.
    pub slot: &'a Slot,
    /// The text.
    pub text: &'a str,
    /// Why it says the same as last year, where that was chosen.
    pub same: Option<&'a str>,
    /// The version that the writer saw; 0 when there was none.
    pub base: u32,
    /// Who writes.
    pub by: &'a str,
    /// When.
    pub at: &'a str,
}

/// What came of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It stands, as this version.
    As(u32),
    /// Someone else wrote meanwhile; nothing was changed.
    Stale,
}

record! {
    pub(crate) struct EntryRow {
        pub(crate) action_id: String,
        pub(crate) section_id: String,
        pub(crate) field: String,
        pub(crate) year_offset: String,
        pub(crate) text: String,
        pub(crate) version: i64,
        pub(crate) same_reason: Option<String>,
        pub(crate) approved: Option<String>,
        pub(crate) accepted: Option<String>,
        pub(crate) written_by: String,
        pub(crate) written_at: String,
    }
}

impl EntryRow {
    /// The entry with its section and action, and its question.
    pub(crate) fn into_entry(self) -> Result<((String, String), Slot, Entry)> {
        let slot = answers::slot(self.field, &self.year_offset)?;
        let entry = Entry {
            text: self.text,
            version: json::count(self.version)?,
            same: self.same_reason,
            approved: self.approved,
            accepted: self.accepted,
            by: self.written_by,
            at: self.written_at,
        };
        Ok(((self.section_id, self.action_id), slot, entry))
    }
}

/// Which of the seen texts is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SeenText {
    Approved,
    Accepted,
}

impl Tx {
    /// Writes an entry, if it is still the version that the writer saw.
    pub async fn write_entry(
        &mut self,
        round: &Id<Round>,
        section: &Id<Section>,
        action: &Id<Action>,
        new: &NewEntry<'_>,
    ) -> Result<Saved> {
        let sql = if new.base == 0 {
            "insert into entries (text, same_reason, written_by, written_at, version,
                round_id, section_id, action_id, field, year_offset)
            values ($1, $2, $3, $4, $5 + 1, $6, $7, $8, $9, $10) on conflict do nothing"
        } else {
            "update entries set text = $1, same_reason = $2, written_by = $3, written_at = $4,
                version = $5 + 1
            where version = $5 and round_id = $6 and section_id = $7 and action_id = $8
                and field = $9 and year_offset = $10"
        };
        let written = changed!(
            self,
            sql,
            new.text,
            new.same,
            new.by,
            new.at,
            i64::from(new.base),
            round.as_str(),
            section.as_str(),
            action.as_str(),
            new.slot.field.code(),
            answers::code(new.slot.year)
        )?;
        Ok(if written == 1 { Saved::As(new.base + 1) } else { Saved::Stale })
    }

    /// Keeps how many required questions of a reply have no answer.
    pub async fn count_missing(
        &mut self,
        round: &Id<Round>,
        section: &Id<Section>,
        action: &Id<Action>,
        missing: usize,
    ) -> Result<()> {
        let sql = "update replies set missing = $1
            where round_id = $2 and section_id = $3 and action_id = $4";
        exec!(self, sql, json::number(missing), round.as_str(), section.as_str(), action.as_str())
    }

    /// Keeps the present texts of a reply as those that the chief approved.
    pub async fn keep_approved(
        &mut self,
        round: &Id<Round>,
        section: &Id<Section>,
        action: &Id<Action>,
    ) -> Result<()> {
        self.keep_seen(round, section, action, SeenText::Approved).await
    }

    /// Keeps the present texts of a reply as those that the secretariat accepted.
    pub async fn keep_accepted(
        &mut self,
        round: &Id<Round>,
        section: &Id<Section>,
        action: &Id<Action>,
    ) -> Result<()> {
        self.keep_seen(round, section, action, SeenText::Accepted).await
    }

    async fn keep_seen(
        &mut self,
        round: &Id<Round>,
        section: &Id<Section>,
        action: &Id<Action>,
        seen: SeenText,
    ) -> Result<()> {
        let sql = match seen {
            SeenText::Approved => {
                "update entries set approved = text
                where round_id = $1 and section_id = $2 and action_id = $3"
            }
            SeenText::Accepted => {
                "update entries set accepted = text
                where round_id = $1 and section_id = $2 and action_id = $3"
            }
        };
        exec!(self, sql, round.as_str(), section.as_str(), action.as_str())
    }

    /// Writes what the sections have answered for an action into its cells of the year's sheet: one
    /// part for each owner of a row, joined as sheets write them.
    pub async fn show_entries(
        &mut self,
        round: &Round,
        action: &Id<Action>,
        slot: &Slot,
    ) -> Result<()> {
        let sql = "select r.id, s.name, e.text
            from sheets h
            join sheet_rows r on r.sheet_id = h.id
            join row_owners o on o.row_id = r.id
            join sections s on s.id = o.section_id
            left join entries e on e.round_id = $1 and e.section_id = o.section_id
                and e.action_id = r.action_id and e.field = $2 and e.year_offset = $3
            where h.plan_id = $4 and h.year = $5 and r.action_id = $6
            order by r.position, o.position";
        let parts: Vec<(String, String, Option<String>)> = fetch_all!(
            self,
            sql,
            round.id.as_str(),
            slot.field.code(),
            answers::code(slot.year),
            round.plan.as_str(),
            json::start(round.year),
            action.as_str()
        )?;
        let mut rows: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for (row, name, text) in parts {
            rows.entry(row).or_default().push((name, text.unwrap_or_default()));
        }
        for (row, parts) in rows {
            let parts = parts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
            self.change_answer(&row, slot, &joined(parts)).await?;
        }
        Ok(())
    }

    async fn change_answer(&mut self, row: &str, slot: &Slot, text: &str) -> Result<()> {
        let sql = "update answers set state = $1, text = $2, folded = $3, place = null
            where row_id = $4 and field = $5 and year_offset = $6";
        exec!(
            self,
            sql,
            Value::read(text).state(),
            text,
            fold(text),
            row,
            slot.field.code(),
            answers::code(slot.year)
        )
    }
}
