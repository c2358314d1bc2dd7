//! Rows that are held by the chain: what is written to them goes, as digests, into the event of the
//! same transaction, so that a row that was changed otherwise no longer fits.
//!
//! Nobody has to think of it: a statement that writes to a table of [`tables::HELD`] is told by its
//! first words, and answers the rows as it left them. [`crate::Tx`] keeps their digests until its
//! event is recorded.

mod check;
mod digest;
mod tables;

use std::collections::BTreeMap;

use sqlx::{ColumnIndex, Decode, Row};

use self::digest::RowDigest;
pub(crate) use self::tables::{HeldTable, SHAPE};
use crate::{Result, json};

/// A statement that writes to a held table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HeldWrite {
    table: &'static HeldTable,
    /// Whether its rows are gone after it.
    deletes: bool,
}

/// The rows that a transaction has written, each with its digest; without one it is gone.
#[derive(Debug, Default)]
pub(crate) struct UntoldRows(BTreeMap<&'static str, BTreeMap<Vec<String>, Option<RowDigest>>>);

impl HeldWrite {
    /// What a statement writes, if it writes to a held table. An update whose first column is not held
    /// writes none that is: it locks a row, or counts failures.
    pub(crate) fn of(sql: &str) -> Option<Self> {
        let mut words = sql.split([' ', '\n', '(']).filter(|word| !word.is_empty());
        let verb = words.next()?;
        let table = HeldTable::named(match verb {
            "update" => words.next()?,
            "insert" | "delete" => words.nth(1)?,
            _ => return None,
        })?;
        let column = if verb == "update" { Some(words.nth(1)?) } else { None };
        let writes = column.is_none_or(|column| table.rest.contains(&column));
        writes.then_some(Self { table, deletes: verb == "delete" })
    }

    /// The end of the statement, by which it answers the rows as it left them.
    pub(crate) fn returning(self) -> String {
        format!(" returning {}", self.table.columns())
    }

    /// The rows that the statement answered.
    pub(crate) fn rows<R: Row>(self, rows: &[R]) -> sqlx::Result<Vec<HeldRow>>
    where
        usize: ColumnIndex<R>,
        for<'r> Vec<u8>: Decode<'r, R::Database>,
    {
        rows.iter().map(|row| HeldRow::read(self.table, row)).collect()
    }
}

/// A row of a held table: its columns in the table's order.
pub(crate) struct HeldRow {
    key: Vec<String>,
    digest: RowDigest,
}

impl HeldRow {
    /// The row of an answer whose columns are those of the table, each cast to a text. Texts are
    /// taken as bytes: what was damaged in the file need not be one.
    pub(crate) fn read<R: Row>(table: &HeldTable, row: &R) -> sqlx::Result<Self>
    where
        usize: ColumnIndex<R>,
        for<'r> Vec<u8>: Decode<'r, R::Database>,
    {
        let cells: Vec<Option<Vec<u8>>> =
            (0..table.width()).map(|at| row.try_get_unchecked(at)).collect::<sqlx::Result<_>>()?;
        let text = |cell: &Option<Vec<u8>>| {
            cell.as_deref().map_or_else(String::new, |it| String::from_utf8_lossy(it).into_owned())
        };
        let key = cells.iter().take(table.key.len()).map(text).collect();
        Ok(Self { key, digest: digest::of(table.name, &cells) })
    }
}

impl UntoldRows {
    /// Takes up what a statement wrote; answers how many rows that were.
    pub(crate) fn take_up(&mut self, write: HeldWrite, rows: Vec<HeldRow>) -> u64 {
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let written = self.0.entry(write.table.name).or_default();
        let digest = |digest| (!write.deletes).then_some(digest);
        written.extend(rows.into_iter().map(|row| (row.key, digest(row.digest))));
        count
    }

    /// Takes up rows that are not there any more.
    fn mark_gone(&mut self, table: &HeldTable, keys: impl Iterator<Item = Vec<String>>) {
        self.0.entry(table.name).or_default().extend(keys.map(|key| (key, None)));
    }

    /// The rows as an event keeps them, which are then told: the shape of their tables, and JSON.
    pub(crate) fn tell(&mut self) -> Result<String> {
        let tables = std::mem::take(&mut self.0);
        let line = |(mut key, digest): (Vec<String>, Option<RowDigest>)| {
            let mut line: Vec<Option<String>> = key.drain(..).map(Some).collect();
            line.push(digest.map(digest::hexadecimal));
            line
        };
        let told: BTreeMap<_, Vec<_>> = tables
            .into_iter()
            .map(|(table, rows)| (table, rows.into_iter().map(line).collect()))
            .collect();
        Ok(format!("{SHAPE} {}", json::write(&told)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_tells_by_its_first_words_what_it_writes() {
        let of = |sql| HeldWrite::of(sql).map(|write| (write.table.name, write.deletes));
        for (sql, told) in [
            ("update people set name = $2", Some(("people", false))),
            ("update entries set accepted = text\n where", Some(("entries", false))),
            ("insert into answers\n   (row_id, field) ", Some(("answers", false))),
            ("delete from sheets where id = $1", Some(("sheets", true))),
            ("update people set failures = $2, locked_until = $3", None),
            ("update plans set id = id where id = $1", None),
            ("update sessions set seen_at = $2", None),
            ("insert into \"entries\" (a) ", None),
            ("select text from answers", None),
        ] {
            assert_eq!(of(sql), told, "{sql}");
        }
    }
}
