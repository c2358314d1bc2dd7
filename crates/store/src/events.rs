//! Events: who did what. They are only ever added, each with its place in the chain.

use domain::{Id, action::Action, chain::Entry, person::Person, plan::Plan, section::Section};
use sqlx::{QueryBuilder, query_as};

use crate::{Error, Result, Tx, chain::Sealed, json};

/// Something that someone did.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its identifier; of two events at one time the greater is the newer.
    pub id: Id<Event>,
    /// When it happened.
    pub at: String,
    /// The name of whoever did it, as it was then.
    pub actor: String,
    /// The person that did it; `None` for the program itself and the command line.
    pub person: Option<Id<Person>>,
    /// What was done: `import.booked`.
    pub kind: String,
    /// The plan it concerns.
    pub plan: Option<Id<Plan>>,
    /// The action it concerns.
    pub action: Option<Id<Action>>,
    /// The section it concerns.
    pub section: Option<Id<Section>>,
    /// The identifier or name of what it was done to.
    pub subject: String,
    /// Before and after, or whatever else a reader of the history wants to know; of a cell, its
    /// `field`.
    pub detail: serde_json::Value,
}

record! {
    struct EventRow {
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

impl TryFrom<EventRow> for Event {
    type Error = Error;

    fn try_from(row: EventRow) -> Result<Self> {
        Ok(Self {
            id: Id::new(row.id),
            at: row.at,
            actor: row.actor,
            person: row.person_id.map(Id::new),
            kind: row.kind,
            plan: row.plan_id.map(Id::new),
            action: row.action_id.map(Id::new),
            section: row.section_id.map(Id::new),
            subject: row.subject,
            detail: json::read(&row.detail)?,
        })
    }
}

impl Event {
    /// As the chain sees it; its place comes later.
    fn entry<'a>(&'a self, detail: &'a str) -> Entry<'a> {
        Entry {
            seq: 0,
            id: self.id.as_str(),
            at: &self.at,
            actor: &self.actor,
            person: self.person.as_ref().map(Id::as_str),
            kind: &self.kind,
            plan: self.plan.as_ref().map(Id::as_str),
            action: self.action.as_ref().map(Id::as_str),
            section: self.section.as_ref().map(Id::as_str),
            subject: &self.subject,
            detail,
        }
    }
}

impl Tx {
    /// Adds an event, in the transaction of what it tells.
    ///
    /// It takes the next place in the chain, and on `PostgreSQL` every other writer of an event waits
    /// for it until the transaction ends: it should be the last thing before the commit.
    pub async fn record(&mut self, event: &Event) -> Result<()> {
        self.record_all(std::slice::from_ref(event)).await
    }

    /// Adds events in their order, in about as many statements as one takes.
    pub async fn record_all(&mut self, events: &[Event]) -> Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        let details = events.iter().map(|event| json::write(&event.detail));
        let details = details.collect::<Result<Vec<_>>>()?;
        let entries = events.iter().zip(&details).map(|(event, detail)| event.entry(detail));
        let sealed = self.take_places(entries.collect()).await?;
        for chunk in sealed.chunks(500) {
            self.insert_events(chunk).await?;
        }
        let last = sealed.last().map_or("", |last| last.hash.as_str());
        self.end_chain(last).await
    }

    async fn insert_events(&mut self, chunk: &[Sealed<'_>]) -> Result<()> {
        let sql = "insert into events (seq, id, at, actor, person_id, kind, plan_id, action_id,
            section_id, subject, detail, previous, hash) ";
        on!(self, |db| QueryBuilder::new(sql)
            .push_values(chunk, |mut row, sealed| {
                let entry = &sealed.entry;
                row.push_bind(entry.seq).push_bind(entry.id).push_bind(entry.at);
                row.push_bind(entry.actor).push_bind(entry.person).push_bind(entry.kind);
                row.push_bind(entry.plan).push_bind(entry.action).push_bind(entry.section);
                row.push_bind(entry.subject).push_bind(entry.detail);
                row.push_bind(&sealed.previous).push_bind(&sealed.hash);
            })
            .build()
            .execute(db)
            .await
            .map(|_| ()))
        .map_err(Error::unique("履歴"))
    }

    /// The plan's latest events, newest first.
    pub async fn events(&mut self, plan: &Id<Plan>, limit: u32) -> Result<Vec<Event>> {
        let sql = "select id, at, actor, person_id, kind, plan_id, action_id, section_id, subject,
                detail
            from events where plan_id = $1 order by at desc, id desc limit $2";
        let rows: Vec<EventRow> = on!(self, |db| query_as(sql)
            .bind(plan.as_str())
            .bind(i64::from(limit))
            .fetch_all(db)
            .await)?;
        rows.into_iter().map(Event::try_from).collect()
    }

    /// The latest events of an action of the plan, newest first; those of a cell are the ones whose
    /// detail names its `field`.
    pub async fn events_of_action(
        &mut self,
        plan: &Id<Plan>,
        action: &Id<Action>,
        limit: u32,
    ) -> Result<Vec<Event>> {
        let sql = "select id, at, actor, person_id, kind, plan_id, action_id, section_id, subject,
                detail
            from events where plan_id = $1 and action_id = $2 order by at desc, id desc limit $3";
        let rows: Vec<EventRow> = on!(self, |db| query_as(sql)
            .bind(plan.as_str())
            .bind(action.as_str())
            .bind(i64::from(limit))
            .fetch_all(db)
            .await)?;
        rows.into_iter().map(Event::try_from).collect()
    }

    /// The latest events that a person made, or that were made about the person, newest first.
    pub async fn events_of_person(
        &mut self,
        person: &Id<Person>,
        limit: u32,
    ) -> Result<Vec<Event>> {
        let sql = "select id, at, actor, person_id, kind, plan_id, action_id, section_id, subject,
                detail
            from events where person_id = $1 or subject = $1 order by at desc, id desc limit $2";
        let rows: Vec<EventRow> = on!(self, |db| query_as(sql)
            .bind(person.as_str())
            .bind(i64::from(limit))
            .fetch_all(db)
            .await)?;
        rows.into_iter().map(Event::try_from).collect()
    }

    /// The plan's events about a subject, such as the digest of a file, oldest first.
    pub async fn events_of_subject(
        &mut self,
        plan: &Id<Plan>,
        subject: &str,
    ) -> Result<Vec<Event>> {
        let sql = "select id, at, actor, person_id, kind, plan_id, action_id, section_id, subject,
                detail
            from events where plan_id = $1 and subject = $2 order by at, id";
        let rows: Vec<EventRow> =
            on!(self, |db| query_as(sql).bind(plan.as_str()).bind(subject).fetch_all(db).await)?;
        rows.into_iter().map(Event::try_from).collect()
    }

    /// The latest events of the installation, which concern no plan: backups, persons.
    pub async fn events_of_installation(&mut self, limit: u32) -> Result<Vec<Event>> {
        let sql = "select id, at, actor, person_id, kind, plan_id, action_id, section_id, subject,
                detail
            from events where plan_id is null order by at desc, id desc limit $1";
        let rows: Vec<EventRow> =
            on!(self, |db| query_as(sql).bind(i64::from(limit)).fetch_all(db).await)?;
        rows.into_iter().map(Event::try_from).collect()
    }
}
