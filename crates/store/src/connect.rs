//! How each database is reached: options of its connections, and the pools that hold them.

use std::{
    io,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use sqlx::{
    ConnectOptions, Connection, PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Error, Result};

/// How long a writer waits for another, and a new connection for its server.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// How long a connection to a server is trusted after it was used.
const FRESH: Duration = Duration::from_secs(1);

/// How every `SQLite` file is opened.
pub(crate) fn sqlite() -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .foreign_keys(true)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        .disable_statement_logging()
}

/// A pool for so many connections.
///
/// On a full disk `SQLite` ends a transaction by itself, and the driver goes on to believe in it:
/// such a connection is closed, for no transaction could ever begin on it.
pub(crate) fn few(connections: u32) -> SqlitePoolOptions {
    // A file cannot hang up between two statements: connections need no question before they serve
    let pool = SqlitePoolOptions::new().max_connections(connections).test_before_acquire(false);
    pool.acquire_timeout(2 * PATIENCE).after_release(|connection, _| {
        Box::pin(async {
            // Answered after the rollback of a transaction that was dropped
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
}

/// Connections to a file that lies still: those that read take it as it is, and none serves twice,
/// so that none outlasts the moment at which the one that writes can be opened. That moment clears
/// the flag.
pub(crate) fn still(
    path: &Path,
    options: SqliteConnectOptions,
    flag: &Arc<AtomicBool>,
) -> (SqlitePool, SqlitePool) {
    let once = few(10).after_release(|_, _| Box::pin(async { Ok(false) }));
    let as_it_is = sqlite().filename(path).read_only(true).immutable(true);
    let pool = once.connect_lazy_with(as_it_is);
    let (readers, moving, flag) = (pool.clone(), options.clone(), Arc::clone(flag));
    let writer = few(1).after_connect(move |_, _| {
        readers.set_connect_options(moving.clone());
        flag.store(false, Ordering::Relaxed);
        Box::pin(async { Ok(()) })
    });
    (pool, writer.connect_lazy_with(options))
}

/// How every server is reached. The first connection is made apart from the pool, which would tell
/// of every failure only that time ran out.
pub(crate) async fn postgres(options: PgConnectOptions) -> Result<PgPool> {
    let options = options.application_name("sasae").disable_statement_logging();
    let pool = PgPoolOptions::new().acquire_timeout(2 * PATIENCE).test_before_acquire(false);
    // One that served a moment ago need not be asked whether it is still there
    let pool = pool.before_acquire(|connection, known| {
        Box::pin(async move {
            let fresh = known.idle_for < FRESH;
            Ok(fresh || connection.ping().await.is_ok())
        })
    });
    let first = tokio::time::timeout(2 * PATIENCE, options.connect()).await;
    let first = first.map_err(|_| {
        let silent = io::Error::new(io::ErrorKind::TimedOut, "no answer within 10 seconds");
        Error::Unreachable(sqlx::Error::Io(silent))
    })?;
    first?.close().await?;
    Ok(pool.connect_lazy_with(options))
}
