//! The chain of events: taking the next places, sealing what was there before it, walking it.

use domain::chain::{self, BEFORE_ALL, Broken, ChainEntry, ChainHead, Verified, Walk, Why};

use crate::{Error, Result, Tx};

/// How many events are held in memory at once; one that replaces a large sheet may have a megabyte.
const BATCH: i64 = 100;

/// An event with its place and the hashes that hold it there.
pub(crate) struct Sealed<'a> {
    pub(crate) entry: ChainEntry<'a>,
    pub(crate) previous: String,
    pub(crate) hash: String,
}

record! {
    struct Row {
        seq: Option<i64>,
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
        detail_digest: Option<String>,
        rows: Option<String>,
        previous: Option<String>,
        hash: Option<String>,
    }
}

impl Row {
    fn entry(&self, seq: i64) -> ChainEntry<'_> {
        ChainEntry {
            seq,
            id: &self.id,
            at: &self.at,
            actor: &self.actor,
            person: self.person_id.as_deref(),
            kind: &self.kind,
            plan: self.plan_id.as_deref(),
            action: self.action_id.as_deref(),
            section: self.section_id.as_deref(),
            subject: &self.subject,
            detail: &self.detail,
            detail_digest: self.detail_digest.as_deref(),
            rows: self.rows.as_deref(),
        }
    }
}

/// A statement that answers events with all that their hashes are made of.
macro_rules! links {
    ($which:literal) => {
        concat!(
            "select seq, id, at, actor, person_id, kind, plan_id, action_id, section_id, subject,
                detail, detail_digest, rows, previous, hash
            from events ",
            $which
        )
    };
}

/// Gives the entries the places after the head.
fn seal<'a>(head: ChainHead, entries: Vec<ChainEntry<'a>>) -> Vec<Sealed<'a>> {
    let mut head = head;
    let place = |entry: ChainEntry<'a>| {
        let entry = ChainEntry { seq: head.seq + 1, ..entry };
        let hash = chain::link(&head.hash, &entry);
        let before = std::mem::replace(&mut head, ChainHead { seq: entry.seq, hash: hash.clone() });
        Sealed { entry, previous: before.hash, hash }
    };
    entries.into_iter().map(place).collect()
}

impl Tx {
    /// Takes the next places. The update locks the one row, so that writers take turns from here on.
    pub(crate) async fn take_places<'a>(
        &mut self,
        entries: Vec<ChainEntry<'a>>,
    ) -> Result<Vec<Sealed<'a>>> {
        let many = crate::json::number(entries.len());
        let sql = "update chain set seq = seq + $1 where one = 1 returning seq - $1, hash";
        let head: Option<(i64, String)> = fetch_optional!(self, sql, many)?;
        let broken = Broken { seq: 0, why: Why::NoEnd };
        let (seq, hash) = head.ok_or_else(|| Error::Corrupt(broken.to_string()))?;
        Ok(seal(ChainHead { seq, hash }, entries))
    }

    /// Writes down the hash of the last event.
    pub(crate) async fn end_chain(&mut self, hash: &str) -> Result<()> {
        let sql = "update chain set hash = $1 where one = 1";
        exec!(self, sql, hash)
    }

    /// Where the chain ends, as it is written down.
    pub async fn chain_head(&mut self) -> Result<Option<ChainHead>> {
        let sql = "select seq, hash from chain where one = 1";
        let head: Option<(i64, String)> = fetch_optional!(self, sql)?;
        Ok(head.map(|(seq, hash)| ChainHead { seq, hash }))
    }

    /// The hash of the event at a place of the chain.
    pub async fn hash_at(&mut self, seq: i64) -> Result<Option<String>> {
        let sql = "select hash from events where seq = $1 and hash is not null";
        let hash: Option<(String,)> = fetch_optional!(self, sql, seq)?;
        Ok(hash.map(|(hash,)| hash))
    }

    /// Walks the whole chain and answers what there is of it, or the first link that does not hold.
    pub async fn check_chain(&mut self) -> Result<std::result::Result<Verified, Broken>> {
        let mut walk = Walk::start();
        let mut after = None;
        loop {
            let rows = self.links_after(after).await?;
            let Some(last) = rows.last() else { break };
            after = last.seq;
            for row in &rows {
                let (previous, hash) = (row.previous.as_deref(), row.hash.as_deref());
                let entry = row.entry(row.seq.unwrap_or_default());
                let step = walk.step(&entry, previous.unwrap_or("-"), hash.unwrap_or("-"));
                if let Err(broken) = step {
                    return Ok(Err(broken));
                }
            }
        }
        let verified = match walk.end(self.chain_head().await?.as_ref()) {
            Ok(verified) => verified,
            Err(broken) => return Ok(Err(broken)),
        };
        let outside = self.events_outside(1).await?.pop();
        let broken = outside.map(|row| Broken { seq: 0, why: Why::Outside(row.id) });
        Ok(broken.map_or(Ok(verified), Err))
    }

    /// The next events by their places.
    async fn links_after(&mut self, seq: Option<i64>) -> Result<Vec<Row>> {
        let sql = links!("where seq >= $1 order by seq limit $2");
        let from = seq.map_or(i64::MIN, |seq| seq.saturating_add(1));
        fetch_all!(self, sql, from, BATCH)
    }

    /// Events without a place, the oldest first.
    async fn events_outside(&mut self, limit: i64) -> Result<Vec<Row>> {
        let sql = links!("where seq is null order by at, id limit $1");
        fetch_all!(self, sql, limit)
    }

    /// Gives the events from before the chain their places, once: where the chain's end is written
    /// down, nothing is sealed any more.
    pub(crate) async fn begin_chain(&mut self) -> Result<()> {
        if self.chain_head().await?.is_some() {
            return Ok(());
        }
        let sql = "insert into chain (one, seq, hash)
            select 1, 0, $1 where not exists (select seq from events where seq is not null)
            on conflict (one) do nothing";
        let new = changed!(self, sql, BEFORE_ALL)?;
        if new > 0 {
            self.seal_what_was_before().await?;
        }
        Ok(())
    }

    async fn seal_what_was_before(&mut self) -> Result<()> {
        loop {
            let rows = self.events_outside(BATCH).await?;
            if rows.is_empty() {
                return Ok(());
            }
            let digests: Vec<_> = rows.iter().map(|row| chain::digest(&row.detail)).collect();
            let entries = rows
                .iter()
                .zip(&digests)
                .map(|(row, digest)| ChainEntry { detail_digest: Some(digest), ..row.entry(0) });
            let sealed = self.take_places(entries.collect()).await?;
            for one in &sealed {
                self.place(one).await?;
            }
            let last = sealed.last().map_or("", |last| last.hash.as_str());
            self.end_chain(last).await?;
        }
    }

    /// Writes an event's place beside it.
    async fn place(&mut self, sealed: &Sealed<'_>) -> Result<()> {
        let sql = "update events set seq = $1, previous = $2, hash = $3, detail_digest = $4
            where id = $5";
        let entry = &sealed.entry;
        exec!(self, sql, entry.seq, &sealed.previous, &sealed.hash, entry.detail_digest, entry.id)
    }
}
