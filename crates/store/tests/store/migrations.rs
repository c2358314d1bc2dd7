use std::path::{Path, PathBuf};

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection, migrate::Migrator};
use store::Store;

use crate::world::{self, World};

on_both!(the_program_carries_every_migration_of_the_folder);

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

async fn folder() -> Migrator {
    Migrator::new(here("migrations")).await.unwrap()
}

/// The rows that a city of that day had, to be added after the migration.
fn sample(version: i64) -> String {
    let path = here(&format!("tests/store/data/{version:04}.sql"));
    std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()))
}

/// Makes the tables of an older version at an address and fills them.
pub(crate) async fn filled_at(url: &str, version: i64, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    let folder = folder().await;
    if let Some(file) = url.strip_prefix("sqlite:") {
        let mut connection =
            SqliteConnection::connect(&format!("sqlite:{file}?mode=rwc")).await.unwrap();
        folder.run_to(version, &mut connection).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    } else {
        let mut connection = PgConnection::connect(url).await.unwrap();
        sqlx::raw_sql("create domain blob as bytea").execute(&mut connection).await.unwrap();
        folder.run_to(version, &mut connection).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    }
}

async fn the_program_carries_every_migration_of_the_folder(world: &World) {
    let sql = "select version, checksum from _sqlx_migrations order by version";
    let applied: Vec<(i64, Vec<u8>)> = match &world.store {
        Store::Sqlite { pool, .. } => sqlx::query_as(sql).fetch_all(pool).await.unwrap(),
        Store::Postgres(pool) => sqlx::query_as(sql).fetch_all(pool).await.unwrap(),
    };
    let folder = folder().await;
    let listed: Vec<_> = folder.iter().map(|m| (m.version, m.checksum.to_vec())).collect();
    assert_eq!(applied, listed);
}

#[tokio::test]
async fn each_migration_keeps_the_data_before_it_on_sqlite() {
    let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let folder = folder().await;
    for version in folder.iter().map(|m| m.version) {
        folder.run_to(version, &mut connection).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sample(version))).execute(&mut connection).await.unwrap();
    }
    let sql = "select count(*) from answers";
    let answers: i64 = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
    assert_eq!(answers, 2);
}

#[tokio::test]
async fn each_migration_keeps_the_data_before_it_on_postgres() {
    let Some(url) = world::empty_schema("each_migration_keeps_the_data_before_it").await else {
        return;
    };
    let mut connection = PgConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("create domain blob as bytea").execute(&mut connection).await.unwrap();
    let folder = folder().await;
    for version in folder.iter().map(|m| m.version) {
        folder.run_to(version, &mut connection).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sample(version))).execute(&mut connection).await.unwrap();
    }
    let store = Store::open(&url).await.unwrap();
    let plan = store.read().await.unwrap().plans().await.unwrap().remove(0);
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.sheets(&plan.id).await.unwrap()[0].rows, 1);
    assert_eq!(tx.events(&plan.id, 9).await.unwrap().len(), 1);
    assert_eq!(tx.check_chain().await.unwrap().unwrap().seq, 1, "today's program reads its hashes");
}
