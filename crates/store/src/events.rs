//! Events: who did what. They are only ever added.

use domain::{Id, plan::Plan};
use sqlx::{FromRow, query, query_as};

use crate::{Error, Result, Tx, json};

/// Something that someone did.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its identifier; of two events at one time the greater is the newer.
    pub id: Id<Event>,
    /// When it happened.
    pub at: String,
    /// Who did it.
    pub actor: String,
    /// What was done: `import.booked`.
    pub kind: String,
    /// The plan it concerns.
    pub plan: Option<Id<Plan>>,
    /// The identifier or name of what it was done to.
    pub subject: String,
    /// Before and after, or whatever else a reader of the history wants to know.
    pub detail: serde_json::Value,
}

#[derive(FromRow)]
struct EventRow {
    id: String,
    at: String,
    actor: String,
    kind: String,
    plan_id: Option<String>,
    subject: String,
    detail: String,
}

impl TryFrom<EventRow> for Event {
    type Error = Error;

    fn try_from(row: EventRow) -> Result<Self> {
        Ok(Self {
            id: Id::new(row.id),
            at: row.at,
            actor: row.actor,
            kind: row.kind,
            plan: row.plan_id.map(Id::new),
            subject: row.subject,
            detail: json::read(&row.detail)?,
        })
    }
}

impl Tx {
    /// Adds an event, in the transaction of what it tells.
    pub async fn record(&mut self, event: &Event) -> Result<()> {
        let sql = "insert into events (id, at, actor, kind, plan_id, subject, detail)
            values ($1, $2, $3, $4, $5, $6, $7)";
        let detail = json::write(&event.detail)?;
        on!(self, |db| query(sql)
            .bind(event.id.as_str())
            .bind(&event.at)
            .bind(&event.actor)
            .bind(&event.kind)
            .bind(event.plan.as_ref().map(Id::as_str))
            .bind(&event.subject)
            .bind(&detail)
            .execute(db)
            .await
            .map(|_| ()))
        .map_err(Error::unique("履歴"))
    }

    /// The plan's latest events, newest first.
    pub async fn events(&mut self, plan: &Id<Plan>, limit: u32) -> Result<Vec<Event>> {
        let sql = "select id, at, actor, kind, plan_id, subject, detail
            from events where plan_id = $1 order by at desc, id desc limit $2";
        let rows: Vec<EventRow> = on!(self, |db| query_as(sql)
            .bind(plan.as_str())
            .bind(i64::from(limit))
            .fetch_all(db)
            .await)?;
        rows.into_iter().map(Event::try_from).collect()
    }
}
