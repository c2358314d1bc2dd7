//! The open database and its transactions.

use std::{
    fmt,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use sqlx::{
    PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};

use crate::{
    Error, Result,
    connect::{PATIENCE, few, postgres, sqlite, still},
    held::UntoldRows,
    migrations,
    url::{self, DatabaseAddress},
};

/// So long after a refusal a file is tried again.
const TURN: Duration = Duration::from_millis(100);

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
        /// Whether the file could be opened for reading only, and was not written since.
        still: Arc<AtomicBool>,
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

impl Store {
    /// Opens `sqlite:PATH` (made if it is missing, in a folder that exists), `sqlite::memory:` or
    /// `postgres://…`, and brings its tables up to date.
    pub async fn open(url: &str) -> Result<Self> {
        let store = match url::parse(url)? {
            DatabaseAddress::Postgres => Self::Postgres(postgres(url::server(url)?).await?),
            DatabaseAddress::Memory => {
                let one = few(1).min_connections(1).idle_timeout(None).max_lifetime(None);
                let pool = one.connect_with(sqlite().in_memory(true)).await?;
                Self::sqlite(pool.clone(), pool)
            }
            DatabaseAddress::File(path) => {
                let wal = sqlite().filename(path).journal_mode(SqliteJournalMode::Wal);
                Self::in_turn(path, wal.create_if_missing(true)).await?
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

    /// A `SQLite` file: these connections read, that one writes.
    pub(crate) fn sqlite(pool: SqlitePool, writer: SqlitePool) -> Self {
        Self::Sqlite { pool, writer, still: Arc::default() }
    }

    /// A `SQLite` file that another program may be opening at this moment: who turns its journal over
    /// does not queue, and is refused at once. It is waited for as long as a writer is.
    async fn in_turn(path: &Path, options: SqliteConnectOptions) -> Result<Self> {
        let trying = async {
            loop {
                match Self::file(path, options.clone()).await {
                    Err(Error::Busy(_)) => tokio::time::sleep(TURN).await,
                    done => return done,
                }
            }
        };
        match tokio::time::timeout(PATIENCE, trying).await {
            Ok(done) => done,
            Err(_) => Self::file(path, options).await,
        }
    }

    /// A `SQLite` file. Where there is no room or leave for what stands beside it at work, and nobody
    /// is at work, it is read as it lies there, until a write succeeds.
    pub(crate) async fn file(path: &Path, options: SqliteConnectOptions) -> Result<Self> {
        match few(1).connect_with(options.clone()).await.map_err(Error::from) {
            Ok(writer) => Ok(Self::sqlite(few(10).connect_lazy_with(options), writer)),
            Err(error) if error.bars_writing() && url::lies_still(path) => {
                let flag = Arc::new(AtomicBool::new(true));
                let (pool, writer) = still(path, options, &flag);
                let store = Self::Sqlite { pool, writer, still: flag };
                // What cannot be read either is told by why it could not be opened
                store.read().await.map_err(|_| error)?;
                Ok(store)
            }
            Err(error) => Err(error),
        }
    }

    /// Whether the file could be opened for reading only, and was not written since.
    pub fn is_still(&self) -> bool {
        matches!(self, Self::Sqlite { still, .. } if still.load(Ordering::Relaxed))
    }

    /// Whether a change would be taken; none is made.
    pub async fn try_writing(&self) -> Result<()> {
        let mut tx = self.begin().await?;
        exec!(&mut tx, "delete from leases where name = ''")
    }

    /// Begins a transaction that may write. On `SQLite` writers queue from here on, and one that
    /// waits too long is refused with [`Error::Busy`].
    pub async fn begin(&self) -> Result<Tx> {
        Ok(Tx::of(match self {
            Self::Sqlite { writer, .. } => {
                let begun = writer.begin_with("begin immediate").await;
                OpenTx::Sqlite(begun.map_err(|error| self.why(error))?)
            }
            Self::Postgres(pool) => {
                OpenTx::Postgres(pool.begin().await.map_err(|error| self.why(error))?)
            }
        }))
    }

    /// Begins a transaction that only reads: it sees one state throughout and waits for no writer.
    pub async fn read(&self) -> Result<Tx> {
        Ok(Tx::of(match self {
            Self::Sqlite { pool, .. } => OpenTx::Sqlite(pool.begin_with("begin deferred").await?),
            Self::Postgres(pool) => {
                let snapshot = "begin isolation level repeatable read read only";
                let begun = pool.begin_with(snapshot).await;
                OpenTx::Postgres(begun.map_err(|error| self.why(error))?)
            }
        }))
    }

    /// What an error of a connection is: where none came in time although there may be more, none
    /// could be made; and a file that can be read, but not opened to write, takes no changes.
    pub(crate) fn why(&self, error: sqlx::Error) -> Error {
        match (self, Error::from(error)) {
            (Self::Postgres(pool), Error::Busy(error @ sqlx::Error::PoolTimedOut))
                if pool.size() < pool.options().get_max_connections() =>
            {
                Error::Unreachable(error)
            }
            (Self::Sqlite { .. }, Error::CannotOpen(error)) if self.is_still() => {
                Error::ReadOnly(error)
            }
            (_, other) => other,
        }
    }

    /// Closes every connection; `SQLite` then folds its log into the one file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { pool, writer, .. } => {
                pool.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Two programs that open one database at once take turns: sqlx locks `PostgreSQL` for that, and
    /// not `SQLite`. Where nothing is to be done, nothing is written: a full disk is no reason not to
    /// read.
    async fn migrate(&self) -> Result<()> {
        if self.is_up_to_date().await? {
            return Ok(());
        }
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

    /// Whether every migration has run as this version has it, and the chain has its end.
    pub async fn is_up_to_date(&self) -> Result<bool> {
        if self.version().await?.is_none() {
            return Ok(false);
        }
        let mut tx = self.read().await?;
        let sql = "select version, checksum, success from _sqlx_migrations order by version";
        let run: Vec<(i64, Vec<u8>, bool)> = fetch_all!(&mut tx, sql)?;
        let known = migrations::migrator();
        let same = known.iter().map(|one| (one.version, one.checksum.to_vec(), true)).eq(run);
        Ok(same && tx.chain_head().await?.is_some())
    }
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
