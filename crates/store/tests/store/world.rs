//! A fresh, empty database for each test.

use std::sync::atomic::{AtomicU32, Ordering};

use store::{DatabaseKind, Store};
use tempfile::TempDir;

/// A store of its own and the folder that it may live in.
pub(crate) struct World {
    pub(crate) store: Store,
    /// Its address, to open it a second time.
    pub(crate) url: String,
    _folder: Option<TempDir>,
}

/// A store on a new `SQLite` file.
pub(crate) async fn sqlite() -> World {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("sasae.db").display());
    let store = Store::open(&url).await.unwrap();
    assert_eq!(store.kind(), DatabaseKind::Sqlite);
    World { store, url, _folder: Some(folder) }
}

/// A store in a new schema of the `PostgreSQL` of the tests.
pub(crate) async fn postgres() -> World {
    let url = empty_schema().await;
    let store = Store::open(&url).await.unwrap();
    assert_eq!(store.kind(), DatabaseKind::Postgres);
    World { store, url, _folder: None }
}

impl World {
    /// Another empty store on a database of the same kind.
    pub(crate) async fn another(&self) -> Self {
        match self.store.kind() {
            DatabaseKind::Sqlite => sqlite().await,
            DatabaseKind::Postgres => postgres().await,
        }
    }

    /// An address of the same kind at which nothing is.
    pub(crate) async fn empty_place(&self) -> String {
        match self.store.kind() {
            DatabaseKind::Sqlite => self.url.replace("sasae.db", "empty.db"),
            DatabaseKind::Postgres => empty_schema().await,
        }
    }
}

/// The address of a new, empty schema of the `PostgreSQL` of the tests.
#[expect(clippy::disallowed_methods, reason = "a test has no command line")]
async fn empty_schema() -> String {
    static SCHEMAS: AtomicU32 = AtomicU32::new(0);
    let url = std::env::var("SASAE_TEST_POSTGRES").expect("scripts/with-postgres says where it is");
    let number = SCHEMAS.fetch_add(1, Ordering::Relaxed);
    let schema = format!("t{}_{number}", std::process::id());
    let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(&url).await.unwrap();
    let sql = format!("drop schema if exists {schema} cascade; create schema {schema}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}options[search_path]={schema}")
}

/// Makes a test of each function, once for each database.
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $test() {
                super::$test(&crate::world::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test]
            #[ignore = "needs a PostgreSQL; run by scripts/with-postgres"]
            async fn $test() {
                super::$test(&crate::world::postgres().await).await;
            })+
        }
    };
}
