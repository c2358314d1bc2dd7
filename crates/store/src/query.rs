//! Statements: one text with what is bound to its `$1`, `$2`, …, run on whichever database is open.
//!
//! Each macro takes the transaction, the statement and the values in their order, and answers a
//! [`crate::Result`]. They are macros because the two databases' queries are of different types.

use std::cell::Cell;

thread_local! {
    static BEGUN: Cell<u64> = const { Cell::new(0) };
}

/// Counts a statement.
pub(crate) fn begin() {
    BEGUN.set(BEGUN.get() + 1);
}

/// How many statements this thread has begun: what a test counts where a clock would say more of the
/// machine than of the program.
pub fn statements_begun() -> u64 {
    BEGUN.get()
}

/// Runs one query on whichever database the transaction is of; for what the macros below do not say.
macro_rules! on {
    ($tx:expr, |$db:ident| $body:expr) => {{
        $crate::query::begin();
        match &mut ($tx).open {
            $crate::tx::OpenTx::Sqlite(tx) => {
                let $db = &mut **tx;
                $body
            }
            $crate::tx::OpenTx::Postgres(tx) => {
                let $db = &mut **tx;
                $body
            }
        }
    }};
}

/// Runs a statement; answers how many rows it changed. Of a held table the rows are kept for the
/// transaction's event, as the statement left them.
macro_rules! changed {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $crate::held::HeldWrite::of($sql) {
            None => on!($tx, |db| sqlx::query($sql)
                $(.bind($value))*
                .execute(db)
                .await
                .map(|done| done.rows_affected()))
            .map_err($crate::Error::from),
            Some(write) => on!($tx, |db| {
                let sql = sqlx::AssertSqlSafe($sql.to_owned() + &write.returning());
                sqlx::query(sql)$(.bind($value))*.fetch_all(db).await.and_then(|rows| write.rows(&rows))
            })
            .map(|rows| ($tx).written.take_up(write, rows))
            .map_err($crate::Error::from),
        }
    };
}

/// Runs a statement.
macro_rules! exec {
    ($($statement:tt)*) => {
        changed!($($statement)*).map(|_| ())
    };
}

/// Every row of an answer.
macro_rules! fetch_all {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        on!($tx, |db| sqlx::query_as($sql)$(.bind($value))*.fetch_all(db).await)
            .map_err($crate::Error::from)
    };
}

/// The only row of an answer.
macro_rules! fetch_one {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        on!($tx, |db| sqlx::query_as($sql)$(.bind($value))*.fetch_one(db).await)
            .map_err($crate::Error::from)
    };
}

/// The row of an answer, if there is one.
macro_rules! fetch_optional {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        on!($tx, |db| sqlx::query_as($sql)$(.bind($value))*.fetch_optional(db).await)
            .map_err($crate::Error::from)
    };
}

/// Adds rows in one statement, which begins with the text and may end with another: each is bound by
/// the body. Those of a held table are kept for the transaction's event.
macro_rules! insert {
    ($tx:expr, $sql:expr, $rows:expr, |$row:ident, $one:pat_param| $body:expr $(, $end:literal)?) => {{
        let write = $crate::held::HeldWrite::of($sql);
        on!($tx, |db| {
            let mut query = sqlx::QueryBuilder::new($sql);
            query.push_values($rows, |mut $row, $one| $body);
            $(query.push($end);)?
            match write {
                None => query.build().execute(db).await.map(|_| Vec::new()),
                Some(write) => {
                    let query = query.push(write.returning());
                    query.build().fetch_all(db).await.and_then(|rows| write.rows(&rows))
                }
            }
        })
        .map(|rows| {
            if let Some(write) = write {
                ($tx).written.take_up(write, rows);
            }
        })
        .map_err($crate::Error::from)
    }};
}

/// Every row of an answer, in no transaction but the statement's own: for what every request asks,
/// where a transaction around one statement would cost more than the statement.
macro_rules! glance_all {
    ($store:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $store {
            $crate::Store::Sqlite { pool, .. } => {
                sqlx::query_as($sql)$(.bind($value))*.fetch_all(pool).await
            }
            $crate::Store::Postgres(pool) => {
                sqlx::query_as($sql)$(.bind($value))*.fetch_all(pool).await
            }
        }
        .map_err(|error| $store.why(error))
    };
}
