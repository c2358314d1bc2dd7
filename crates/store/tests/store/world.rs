//! A fresh, empty database for each test.

use std::sync::atomic::{AtomicU32, Ordering};

use store::{Kind, Store};
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
    assert_eq!(store.kind(), Kind::Sqlite);
    World { store, url, _folder: Some(folder) }
}

/// A store in a new schema of the `PostgreSQL` of the tests, if there is one.
pub(crate) async fn postgres(test: &str) -> Option<World> {
    let url = empty_schema(test).await?;
    let store = Store::open(&url).await.unwrap();
    assert_eq!(store.kind(), Kind::Postgres);
    Some(World { store, url, _folder: None })
}

/// The address of a new, empty schema of the `PostgreSQL` of the tests, if there is one.
#[expect(clippy::disallowed_methods, reason = "a test has no command line")]
pub(crate) async fn empty_schema(test: &str) -> Option<String> {
    static SCHEMAS: AtomicU32 = AtomicU32::new(0);
    let Ok(url) = std::env::var("SASAE_TEST_POSTGRES") else {
        eprintln!("SKIPPED (no PostgreSQL): {test}. Run it by scripts/with-postgres.");
        return None;
    };
    let number = SCHEMAS.fetch_add(1, Ordering::Relaxed);
    let schema = format!("t{}_{number}", std::process::id());
    let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(&url).await.unwrap();
    let sql = format!("drop schema if exists {schema} cascade; create schema {schema}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    let joint = if url.contains('?') { '&' } else { '?' };
    Some(format!("{url}{joint}options[search_path]={schema}"))
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
            async fn $test() {
                if let Some(world) = crate::world::postgres(stringify!($test)).await {
                    super::$test(&world).await;
                }
            })+
        }
    };
}
