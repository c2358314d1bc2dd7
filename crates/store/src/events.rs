//! The audit log: who did what, when. Its records are only ever added, each with its place in the
//! chain.

use domain::{
    Id,
    action::Action,
    chain::{self, ChainEntry},
    event::Event,
    person::Person,
    plan::Plan,
    round::Round,
    section::Section,
};
use serde_json::Value;

use crate::{Error, Result, Tx, chain::Sealed, json};

/// Something that someone did.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditRecord {
    /// Its identifier; of two records at one time the greater is the newer.
    pub id: Id<AuditRecord>,
    /// When it happened.
    pub at: String,
    /// The name of whoever did it, as it was then.
    pub actor: String,
    /// The person that did it; `None` for the program itself and the command line.
    pub person: Option<Id<Person>>,
    /// The plan it concerns.
    pub plan: Option<Id<Plan>>,
    /// The action it concerns.
    pub action: Option<Id<Action>>,
    /// The section it concerns.
    pub section: Option<Id<Section>>,
    /// The identifier or name of what it was done to.
    pub subject: String,
    /// What was done.
    pub event: Event,
}

record! {
    struct AuditRow {
        id: String,
        at: String,
        actor: String,
        person_id: Option<String>,
        kind: String,
        plan_id: Option<String>,
        action_id: Option<String>,
        section_id: Option<String>,
        subject: String,
        detail: String,
    }
}

record! {
    /// A record with its place in the chain.
    struct PlacedRow {
        ..told: AuditRow,
        seq: i64,
    }
}

impl From<AuditRow> for AuditRecord {
    fn from(row: AuditRow) -> Self {
        Self {
            id: Id::new(row.id),
            at: row.at,
            actor: row.actor,
            person: row.person_id.map(Id::new),
            plan: row.plan_id.map(Id::new),
            action: row.action_id.map(Id::new),
            section: row.section_id.map(Id::new),
            subject: row.subject,
            event: read(row.kind, &row.detail),
        }
    }
}

/// The event of a stored kind and detail. A detail that says something else than its kind does, or
/// was lawfully deleted, leaves the kind.
fn read(kind: String, detail: &str) -> Event {
    let stored = || {
        let detail: Value = serde_json::from_str(detail).ok()?;
        serde_json::from_value(serde_json::json!({ "kind": kind, "detail": detail })).ok()
    };
    stored().unwrap_or(Event::Unreadable(kind))
}

/// The detail of an event as it is stored.
fn detail(event: &Event) -> Result<String> {
    let unfit = || Error::Corrupt(event.kind().to_owned());
    let written = serde_json::to_value(event).map_err(|_| unfit())?;
    json::write(written.get("detail").ok_or_else(unfit)?)
}

/// A record as it is stored.
struct Written<'a> {
    record: &'a AuditRecord,
    detail: String,
    digest: String,
    rows: Option<String>,
}

impl<'a> Written<'a> {
    fn of(record: &'a AuditRecord) -> Result<Self> {
        let detail = detail(&record.event)?;
        let digest = chain::digest(&detail);
        Ok(Self { record, detail, digest, rows: None })
    }

    /// As the chain sees it; its place comes later.
    fn entry(&self) -> ChainEntry<'_> {
        ChainEntry {
            seq: 0,
            id: self.record.id.as_str(),
            at: &self.record.at,
            actor: &self.record.actor,
            person: self.record.person.as_ref().map(Id::as_str),
            kind: self.record.event.kind(),
            plan: self.record.plan.as_ref().map(Id::as_str),
            action: self.record.action.as_ref().map(Id::as_str),
            section: self.record.section.as_ref().map(Id::as_str),
            subject: &self.record.subject,
            detail: &self.detail,
            detail_digest: Some(&self.digest),
            rows: self.rows.as_deref(),
        }
    }
}

/// A statement that answers records: which, and in which order.
macro_rules! records {
    ($which:literal) => {
        concat!(
            "select id, at, actor, person_id, kind, plan_id, action_id, section_id, subject, detail
            from events ",
            $which
        )
    };
}

impl Tx {
    /// Adds a record, in the transaction of what it tells.
    ///
    /// It takes the next place in the chain, and on `PostgreSQL` every other writer of a record waits
    /// for it until the transaction ends: it should be the last thing before the commit.
    pub async fn record(&mut self, record: &AuditRecord) -> Result<()> {
        self.record_all(std::slice::from_ref(record)).await
    }

    /// Adds records in their order, in about as many statements as one takes. The last of them holds
    /// the rows that the transaction has written.
    pub async fn record_all(&mut self, records: &[AuditRecord]) -> Result<()> {
        if records.is_empty() {
            return Ok(());
        }
        let mut written = records.iter().map(Written::of).collect::<Result<Vec<_>>>()?;
        for one in written.iter_mut().rev() {
            one.rows = Some(self.written.tell()?);
        }
        let sealed = self.take_places(written.iter().map(Written::entry).collect()).await?;
        for chunk in sealed.chunks(500) {
            self.insert_records(chunk).await?;
        }
        let last = sealed.last().map_or("", |last| last.hash.as_str());
        self.end_chain(last).await
    }

    /// When the last event happened.
    pub async fn last_event_at(&mut self) -> Result<Option<String>> {
        let sql = "select at from events where seq is not null order by seq desc limit 1";
        let last: Option<(String,)> = fetch_optional!(self, sql)?;
        Ok(last.map(|(at,)| at))
    }

    /// When the last nightly backup ended, well or not.
    pub async fn last_backup_at(&mut self) -> Result<Option<String>> {
        let sql = "select at from events where kind in ('backup.done', 'backup.failed')
                and seq is not null
            order by seq desc limit 1";
        let last: Option<(String,)> = fetch_optional!(self, sql)?;
        Ok(last.map(|(at,)| at))
    }

    async fn insert_records(&mut self, chunk: &[Sealed<'_>]) -> Result<()> {
        let sql = "insert into events (seq, id, at, actor, person_id, kind, plan_id, action_id,
            section_id, subject, detail, detail_digest, rows, previous, hash) ";
        insert!(self, sql, chunk, |row, sealed| {
            let entry = &sealed.entry;
            row.push_bind(entry.seq).push_bind(entry.id).push_bind(entry.at);
            row.push_bind(entry.actor).push_bind(entry.person).push_bind(entry.kind);
            row.push_bind(entry.plan).push_bind(entry.action).push_bind(entry.section);
            row.push_bind(entry.subject).push_bind(entry.detail).push_bind(entry.detail_digest);
            row.push_bind(entry.rows);
            row.push_bind(&sealed.previous).push_bind(&sealed.hash);
        })
        .map_err(Error::unique("履歴"))
    }

    /// The plan's latest records, newest first.
    pub async fn events(&mut self, plan: &Id<Plan>, limit: u32) -> Result<Vec<AuditRecord>> {
        let sql = records!("where plan_id = $1 order by at desc, id desc limit $2");
        Ok(known(fetch_all!(self, sql, plan.as_str(), i64::from(limit))?))
    }

    /// The latest records of an action of the plan, newest first; those of a cell are the ones whose
    /// event names its field.
    pub async fn events_of_action(
        &mut self,
        plan: &Id<Plan>,
        action: &Id<Action>,
        limit: u32,
    ) -> Result<Vec<AuditRecord>> {
        let sql =
            records!("where plan_id = $1 and action_id = $2 order by at desc, id desc limit $3");
        Ok(known(fetch_all!(self, sql, plan.as_str(), action.as_str(), i64::from(limit))?))
    }

    /// The latest records of what a person did, or what was done about the person, newest first.
    pub async fn events_of_person(
        &mut self,
        person: &Id<Person>,
        limit: u32,
    ) -> Result<Vec<AuditRecord>> {
        let sql =
            records!("where person_id = $1 or subject = $1 order by at desc, id desc limit $2");
        Ok(known(fetch_all!(self, sql, person.as_str(), i64::from(limit))?))
    }

    /// The plan's records about a subject, such as the digest of a file, oldest first.
    pub async fn events_of_subject(
        &mut self,
        plan: &Id<Plan>,
        subject: &str,
    ) -> Result<Vec<AuditRecord>> {
        let sql = records!("where plan_id = $1 and subject = $2 order by at, id");
        Ok(known(fetch_all!(self, sql, plan.as_str(), subject)?))
    }

    /// The texts of registers that were put into replies of a round, oldest first; of one section's
    /// reply only, on wish.
    pub async fn drafts_adopted(
        &mut self,
        round: &Id<Round>,
        reply: Option<(&Id<Section>, &Id<Action>)>,
    ) -> Result<Vec<AuditRecord>> {
        let sql = records!(
            "where subject = $1 and kind = 'draft.adopted' and ($2 = '' or section_id = $2)
            and ($3 = '' or action_id = $3) order by at, id"
        );
        let (section, action) =
            reply.map_or(("", ""), |(section, action)| (section.as_str(), action.as_str()));
        Ok(known(fetch_all!(self, sql, round.as_str(), section, action)?))
    }

    /// The record at a place of the chain.
    pub async fn event_at(&mut self, seq: i64) -> Result<Option<AuditRecord>> {
        let sql = records!("where seq = $1");
        Ok(known(fetch_all!(self, sql, seq)?).pop())
    }

    /// The plan's records after one place of the chain and up to another, in the order of the chain:
    /// so many at most, each with its place.
    pub async fn events_between(
        &mut self,
        plan: &Id<Plan>,
        (after, until): (i64, i64),
        limit: u32,
    ) -> Result<Vec<(i64, AuditRecord)>> {
        let sql = "select seq, id, at, actor, person_id, kind, plan_id, action_id, section_id,
                subject, detail
            from events where plan_id = $1 and seq > $2 and seq <= $3 order by seq limit $4";
        let rows: Vec<PlacedRow> =
            fetch_all!(self, sql, plan.as_str(), after, until, i64::from(limit))?;
        Ok(rows.into_iter().map(|row| (row.seq, row.told.into())).collect())
    }

    /// The latest records of the installation, which concern no plan: backups, persons.
    pub async fn events_of_installation(&mut self, limit: u32) -> Result<Vec<AuditRecord>> {
        let sql = records!("where plan_id is null order by at desc, id desc limit $1");
        Ok(known(fetch_all!(self, sql, i64::from(limit))?))
    }
}

fn known(rows: Vec<AuditRow>) -> Vec<AuditRecord> {
    rows.into_iter().map(AuditRecord::from).collect()
}
