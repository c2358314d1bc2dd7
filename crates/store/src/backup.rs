//! A backup is one `SQLite` file, whichever database it is of; opening one changes nothing of it.

use std::path::Path;

use sqlx::{
    AssertSqlSafe, query, query_as,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions},
};

use crate::{
    Error, Result, Store,
    connect::{self, PATIENCE},
    copy::quoted,
    migrations,
    url::{self, DatabaseAddress},
};

/// So often the log beside a file is tried to be emptied while others read.
const TRIES: u32 = 50;

/// How the tables of a database stand to those of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// An older version made them; opening it for work brings them up to date.
    Older,
    /// They are this version's.
    Current,
}

impl Store {
    /// Opens a database that exists, without bringing its tables up to date.
    pub async fn open_as_is(url: &str) -> Result<Self> {
        match url::parse(url)? {
            DatabaseAddress::File(path) => {
                let options = connect::sqlite().filename(path).create_if_missing(false);
                Self::file(path, options).await
            }
            DatabaseAddress::Postgres => {
                Ok(Self::Postgres(connect::postgres(url::server(url)?).await?))
            }
            DatabaseAddress::Memory => Err(Error::Foreign),
        }
    }

    /// Opens a backup, of which nothing changes: neither its tables nor a byte of the file.
    pub async fn open_backup(file: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(true);
        let one = SqlitePoolOptions::new().max_connections(1);
        let pool = one.connect_with(options).await?;
        Ok(Self::sqlite(pool.clone(), pool))
    }

    /// Whether the tables are this version's. A newer version's are refused, and so is a database
    /// that is none of the product.
    pub async fn age(&self) -> Result<Age> {
        let version = self.version().await?.ok_or(Error::Foreign)?;
        match version.cmp(&migrations::newest()) {
            std::cmp::Ordering::Less => Ok(Age::Older),
            std::cmp::Ordering::Equal => Ok(Age::Current),
            std::cmp::Ordering::Greater => Err(Error::Newer),
        }
    }

    /// The number of the last migration; `None` when there was none.
    pub(crate) async fn version(&self) -> Result<Option<i64>> {
        let mut tx = self.read().await?;
        let sql = match self {
            Self::Sqlite { .. } => {
                "select count(*) from sqlite_schema where name = '_sqlx_migrations'"
            }
            Self::Postgres(_) => {
                "select count(*) from pg_class where oid = to_regclass('_sqlx_migrations')"
            }
        };
        let (there,): (i64,) = fetch_one!(&mut tx, sql)?;
        if there == 0 {
            return Ok(None);
        }
        let sql = "select max(version) from _sqlx_migrations";
        let (newest,): (Option<i64>,) = fetch_one!(&mut tx, sql)?;
        Ok(newest)
    }

    /// Writes everything, as it stands at one moment, into a new file. Writers go on meanwhile.
    pub async fn backup(&self, file: &Path) -> Result<()> {
        let path = file.to_str().ok_or_else(|| Error::UnknownUrl(file.display().to_string()))?;
        let version = self.version().await?.ok_or(Error::Foreign)?;
        match self {
            Self::Sqlite { pool, .. } => {
                query("vacuum into $1").bind(path).execute(pool).await?;
            }
            Self::Postgres(_) => self.copy_to_file(file, version).await?,
        }
        Ok(())
    }

    /// A logical copy into a file with the tables of the same version.
    async fn copy_to_file(&self, file: &Path, version: i64) -> Result<()> {
        // Of a file that is thrown away when it does not come about, nothing need be on the disk yet
        let options = connect::sqlite().filename(file).create_if_missing(true);
        let options = options.journal_mode(SqliteJournalMode::Delete);
        let one = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
        migrations::migrator().run_to(version, &one).await?;
        let to = Self::sqlite(one.clone(), one);
        let (mut source, mut target) = (self.read().await?, to.begin().await?);
        source.copy_into(&mut target).await?;
        target.commit().await?;
        to.close().await;
        Ok(())
    }

    /// Writes over what was erased: `SQLite` leaves it in the free space of its file and in the log
    /// beside it, `PostgreSQL` in rows that are dead. Busy where somebody reads all the while.
    pub async fn scrub(&self) -> Result<()> {
        match self {
            Self::Sqlite { writer, .. } => {
                query("vacuum").execute(writer).await?;
                for _ in 0..TRIES {
                    let sql = "pragma wal_checkpoint(truncate)";
                    let (busy, ..): (i64, i64, i64) = query_as(sql).fetch_one(writer).await?;
                    if busy == 0 {
                        return Ok(());
                    }
                    tokio::time::sleep(PATIENCE / TRIES).await;
                }
                Err(Error::Busy(sqlx::Error::PoolTimedOut))
            }
            Self::Postgres(pool) => {
                let tables = self.read().await?.table_shapes().await?;
                for table in tables {
                    let sql = format!("vacuum full {}", quoted(&table.name));
                    query(AssertSqlSafe(sql)).execute(pool).await?;
                }
                Ok(())
            }
        }
    }

    /// What `SQLite` finds wrong with its file, and rows that reference what is not there. A
    /// `PostgreSQL` server answers for itself.
    pub async fn integrity(&self) -> Result<Vec<String>> {
        let Self::Sqlite { pool, .. } = self else { return Ok(Vec::new()) };
        let sql = "pragma integrity_check(20)";
        let mut found: Vec<String> = sqlx::query_scalar(sql).fetch_all(pool).await?;
        found.retain(|line| line != "ok");
        let sql = "select \"table\" || ': ' || parent from pragma_foreign_key_check limit 20";
        found.extend(sqlx::query_scalar::<_, String>(sql).fetch_all(pool).await?);
        Ok(found)
    }
}
