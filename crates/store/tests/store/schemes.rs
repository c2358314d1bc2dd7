//! Schemes in their versions, and the rows of their crosswalks.

use domain::{
    Day,
    scheme::{CrosswalkKey, CrosswalkRow, MappingRelation},
};
use store::{Error, KeptCrosswalkRow, StoredScheme, Tx};

use crate::{city, world::World};

on_both!(
    a_scheme_comes_back_with_its_versions_and_follows_the_one_that_was_seen,
    a_row_of_a_crosswalk_stands_in_its_last_version,
    a_row_of_a_crosswalk_follows_only_the_version_that_was_seen,
    crosswalks_of_one_scheme_are_kept_apart,
);

const BY: (&str, &str) = ("事務局", "2026-08-05T00:00:00Z");

fn scheme(version: i64) -> StoredScheme {
    StoredScheme {
        id: "made-up".into(),
        version,
        definition: format!("{{\"version\":{version}}}"),
        defined_by: "事務局".into(),
        defined_at: format!("2026-04-0{version}T00:00:00Z"),
    }
}

fn key(version: u32, to: Option<(&str, u32)>) -> CrosswalkKey {
    let to = to.map(|(scheme, version)| (scheme.to_owned(), version));
    CrosswalkKey { scheme: "made-up".into(), version, to }
}

fn row(source: &str, target: &str, version: i64, note: Option<&str>) -> KeptCrosswalkRow {
    let row = note.map(|note| CrosswalkRow {
        source: source.into(),
        target: target.into(),
        relation: MappingRelation::Narrower,
        primary: true,
        note: note.into(),
        decided_by: "事務局".into(),
        decided_on: Day::parse("2026-08-05").unwrap(),
    });
    KeptCrosswalkRow { source: source.into(), target: target.into(), version, row }
}

async fn write(tx: &mut Tx, key: &CrosswalkKey, row: &KeptCrosswalkRow) -> Result<(), Error> {
    tx.write_crosswalk_row(&city::plan().id, key, row, BY).await
}

async fn a_scheme_comes_back_with_its_versions_and_follows_the_one_that_was_seen(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    tx.define_scheme(&plan, &scheme(1), None).await.unwrap();
    tx.define_scheme(&plan, &scheme(2), Some(1)).await.unwrap();
    assert_eq!(tx.schemes(&plan).await.unwrap(), [scheme(2), scheme(1)]);
    for seen in [None, Some(1)] {
        let late = tx.define_scheme(&plan, &scheme(3), seen).await;
        assert!(matches!(late, Err(Error::Conflict("体系"))), "{seen:?}");
    }
}

async fn a_row_of_a_crosswalk_stands_in_its_last_version(world: &World) {
    city::found(&world.store).await;
    let (plan, key) = (city::plan().id, key(1, None));
    let mut tx = world.store.begin().await.unwrap();
    let (first, second) = (row("1", "a1", 1, Some("前")), row("1", "a1", 2, Some("後")));
    let (other, gone) = (row("2", "a1", 1, Some("")), row("2", "a1", 2, None));
    for one in [&first, &other, &second] {
        write(&mut tx, &key, one).await.unwrap();
    }
    assert_eq!(tx.crosswalk_rows(&plan, &key).await.unwrap(), [second.clone(), other]);
    write(&mut tx, &key, &gone).await.unwrap();
    assert_eq!(tx.crosswalk_rows(&plan, &key).await.unwrap(), [second, gone]);
}

async fn a_row_of_a_crosswalk_follows_only_the_version_that_was_seen(world: &World) {
    city::found(&world.store).await;
    let key = key(1, None);
    let mut tx = world.store.begin().await.unwrap();
    write(&mut tx, &key, &row("1", "a1", 1, Some(""))).await.unwrap();
    for version in [1, 3] {
        let late = write(&mut tx, &key, &row("1", "a1", version, Some(""))).await;
        assert!(matches!(late, Err(Error::Conflict("対応表"))), "{version}");
    }
}

async fn crosswalks_of_one_scheme_are_kept_apart(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let keys = [key(2, None), key(1, None), key(1, Some(("other", 3)))];
    let mut tx = world.store.begin().await.unwrap();
    for one in &keys {
        write(&mut tx, one, &row("1", "a1", 1, Some("")))
            .await
            .unwrap_or_else(|error| panic!("{one:?}: {error}"));
    }
    assert_eq!(tx.crosswalks(&plan).await.unwrap(), keys);
    for one in &keys {
        assert_eq!(tx.crosswalk_rows(&plan, one).await.unwrap().len(), 1);
    }
}
