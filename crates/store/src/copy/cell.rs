//! What a column of a row holds, on its way from one database to another.

use sha2::{Digest, Sha256};
use sqlx::{ColumnIndex, Database, Decode, Encode, Row, Type, query_builder::Separated};

use super::schema::Holds;

/// A value, or its absence: an absent number is another thing than an absent text to `PostgreSQL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CopiedCell {
    Text(Option<String>),
    Number(Option<i64>),
    Bytes(Option<Vec<u8>>),
}

impl CopiedCell {
    /// Goes into a hash so that no two values, and no two rows of them, look alike.
    pub(super) fn digest(&self, hash: &mut Sha256) {
        let (tag, bytes) = match self {
            Self::Text(text) => ("t", text.as_ref().map(String::as_bytes)),
            Self::Bytes(bytes) => ("b", bytes.as_deref()),
            Self::Number(Some(number)) => return hash.update(format!("n{number},")),
            Self::Number(None) => ("n", None),
        };
        match bytes {
            None => hash.update("-,"),
            Some(bytes) => {
                hash.update(format!("{tag}{}:", bytes.len()));
                hash.update(bytes);
            }
        }
    }
}

/// The first columns of a row.
pub(super) fn read<R: Row>(row: &R, kinds: &[Holds]) -> sqlx::Result<Vec<CopiedCell>>
where
    usize: ColumnIndex<R>,
    for<'r> String: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> i64: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    let cell = |(nth, kind): (usize, &Holds)| {
        Ok(match kind {
            Holds::Text => CopiedCell::Text(row.try_get(nth)?),
            Holds::Number => CopiedCell::Number(row.try_get(nth)?),
            Holds::Bytes => CopiedCell::Bytes(row.try_get(nth)?),
        })
    };
    kinds.iter().enumerate().map(cell).collect()
}

/// Binds a value to the next place of a statement.
pub(super) fn bind<'c, DB: Database>(to: &mut Separated<'_, DB, &str>, cell: &'c CopiedCell)
where
    Option<&'c str>: Encode<'c, DB> + Type<DB>,
    Option<i64>: Encode<'c, DB> + Type<DB>,
    Option<&'c [u8]>: Encode<'c, DB> + Type<DB>,
{
    match cell {
        CopiedCell::Text(text) => to.push_bind(text.as_deref()),
        CopiedCell::Number(number) => to.push_bind(*number),
        CopiedCell::Bytes(bytes) => to.push_bind(bytes.as_deref()),
    };
}
