use sqlx::{AssertSqlSafe, raw_sql};
use store::{Age, Error, Store};

use crate::{
    copy,
    world::{self, World},
};

on_both!(
    a_backup_is_one_file_with_everything,
    a_backup_is_taken_while_others_write,
    an_older_database_is_backed_up_as_it_is,
);

async fn a_backup_is_one_file_with_everything(world: &World) {
    copy::filled(&world.store).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("b.sqlite");
    world.store.backup(&file).await.unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let store = Store::open_backup(&file).await.unwrap();
    assert_eq!(store.age().await.unwrap(), Age::Current);
    assert_eq!(store.integrity().await.unwrap(), [] as [&str; 0]);
    let mut tx = store.read().await.unwrap();
    let there = world.store.read().await.unwrap().fingerprints().await.unwrap();
    assert_eq!(tx.fingerprints().await.unwrap(), there);
    assert_eq!(tx.check_chain().await.unwrap().unwrap().head.seq, 700);
    assert_eq!(tx.file_digests().await.unwrap().len(), 3);
    drop(tx);
    store.close().await;
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing beside it");
    assert!(std::fs::read(&file).unwrap() == bytes, "looking changes nothing");
    let again = world.store.backup(&file).await;
    assert!(again.is_err(), "nothing is overwritten");
}

async fn a_backup_is_taken_while_others_write(world: &World) {
    copy::filled(&world.store).await;
    let mut writer = world.store.begin().await.unwrap();
    writer.keep_file("later", "b.csv", b"later", "2026-04-02").await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("b.sqlite");
    world.store.backup(&file).await.unwrap();
    writer.commit().await.unwrap();
    let store = Store::open_backup(&file).await.unwrap();
    let digests = store.read().await.unwrap().file_digests().await.unwrap();
    assert!(!digests.contains(&"later".to_owned()), "what was not committed is not there");
}

async fn an_older_database_is_backed_up_as_it_is(world: &World) {
    let url = world.empty_place().await;
    let sql = "insert into plans values ('p', 'みずほの市', '', '計画')";
    crate::migrations::filled_at(&url, 4, sql).await;
    let store = Store::open_as_is(&url).await.unwrap();
    assert_eq!(store.age().await.unwrap(), Age::Older);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("b.sqlite");
    store.backup(&file).await.unwrap();
    let backup = Store::open_backup(&file).await.unwrap();
    assert_eq!(backup.age().await.unwrap(), Age::Older);
    assert_eq!(backup.read().await.unwrap().plans().await.unwrap().len(), 1);
    assert_eq!(store.age().await.unwrap(), Age::Older, "it was left as it is");
}

#[tokio::test]
async fn what_is_no_database_of_ours_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.sqlite");
    std::fs::write(&file, "no database at all, but long enough to be looked at").unwrap();
    let refused = async || match Store::open_backup(&file).await {
        Ok(store) => store.age().await.unwrap_err(),
        Err(error) => error,
    };
    let error = refused().await;
    assert!(error.is_damage(), "{error:?}");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(refused().await, Error::Foreign), "an empty file");
    let world = world::sqlite().await;
    let missing = world.url.replace("sasae.db", "missing.db");
    assert!(Store::open_as_is(&missing).await.is_err(), "no file is made");
}

#[tokio::test]
async fn a_row_without_its_parent_is_found() {
    let world = world::sqlite().await;
    copy::filled(&world.store).await;
    let Store::Sqlite { pool, .. } = &world.store else { panic!("SQLite") };
    let sql = "pragma foreign_keys = off; delete from plans; pragma foreign_keys = on";
    raw_sql(AssertSqlSafe(sql)).execute(pool).await.unwrap();
    let found = world.store.integrity().await.unwrap();
    assert!(found.iter().any(|line| line == "sections: plans"), "{found:?}");
}
