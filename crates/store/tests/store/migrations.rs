use std::path::{Path, PathBuf};

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection, migrate::Migrator};
use store::Store;

use crate::world::World;

on_both!(
    the_program_carries_every_migration_of_the_folder,
    each_migration_keeps_the_data_before_it,
    a_database_of_the_version_before_opens_and_its_chain_holds,
);

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
    let mut grown = Grown::at(url).await;
    grown.run_to(version).await;
    grown.add(sql).await;
}

/// Makes the tables of a version at an address as a city did that had every version before.
pub(crate) async fn grown_to(url: &str, newest: i64) {
    let mut grown = Grown::at(url).await;
    for version in folder().await.iter().map(|m| m.version).filter(|one| *one <= newest) {
        grown.run_to(version).await;
        grown.add(&sample(version)).await;
    }
}

/// A database that goes from version to version.
enum Grown {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Grown {
    async fn at(url: &str) -> Self {
        let Some(file) = url.strip_prefix("sqlite:") else {
            let mut connection = PgConnection::connect(url).await.unwrap();
            sqlx::raw_sql("create domain blob as bytea").execute(&mut connection).await.unwrap();
            return Self::Postgres(connection);
        };
        let url = format!("sqlite:{file}?mode=rwc");
        Self::Sqlite(SqliteConnection::connect(&url).await.unwrap())
    }

    async fn run_to(&mut self, version: i64) {
        let folder = folder().await;
        match self {
            Self::Sqlite(connection) => folder.run_to(version, connection).await.unwrap(),
            Self::Postgres(connection) => folder.run_to(version, connection).await.unwrap(),
        }
    }

    async fn add(&mut self, sql: &str) {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        match self {
            Self::Sqlite(connection) => drop(sql.execute(connection).await.unwrap()),
            Self::Postgres(connection) => drop(sql.execute(connection).await.unwrap()),
        }
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

async fn each_migration_keeps_the_data_before_it(world: &World) {
    let url = world.empty_place().await;
    grown_to(&url, i64::MAX).await;
    let store = Store::open(&url).await.unwrap();
    let mut tx = store.read().await.unwrap();
    let plan = tx.plans().await.unwrap().remove(0);
    let sheet = tx.sheet(&plan.id, year()).await.unwrap().unwrap().sheet;
    assert_eq!(sheet.rows.iter().map(|row| row.answers.len()).sum::<usize>(), 2);
    assert_eq!(tx.events(&plan.id, 9).await.unwrap().len(), 4);
    let verified = tx.check_chain().await.unwrap().unwrap();
    assert_eq!((verified.head.seq, verified.emptied), (4, 1), "today's program reads its hashes");
}

fn year() -> domain::FiscalYear {
    domain::FiscalYear::parse("R3").unwrap()
}

async fn a_database_of_the_version_before_opens_and_its_chain_holds(world: &World) {
    let url = world.empty_place().await;
    grown_to(&url, 10).await;
    let store = Store::open(&url).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let verified = tx.check_chain().await.unwrap().unwrap();
    let sealed = "eaabb875f06233d26c53db2c8e86a831eeabdc491c4bec097b4faaa3e36c5e41";
    assert_eq!(
        (verified.head.seq, verified.head.hash.as_str()),
        (1, sealed),
        "nothing is rehashed"
    );
    let plan = tx.plans().await.unwrap().remove(0);
    let told = tx.events(&plan.id, 9).await.unwrap().remove(0);
    assert_eq!((told.actor.as_str(), told.event.label()), ("山田", "シートの登録"));
    let mut next = told.clone();
    next.id = domain::Id::new("e2");
    next.event = domain::event::Event::TotpSet(domain::event::Bare {});
    tx.record(&next).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.check_chain().await.unwrap().unwrap().head.seq, 2);
    assert_eq!(tx.events_of_subject(&plan.id, "i1").await.unwrap(), [told, next]);
}
