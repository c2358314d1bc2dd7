//! Every row against the last event about it.

use std::collections::{BTreeMap, BTreeSet};

use domain::row_fault::{RowChange, RowFault};
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, query};

use super::{HeldRow, HeldTable, HeldWrite, SHAPE, digest, tables::HELD};
use crate::{AuditRecord, Error, Result, Tx, json};

/// How many rows are held by one event at most, where all are held at once.
const AT_ONCE: usize = 2_000;

/// What the last event about a row left: its digest as the event writes it, none where it took the
/// row away, and the event's place.
type Left = BTreeMap<Vec<String>, (Option<String>, i64)>;

/// The rows of an event as they are stored.
type Told = BTreeMap<String, Vec<Vec<Option<String>>>>;

/// What the events are about by which all rows were held.
fn mark() -> String {
    format!("rows:{SHAPE}")
}

/// The rows of an event, if they are of the present shape.
fn told(rows: &str) -> Result<Told> {
    let (shape, rows) = rows.split_once(' ').ok_or_else(|| Error::Corrupt("rows".to_owned()))?;
    if shape == SHAPE.to_string() { json::read(rows) } else { Ok(Told::new()) }
}

impl Tx {
    /// Whether every row is held: from the first event on, or since [`Tx::hold_rows`]. A database that
    /// an older version made is not before that.
    pub async fn rows_are_held(&mut self) -> Result<bool> {
        let sql = "select count(*) from events
            where (seq = 1 or kind = 'rows.held' and subject = $1) and rows like $2";
        let (since,): (i64,) = fetch_one!(self, sql, mark(), format!("{SHAPE} %"))?;
        Ok(since > 0)
    }

    /// Holds every row as it stands, by as many events as are needed; where that was done already, or
    /// nothing is there yet, nothing. Of two programs that would do it at once the second waits, and
    /// finds it done.
    pub async fn hold_rows(&mut self, record: impl Fn() -> AuditRecord + Send) -> Result<()> {
        let sql = "update chain set seq = seq where one = 1";
        exec!(self, sql)?;
        if self.rows_are_held().await? {
            return Ok(());
        }
        let record = || AuditRecord { subject: mark(), ..record() };
        let mut any = self.chain_head().await?.is_some_and(|head| head.seq > 0);
        for table in HELD {
            let mut rows = Vec::new();
            self.each_row(table, |row| rows.push(row)).await?;
            any |= !rows.is_empty();
            while !rows.is_empty() {
                let rest = rows.split_off(rows.len().min(AT_ONCE));
                let write = HeldWrite { table, deletes: false };
                self.written.take_up(write, std::mem::replace(&mut rows, rest));
                if !rows.is_empty() {
                    self.record(&record()).await?;
                }
            }
        }
        if any { self.record(&record()).await } else { Ok(()) }
    }

    /// The rows that are not as the last event about them left them.
    pub async fn check_rows(&mut self) -> Result<Vec<RowFault>> {
        let mut left = self.left_by_events().await?;
        let mut faults = Vec::new();
        for table in HELD {
            let mut known = left.remove(table.name).unwrap_or_default();
            let mut fault = |key, what| {
                faults.push(RowFault { table: table.name.to_owned(), key, what });
            };
            self.each_row(table, |row| {
                let HeldRow { key, digest } = row;
                match known.remove(&key) {
                    None => fault(key, RowChange::Added),
                    Some((None, seq)) => fault(key, RowChange::Back(seq)),
                    Some((Some(told), _)) if told == digest::hexadecimal(digest) => {}
                    Some((Some(_), seq)) => fault(key, RowChange::Changed(seq)),
                }
            })
            .await?;
            let gone = known.into_iter().filter(|(_, (digest, _))| digest.is_some());
            gone.for_each(|(key, (_, seq))| fault(key, RowChange::Gone(seq)));
        }
        Ok(faults)
    }

    /// Holds rows that do not fit as they stand, by an event that says why.
    pub async fn hold_faults(&mut self, faults: &[RowFault], record: &AuditRecord) -> Result<()> {
        for table in HELD {
            let of = faults.iter().filter(|fault| fault.table == table.name);
            let mut keys: BTreeSet<&Vec<String>> = of.map(|fault| &fault.key).collect();
            if keys.is_empty() {
                continue;
            }
            let mut rows = Vec::new();
            let take = |row: HeldRow| rows.extend(keys.remove(&row.key).then_some(row));
            self.each_row(table, take).await?;
            self.written.take_up(HeldWrite { table, deletes: false }, rows);
            self.written.mark_gone(table, keys.into_iter().cloned());
        }
        self.record(record).await
    }

    /// What the events left of each table's rows.
    async fn left_by_events(&mut self) -> Result<BTreeMap<String, Left>> {
        let mut left: BTreeMap<String, Left> = BTreeMap::new();
        let mut after = 0;
        loop {
            let sql = "select seq, rows from events where seq > $1 and rows is not null
                order by seq limit 100";
            let events: Vec<(i64, String)> = fetch_all!(self, sql, after)?;
            let Some((last, _)) = events.last() else { return Ok(left) };
            after = *last;
            for (seq, rows) in &events {
                for (table, rows) in told(rows)? {
                    let of = left.entry(table).or_default();
                    for mut row in rows {
                        let digest = row.pop().flatten();
                        of.insert(row.into_iter().flatten().collect(), (digest, *seq));
                    }
                }
            }
        }
    }

    /// Every row of a held table, one at a time.
    async fn each_row(
        &mut self,
        table: &HeldTable,
        mut each: impl FnMut(HeldRow) + Send,
    ) -> Result<()> {
        let sql = AssertSqlSafe(format!("select {} from {}", table.columns(), table.name));
        on!(self, |db| {
            let mut rows = query(sql).fetch(db);
            while let Some(row) = rows.try_next().await? {
                each(HeldRow::read(table, &row)?);
            }
            Ok::<(), sqlx::Error>(())
        })
        .map_err(Error::from)
    }
}
