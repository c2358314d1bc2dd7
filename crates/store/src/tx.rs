//! The open database and its transactions.

use std::{fmt, time::Duration};

use sqlx::{
    ConnectOptions, Connection, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{
    Error, Result,
    held::UntoldRows,
    migrations,
    url::{self, DatabaseAddress},
};

/// An open database. Cloning it opens nothing: the clones share their connections.
#[derive(Clone)]
pub enum Store {
    /// A file, or memory.
    Sqlite {
        /// The connections that read.
        pool: SqlitePool,
        /// The one that writes: writers of this program queue for it, first come, first served,
        /// where `SQLite` would let each sleep and try again. In memory it is the only one.
        writer: SqlitePool,
    },
    /// A server.
    Postgres(PgPool),
}

/// Which of the two databases a store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseKind {
    /// `SQLite`, built into the program.
    Sqlite,
    /// `PostgreSQL`, on a server.
    Postgres,
}

/// A transaction: the only handle that has queries. Dropped without [`Tx::commit`], it never was.
pub struct Tx {
    pub(crate) open: OpenTx,
    /// What it has written and no event tells yet.
    pub(crate) written: UntoldRows,
}

/// A transaction of either database.
pub(crate) enum OpenTx {
    /// On `SQLite`.
    Sqlite(Transaction<'static, Sqlite>),
    /// On `PostgreSQL`.
    Postgres(Transaction<'static, Postgres>),
}

/// How long a writer waits for another, and a new connection for its server.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a connection to a server is trusted after it was used.
const FRESH: Duration = Duration::from_secs(1);

impl Store {
    /// Opens `sqlite:PATH` (made if it is missing, in a folder that exists), `sqlite::memory:` or
    /// `postgres://…`, and brings its tables up to date.
    pub async fn open(url: &str) -> Result<Self> {
        let store = match url::parse(url)? {
            DatabaseAddress::Postgres => Self::Postgres(postgres(url.parse()?).await?),
            DatabaseAddress::Memory => {
                let one = few(1).min_connections(1).idle_timeout(None).max_lifetime(None);
                let pool = one.connect_with(sqlite().in_memory(true)).await?;
                Self::Sqlite { writer: pool.clone(), pool }
            }
            DatabaseAddress::File(path) => {
                let wal = sqlite().filename(path).journal_mode(SqliteJournalMode::Wal);
                Self::file(wal.create_if_missing(true)).await?
            }
        };
        store.migrate().await?;
        Ok(store)
    }

    /// Which database it is.
    pub fn kind(&self) -> DatabaseKind {
        match self {
            Self::Sqlite { .. } => DatabaseKind::Sqlite,
            Self::Postgres(_) => DatabaseKind::Postgres,
        }
    }

    /// A `SQLite` file.
    pub(crate) async fn file(options: SqliteConnectOptions) -> Result<Self> {
        let writer = few(1).connect_with(options.clone()).await?;
        Ok(Self::Sqlite { pool: few(10).connect_lazy_with(options), writer })
    }

    /// Begins a transaction that may write. On `SQLite` writers queue from here on, and one that
    /// waits too long is refused with [`Error::Busy`].
    pub async fn begin(&self) -> Result<Tx> {
        Ok(Tx::of(match self {
            Self::Sqlite { writer, .. } => {
                OpenTx::Sqlite(writer.begin_with("begin immediate").await?)
            }
            Self::Postgres(pool) => OpenTx::Postgres(pool.begin().await?),
        }))
    }

    /// Begins a transaction that only reads: it sees one state throughout and waits for no writer.
    pub async fn read(&self) -> Result<Tx> {
        Ok(Tx::of(match self {
            Self::Sqlite { pool, .. } => OpenTx::Sqlite(pool.begin_with("begin deferred").await?),
            Self::Postgres(pool) => {
                let snapshot = "begin isolation level repeatable read read only";
                OpenTx::Postgres(pool.begin_with(snapshot).await?)
            }
        }))
    }

    /// Closes every connection; `SQLite` then folds its log into the one file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { pool, writer } => {
                pool.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Two programs that open one database at once take turns: sqlx locks `PostgreSQL` for that, and
    /// not `SQLite`.
    async fn migrate(&self) -> Result<()> {
        let migrator = migrations::migrator();
        match self {
            Self::Sqlite { writer, .. } => {
                let mut tx = writer.begin_with("begin immediate").await?;
                migrator.run_direct(None, &mut *tx, false).await?;
                tx.commit().await?;
            }
            Self::Postgres(pool) => {
                sqlx::raw_sql(migrations::BLOB_ON_POSTGRES).execute(pool).await?;
                migrator.run(pool).await?;
            }
        }
        let mut tx = self.begin().await?;
        tx.begin_chain().await?;
        tx.commit().await
    }
}

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
fn few(connections: u32) -> SqlitePoolOptions {
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

/// How every server is reached.
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
    let pool = pool.connect_with(options).await;
    // A server that does not answer at all is away, not busy
    pool.map_err(Error::Sql)
}

impl Tx {
    fn of(open: OpenTx) -> Self {
        Self { open, written: UntoldRows::default() }
    }

    /// Which database it is of.
    pub(crate) fn kind(&self) -> DatabaseKind {
        match self.open {
            OpenTx::Sqlite(_) => DatabaseKind::Sqlite,
            OpenTx::Postgres(_) => DatabaseKind::Postgres,
        }
    }

    /// Makes everything that was written in it last.
    pub async fn commit(self) -> Result<()> {
        match self.open {
            OpenTx::Sqlite(tx) => tx.commit().await?,
            OpenTx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

impl fmt::Display for DatabaseKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({})", self.kind())
    }
}

impl fmt::Debug for Tx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tx({})", self.kind())
    }
}
