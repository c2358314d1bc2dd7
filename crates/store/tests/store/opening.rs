use domain::{
    Id,
    event::{Bare, Event},
};
use store::{AuditRecord, DatabaseKind, Error, Store};

use crate::{city, world::World};

on_both!(
    a_store_that_is_opened_again_has_what_was_committed,
    a_reader_does_not_wait_for_a_writer,
    two_programs_may_open_one_database_at_once,
    a_newer_database_is_refused,
    a_database_whose_tables_another_program_made_is_refused,
    a_database_whose_people_are_lost_is_known,
    a_server_says_what_it_is_and_a_file_says_nothing,
    nothing_secret_is_printed,
);

async fn a_store_that_is_opened_again_has_what_was_committed(world: &World) {
    city::found(&world.store).await;
    world.store.close().await;
    let again = Store::open(&world.url).await.unwrap();
    assert_eq!(again.kind(), world.store.kind());
    assert_eq!(again.read().await.unwrap().plans().await.unwrap().len(), 1);
}

async fn a_reader_does_not_wait_for_a_writer(world: &World) {
    city::found(&world.store).await;
    let mut writer = world.store.begin().await.unwrap();
    let mut reader = world.store.read().await.unwrap();
    assert!(reader.sheets(&city::plan().id).await.unwrap().is_empty());
    let import = city::import("i1", "d1", city::three());
    city::receive(&mut writer, &import).await;
    writer.commit().await.unwrap();
    assert!(reader.imports(&import.plan).await.unwrap().is_empty(), "one state throughout");
    drop(reader);
    let mut reader = world.store.read().await.unwrap();
    assert_eq!(reader.imports(&import.plan).await.unwrap().len(), 1);
}

async fn two_programs_may_open_one_database_at_once(world: &World) {
    let fresh = world.empty_place().await;
    let (a, b, c) = tokio::join!(Store::open(&fresh), Store::open(&fresh), Store::open(&fresh));
    for store in [a, b, c] {
        assert!(store.unwrap().read().await.unwrap().plans().await.unwrap().is_empty());
    }
}

async fn a_newer_database_is_refused(world: &World) {
    let sql = "insert into _sqlx_migrations
            (version, description, installed_on, success, checksum, execution_time)
        select 9999, description, installed_on, success, checksum, 0
        from _sqlx_migrations where version = 1";
    match &world.store {
        Store::Sqlite { pool, .. } => sqlx::raw_sql(sql).execute(pool).await.map(|_| ()).unwrap(),
        Store::Postgres(pool) => sqlx::raw_sql(sql).execute(pool).await.map(|_| ()).unwrap(),
    }
    let refused = Store::open(&world.url).await.unwrap_err();
    assert!(matches!(refused, Error::Newer));
}

async fn a_database_whose_tables_another_program_made_is_refused(world: &World) {
    let sql = "update _sqlx_migrations set success = success, execution_time = 1, checksum =
        (select checksum from _sqlx_migrations where version = 2) where version = 1";
    match &world.store {
        Store::Sqlite { pool, .. } => sqlx::raw_sql(sql).execute(pool).await.map(|_| ()).unwrap(),
        Store::Postgres(pool) => sqlx::raw_sql(sql).execute(pool).await.map(|_| ()).unwrap(),
    }
    assert!(!world.store.is_up_to_date().await.unwrap());
    let refused = Store::open(&world.url).await.unwrap_err();
    assert!(matches!(refused, Error::Changed(1)), "{refused:?}");
}

async fn a_database_whose_people_are_lost_is_known(world: &World) {
    let lost = async || world.store.read().await.unwrap().has_lost_people().await.unwrap();
    assert!(!lost().await, "nobody was ever there");
    city::found(&world.store).await;
    for person in [None, Some(Id::new("p1"))] {
        let acted = person.is_some();
        let record = AuditRecord {
            id: Id::new(format!("e{acted}")),
            at: "2026-04-01T00:00:00.000000Z".into(),
            actor: "管理".into(),
            person,
            plan: None,
            action: None,
            section: None,
            subject: "x".into(),
            event: Event::TotpSet(Bare {}),
        };
        let mut tx = world.store.begin().await.unwrap();
        tx.record(&record).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(lost().await, acted, "the command line is nobody");
    }
}

async fn a_server_says_what_it_is_and_a_file_says_nothing(world: &World) {
    let said = world.store.server().await.unwrap();
    assert_eq!(said.is_some(), world.store.kind() == DatabaseKind::Postgres);
    assert!(said.is_none_or(|of| of.version > 100_000 && !of.encrypted && !of.standby));
}

async fn nothing_secret_is_printed(world: &World) {
    let printed = format!("{:?} {:?}", world.store, world.store.read().await.unwrap());
    let kind = world.store.kind();
    assert_eq!(printed, format!("Store({kind}) Tx({kind})"));
}

#[tokio::test]
async fn memory_is_one_database_for_all_transactions() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    assert_eq!(store.kind(), DatabaseKind::Sqlite);
    city::found(&store).await;
    assert_eq!(store.read().await.unwrap().plans().await.unwrap(), [city::plan()]);
}

#[tokio::test]
async fn a_file_is_kept_safe_by_its_settings() {
    let world = crate::world::sqlite().await;
    let Store::Sqlite { pool, .. } = &world.store else { panic!("SQLite") };
    let of = async |sql| sqlx::query_scalar::<_, i64>(sql).fetch_one(pool).await.unwrap();
    assert_eq!(of("pragma foreign_keys").await, 1);
    assert_eq!(of("pragma synchronous").await, 2);
    assert_eq!(of("pragma busy_timeout").await, 5_000);
    let mode: String = sqlx::query_scalar("pragma journal_mode").fetch_one(pool).await.unwrap();
    assert_eq!(mode, "wal");
}

#[tokio::test]
async fn an_address_of_no_known_database_is_refused() {
    for url in ["sasae.db", "mysql://a:secret@h/b", "/tmp/x"] {
        let refused = Store::open(url).await.unwrap_err();
        assert!(matches!(&refused, Error::UnknownUrl(shown) if !shown.contains("secret")));
    }
    let refused = Store::open("sqlite:/no/such/folder/x.db").await.unwrap_err();
    assert!(refused.to_string().contains("/no/such/folder"));
}

#[test]
fn a_use_case_can_be_awaited_in_a_handler() {
    fn is_send<T: Send>(_: T) {}
    async fn use_case(store: Store) {
        city::book(&store, "i1", &city::three()).await;
        let mut tx = store.begin().await.unwrap();
        tx.search(&city::plan().id, &["a".into()], 1, &[]).await.unwrap();
        tx.action_rows(&domain::Id::new("a")).await.unwrap();
    }
    is_send(async { use_case(Store::open("sqlite::memory:").await.unwrap()).await });
}
