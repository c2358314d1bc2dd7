//! Everything from one database into another, table by table, row by row, whichever they are.

mod cell;
mod lines;
mod schema;

use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, QueryBuilder};

pub use self::lines::{CarriedLine, LineBytes};
pub(crate) use self::schema::{TableShape, quoted};
use self::{
    cell::CopiedCell,
    schema::{CopiedTable, Holds},
};
use crate::{Error, Result, Tx, json};

/// About how many bytes of rows are in memory at once, unless a single row has more.
const BUDGET: i64 = 4 << 20;

/// The most rows of one statement.
const MOST: i64 = 500;

/// What a table holds: how many rows, and a digest that any change of any of them changes. It does
/// not depend on the order of rows or columns: the databases sort texts each in its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// The table.
    pub table: String,
    /// How many rows it has.
    pub rows: u64,
    /// The SHA-256 of each row, joined by exclusive or.
    pub digest: [u8; 32],
}

/// The rows that follow others: how they are selected, and where the last one stood.
struct Pages<'t> {
    table: &'t CopiedTable,
    sql: String,
    /// The columns of the key by which they are ordered.
    key: Vec<String>,
    kinds: Vec<Holds>,
    limit: i64,
    after: Option<Vec<CopiedCell>>,
}

/// The name of the depth at which a row stands among those of its table.
const DEPTH: &str = "\"depth of row\"";

impl<'t> Pages<'t> {
    /// All columns, then those of the key. Rows that name rows of their own table come after them.
    fn of(table: &'t CopiedTable, largest: i64) -> Self {
        let names: Vec<_> = table.columns.iter().map(|column| quoted(&column.name)).collect();
        let (name, columns) = (quoted(&table.name), names.join(", "));
        let mut key: Vec<_> = table.key.iter().map(|name| quoted(name)).collect();
        let mut kinds: Vec<_> = table.columns.iter().map(|column| column.holds).collect();
        let of_key = |name: &String| table.columns.iter().find(|column| column.name == *name);
        let (with, from) = match &table.within {
            None => (String::new(), name),
            Some(parent) => {
                let (id, parent) = (key.join(""), quoted(parent));
                key.insert(0, DEPTH.to_owned());
                kinds.push(Holds::Number);
                let with = format!(
                    "with recursive nested (node, {DEPTH}) as (
                        select {id}, cast(0 as bigint) from {name} where {parent} is null
                        union all
                        select c.{id}, n.{DEPTH} + 1 from {name} c join nested n on c.{parent} = n.node)
                    "
                );
                (with, format!("{name} join nested on node = {id}"))
            }
        };
        kinds.extend(table.key.iter().filter_map(of_key).map(|column| column.holds));
        let sql = format!("{with}select {columns}, {} from {from}", key.join(", "));
        let limit = (BUDGET / largest.max(1)).clamp(1, MOST);
        Self { table, sql, key, kinds, limit, after: None }
    }
}

impl Tx {
    /// Copies every row of every table into a database whose tables are the same and empty.
    pub async fn copy_into(&mut self, to: &mut Self) -> Result<()> {
        let tables = self.schema().await?;
        same(&tables, &to.schema().await?)?;
        to.make_way(&tables).await?;
        for table in &tables {
            let mut pages = self.pages(table).await?;
            let mut copied = 0;
            while let Some(rows) = self.page(&mut pages).await? {
                to.insert_rows(table, &rows).await.map_err(Error::of_table(&table.name))?;
                copied += json::number(rows.len());
            }
            // A row that names itself, or one that is not there, as its parent is never reached
            if copied != self.count(&table.name).await? {
                return Err(Error::Shape(table.name.clone()));
            }
        }
        Ok(())
    }

    /// What each table holds, by name.
    pub async fn fingerprints(&mut self) -> Result<Vec<Fingerprint>> {
        let mut all = Vec::new();
        for table in self.schema().await? {
            let (mut rows, mut digest) = (0, [0; 32]);
            let mut pages = self.pages(&table).await?;
            while let Some(page) = self.page(&mut pages).await? {
                for row in &page {
                    let mut hash = Sha256::new();
                    for cell in row {
                        cell.digest(&mut hash);
                    }
                    digest.iter_mut().zip(hash.finalize()).for_each(|(sum, byte)| *sum ^= byte);
                    rows += 1;
                }
            }
            all.push(Fingerprint { table: table.name, rows, digest });
        }
        all.sort_by(|a, b| a.table.cmp(&b.table));
        Ok(all)
    }

    /// How many rows each table has, by name.
    pub async fn row_counts(&mut self) -> Result<Vec<(String, i64)>> {
        let mut counts = Vec::new();
        for table in self.schema().await? {
            let rows = self.count(&table.name).await?;
            counts.push((table.name, rows));
        }
        counts.sort();
        Ok(counts)
    }

    async fn count(&mut self, table: &str) -> Result<i64> {
        let sql = format!("select count(*) from {}", quoted(table));
        let (count,): (i64,) = fetch_one!(self, AssertSqlSafe(sql))?;
        Ok(count)
    }

    /// Refuses a database that has any row. The end of a chain without events is none.
    async fn make_way(&mut self, tables: &[CopiedTable]) -> Result<()> {
        if tables.iter().any(|table| table.name == "chain") {
            let sql = "delete from chain where seq = 0";
            exec!(self, sql)?;
        }
        for table in tables {
            if self.count(&table.name).await? > 0 {
                return Err(Error::NotEmpty(table.name.clone()));
            }
        }
        Ok(())
    }

    /// The pages of a table, as long as its largest row lets them be.
    async fn pages<'t>(&mut self, table: &'t CopiedTable) -> Result<Pages<'t>> {
        let long = table.columns.iter().filter(|column| column.holds != Holds::Number);
        let lengths =
            long.map(|column| format!("coalesce(octet_length({}), 0)", quoted(&column.name)));
        let sum = lengths.fold("0".to_owned(), |sum, length| sum + " + " + &length);
        let sql =
            format!("select cast(coalesce(max({sum}), 0) as bigint) from {}", quoted(&table.name));
        let (largest,): (i64,) = fetch_one!(self, AssertSqlSafe(sql))?;
        Ok(Pages::of(table, largest))
    }

    /// The next rows, without the columns that they are ordered by; `None` after the last.
    async fn page(&mut self, pages: &mut Pages<'_>) -> Result<Option<Vec<Vec<CopiedCell>>>> {
        let (key, after) = (pages.key.join(", "), pages.after.take());
        let mut rows = on!(self, |db| {
            let mut sql = QueryBuilder::new(&pages.sql);
            if let Some(after) = &after {
                sql.push(format!(" where ({key}) > ("));
                let mut bound = sql.separated(", ");
                for cell in after {
                    cell::bind(&mut bound, cell);
                }
                sql.push(")");
            }
            sql.push(format!(" order by {key} limit {}", pages.limit));
            let found = sql.build().fetch_all(db).await?;
            found.iter().map(|row| cell::read(row, &pages.kinds)).collect::<sqlx::Result<Vec<_>>>()
        }?);
        let columns = pages.table.columns.len();
        let orders: Vec<_> = rows.iter_mut().map(|row| row.split_off(columns)).collect();
        pages.after = orders.into_iter().next_back();
        Ok((!rows.is_empty()).then_some(rows))
    }

    async fn insert_rows(&mut self, table: &CopiedTable, rows: &[Vec<CopiedCell>]) -> Result<()> {
        let names: Vec<_> = table.columns.iter().map(|column| quoted(&column.name)).collect();
        let sql = format!("insert into {} ({}) ", quoted(&table.name), names.join(", "));
        insert!(self, &sql, rows, |to, row| row.iter().for_each(|cell| cell::bind(&mut to, cell)))?;
        Ok(())
    }
}

/// Refuses databases whose tables differ in name, columns or types.
fn same(from: &[CopiedTable], to: &[CopiedTable]) -> Result<()> {
    let shape = |table: &CopiedTable| (table.name.clone(), table.columns.clone());
    let (mut left, mut right): (Vec<_>, Vec<_>) =
        (from.iter().map(shape).collect(), to.iter().map(shape).collect());
    left.sort_by(|a, b| a.0.cmp(&b.0));
    right.sort_by(|a, b| a.0.cmp(&b.0));
    let all = left.iter().filter(|table| !right.contains(table));
    let all = all.chain(right.iter().filter(|table| !left.contains(table)));
    let names: Vec<_> = all.map(|(name, _)| name.as_str()).collect();
    if names.is_empty() { Ok(()) } else { Err(Error::Shape(names.join("、"))) }
}
