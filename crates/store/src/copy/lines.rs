//! The rows of a table as lines that any program reads, and back.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{cell::CopiedCell, schema::Holds};
use crate::{Error, Result, Tx};

/// A row as JSON: texts, numbers and nulls by the names of their columns.
pub type CarriedLine = Map<String, Value>;

/// What the bytes of a row are called outside of its line, and the bytes by that name.
pub type LineBytes = BTreeMap<String, Vec<u8>>;

impl Tx {
    /// The names of all tables, those that are referenced before those that reference them.
    pub async fn tables(&mut self) -> Result<Vec<String>> {
        Ok(self.schema().await?.into_iter().map(|table| table.name).collect())
    }

    /// The rows of a table in the order of its key, without the named columns and without bytes.
    pub async fn table_lines(&mut self, table: &str, without: &[&str]) -> Result<Vec<CarriedLine>> {
        let tables = self.schema().await?;
        let of = tables.iter().find(|one| one.name == table);
        let of = of.ok_or_else(|| Error::Shape(table.to_owned()))?;
        let mut lines = Vec::new();
        let mut pages = self.pages(of).await?;
        while let Some(rows) = self.page(&mut pages).await? {
            for row in rows {
                let cells = of.columns.iter().zip(row);
                let told = cells.filter(|(column, _)| {
                    column.holds != Holds::Bytes && !without.contains(&column.name.as_str())
                });
                lines.push(told.map(|(column, cell)| (column.name.clone(), cell.into())).collect());
            }
        }
        Ok(lines)
    }

    /// Adds rows to a table. A column of bytes takes them by the name that the line has in its place; a
    /// column that no line has stays as it is by itself. No event tells of the rows: whoever calls it
    /// holds them afterwards.
    pub async fn add_table_lines(
        &mut self,
        table: &str,
        lines: &[CarriedLine],
        bytes: &LineBytes,
    ) -> Result<()> {
        let Some(first) = lines.first() else { return Ok(()) };
        let unfit = || Error::Shape(table.to_owned());
        let mut tables = self.schema().await?;
        let at = tables.iter().position(|one| one.name == table).ok_or_else(unfit)?;
        let mut of = tables.swap_remove(at);
        if first.keys().any(|name| of.columns.iter().all(|column| column.name != *name)) {
            return Err(unfit());
        }
        of.columns.retain(|column| first.contains_key(&column.name));
        for chunk in lines.chunks(200) {
            let row = |line: &CarriedLine| {
                let fits = line.len() == of.columns.len();
                let cells = of.columns.iter().map(|column| {
                    let value = line.get(&column.name)?;
                    CopiedCell::of(value, column.holds, bytes)
                });
                cells.collect::<Option<Vec<_>>>().filter(|_| fits).ok_or_else(unfit)
            };
            let rows = chunk.iter().map(row).collect::<Result<Vec<_>>>()?;
            self.insert_rows(&of, &rows).await.map_err(Error::of_table(table))?;
        }
        Ok(())
    }

    /// Makes way for rows that come from elsewhere; refused where any row is there.
    pub async fn make_way_for_all(&mut self) -> Result<()> {
        let tables = self.schema().await?;
        self.make_way(&tables).await
    }
}

impl From<CopiedCell> for Value {
    fn from(cell: CopiedCell) -> Self {
        match cell {
            CopiedCell::Text(text) => text.into(),
            CopiedCell::Number(number) => number.into(),
            CopiedCell::Bytes(_) => Self::Null,
        }
    }
}

impl CopiedCell {
    /// What a line says of a column; none where it is nothing that the column holds.
    fn of(value: &Value, holds: Holds, bytes: &LineBytes) -> Option<Self> {
        Some(match (holds, value) {
            (Holds::Text, Value::Null) => Self::Text(None),
            (Holds::Text, Value::String(text)) => Self::Text(Some(text.clone())),
            (Holds::Number, Value::Null) => Self::Number(None),
            (Holds::Number, Value::Number(number)) => Self::Number(Some(number.as_i64()?)),
            (Holds::Bytes, Value::String(name)) => Self::Bytes(Some(bytes.get(name)?.clone())),
            _ => return None,
        })
    }
}
