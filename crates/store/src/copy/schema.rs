//! The tables of a database as the database itself lists them, so that none that a later migration
//! adds is forgotten.

use crate::{DatabaseKind, Error, Result, Tx};

/// A table with what is needed to copy it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CopiedTable {
    pub(super) name: String,
    /// Its columns, by name: the two databases may have them in another order.
    pub(super) columns: Vec<CopiedColumn>,
    /// The columns of its primary key.
    pub(super) key: Vec<String>,
    /// The other tables that it references.
    parents: Vec<String>,
    /// The column by which a row names another row of the table.
    pub(super) within: Option<String>,
}

/// A column and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CopiedColumn {
    pub(super) name: String,
    pub(super) holds: Holds,
}

/// The types that the migrations use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Number,
    Bytes,
}

/// A table with the columns that hold texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableShape {
    pub(crate) name: String,
    pub(crate) texts: Vec<String>,
}

record! {
    /// A column as either database lists it; `place` is its place in the primary key, from 1.
    struct Listed {
        name: String,
        kind: String,
        place: i64,
    }
}

record! {
    /// A foreign key's table and column; `nth` counts the columns of one key.
    struct Reference {
        parent: String,
        child: String,
        nth: i64,
    }
}

/// A name as it stands in a statement.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl CopiedTable {
    fn of(name: String, listed: Vec<Listed>, references: &[Reference]) -> Result<Self> {
        let mut key: Vec<_> = listed.iter().filter(|column| column.place > 0).collect();
        key.sort_by_key(|column| column.place);
        let key: Vec<_> = key.into_iter().map(|column| column.name.clone()).collect();
        let (own, others): (Vec<_>, Vec<_>) = references.iter().partition(|to| to.parent == name);
        let simple = own.len() < 2 && own.iter().all(|to| to.nth == 0) && !key.is_empty();
        if !simple || own.len() == 1 && key.len() != 1 {
            return Err(Error::Shape(name));
        }
        let within = own.first().map(|to| to.child.clone());
        let parents = others.into_iter().map(|to| to.parent.clone()).collect();
        let mut columns: Vec<_> =
            listed.into_iter().map(CopiedColumn::of).collect::<Result<_>>()?;
        columns.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { name, columns, key, parents, within })
    }
}

impl CopiedColumn {
    fn of(listed: Listed) -> Result<Self> {
        let holds = match listed.kind.as_str() {
            "text" => Holds::Text,
            "bigint" => Holds::Number,
            "blob" | "bytea" => Holds::Bytes,
            other => return Err(Error::Shape(format!("{}: {other}", listed.name))),
        };
        Ok(Self { name: listed.name, holds })
    }
}

impl Tx {
    /// Every table of the product, those that are referenced before those that reference them.
    pub(super) async fn schema(&mut self) -> Result<Vec<CopiedTable>> {
        let mut tables = Vec::new();
        for name in self.table_names().await? {
            let (listed, references) = (self.columns(&name).await?, self.references(&name).await?);
            tables.push(CopiedTable::of(name, listed, &references)?);
        }
        in_order(tables)
    }

    /// Every table with the columns that hold texts.
    pub(crate) async fn table_shapes(&mut self) -> Result<Vec<TableShape>> {
        let shape = |table: CopiedTable| {
            let texts = table.columns.into_iter().filter(|column| column.holds == Holds::Text);
            TableShape { name: table.name, texts: texts.map(|column| column.name).collect() }
        };
        Ok(self.schema().await?.into_iter().map(shape).collect())
    }

    async fn table_names(&mut self) -> Result<Vec<String>> {
        let sql = match self.kind() {
            DatabaseKind::Sqlite => {
                "select name from sqlite_schema where type = 'table'
                    and name not like 'sqlite\\_%' escape '\\' and name <> '_sqlx_migrations'
                order by name"
            }
            DatabaseKind::Postgres => {
                "select relname::text from pg_class
                where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
                    and relname <> '_sqlx_migrations'
                order by 1"
            }
        };
        let names: Vec<(String,)> = fetch_all!(self, sql)?;
        Ok(names.into_iter().map(|(name,)| name).collect())
    }

    async fn columns(&mut self, table: &str) -> Result<Vec<Listed>> {
        let sql = match self.kind() {
            DatabaseKind::Sqlite => {
                "select name, lower(type) as kind, pk as place from pragma_table_info($1)"
            }
            DatabaseKind::Postgres => {
                "select a.attname::text as name,
                    format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null) as kind,
                    coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0)::bigint as place
                from pg_attribute a join pg_type t on t.oid = a.atttypid
                    left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
                where a.attrelid = to_regclass(quote_ident($1)) and a.attnum > 0
                    and not a.attisdropped"
            }
        };
        fetch_all!(self, sql, table)
    }

    async fn references(&mut self, table: &str) -> Result<Vec<Reference>> {
        let sql = match self.kind() {
            DatabaseKind::Sqlite => {
                "select \"table\" as parent, \"from\" as child, seq as nth
                from pragma_foreign_key_list($1)"
            }
            DatabaseKind::Postgres => {
                "select p.relname::text as parent, a.attname::text as child, k.nth - 1 as nth
                from pg_constraint c join pg_class p on p.oid = c.confrelid
                    cross join unnest(c.conkey) with ordinality as k (attnum, nth)
                    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
                where c.contype = 'f' and c.conrelid = to_regclass(quote_ident($1))"
            }
        };
        fetch_all!(self, sql, table)
    }
}

/// Parents first.
fn in_order(mut left: Vec<CopiedTable>) -> Result<Vec<CopiedTable>> {
    let mut placed: Vec<CopiedTable> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let known = |name: &String| placed.iter().any(|table| table.name == *name);
        let ready = left.iter().position(|table| table.parents.iter().all(known));
        let Some(ready) = ready else {
            let names: Vec<_> = left.iter().map(|table| table.name.as_str()).collect();
            return Err(Error::Shape(names.join("、")));
        };
        placed.push(left.remove(ready));
    }
    Ok(placed)
}
