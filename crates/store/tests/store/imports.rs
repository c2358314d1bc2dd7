use domain::{Id, reading::Reader};
use store::{Error, ImportState};

use crate::{city, world::World};

on_both!(
    an_import_comes_back_with_its_whole_reading,
    an_import_of_every_reader_comes_back,
    imports_are_listed_newest_first,
    an_import_is_settled_only_once,
    a_booked_file_is_recognised_while_its_sheet_stands,
    an_import_needs_a_kept_file,
);

async fn an_import_comes_back_with_its_whole_reading(world: &World) {
    city::found(&world.store).await;
    let new = city::import("i", "d1", city::three());
    let mut tx = world.store.begin().await.unwrap();
    city::receive(&mut tx, &new).await;
    let import = tx.import(&new.id).await.unwrap();
    assert_eq!(import.reading, new.reading);
    assert_eq!((import.head.state, import.head.reader), (ImportState::Read, Reader::Xlsx));
    assert_eq!((import.head.year, import.head.booked_at), (city::year("R3"), None));
    assert_eq!((import.head.plan, import.head.digest), (new.plan, new.digest));
    assert!(matches!(tx.import(&Id::new("none")).await, Err(Error::NotFound("取込"))));
    assert!(matches!(
        tx.create_import(&city::import("i", "d1", city::three())).await,
        Err(Error::Conflict("取込"))
    ));
}

async fn an_import_of_every_reader_comes_back(world: &World) {
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    for reader in Reader::ALL {
        let mut new = city::import(reader.code(), "d1", city::three());
        new.reading.reader = reader;
        city::receive(&mut tx, &new).await;
        assert_eq!(tx.import(&new.id).await.unwrap().head.reader, reader);
    }
}

async fn imports_are_listed_newest_first(world: &World) {
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    for id in ["a", "c", "b", "later"] {
        city::receive(&mut tx, &city::import(id, "d1", city::three())).await;
    }
    let listed = tx.imports(&city::plan().id).await.unwrap();
    let listed: Vec<_> = listed.iter().map(|head| head.id.as_str()).collect();
    assert_eq!(listed, ["later", "c", "b", "a"]);
    assert!(tx.imports(&Id::new("none")).await.unwrap().is_empty());
}

async fn an_import_is_settled_only_once(world: &World) {
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    for id in ["a", "b"] {
        city::receive(&mut tx, &city::import(id, "d1", city::three())).await;
    }
    tx.mark_booked(&Id::new("a"), "2026-04-02T00:00:00Z").await.unwrap();
    tx.mark_discarded(&Id::new("b")).await.unwrap();
    let a = tx.import(&Id::new("a")).await.unwrap().head;
    assert_eq!(
        (a.state, a.booked_at.as_deref()),
        (ImportState::Booked, Some("2026-04-02T00:00:00Z"))
    );
    let b = tx.import(&Id::new("b")).await.unwrap().head;
    assert_eq!((b.state, b.booked_at), (ImportState::Discarded, None));
    assert!(matches!(tx.mark_discarded(&Id::new("a")).await, Err(Error::Conflict("取込"))));
    assert!(matches!(tx.mark_booked(&Id::new("b"), "x").await, Err(Error::Conflict("取込"))));
    assert!(matches!(tx.mark_booked(&Id::new("none"), "x").await, Err(Error::NotFound("取込"))));
}

async fn a_booked_file_is_recognised_while_its_sheet_stands(world: &World) {
    city::found(&world.store).await;
    let first = city::book(&world.store, "i1", &city::three()).await;
    let plan = city::plan().id;
    let mut tx = world.store.read().await.unwrap();
    let (r3, r4) = (city::year("R3"), city::year("R4"));
    let found = tx.booked_with_digest(&plan, "digest-i1", r3).await.unwrap().unwrap();
    assert_eq!((found.id, found.state), (first, ImportState::Booked));
    assert_eq!(tx.booked_with_digest(&plan, "digest-i1", r4).await.unwrap(), None);
    assert_eq!(tx.booked_with_digest(&plan, "other", r3).await.unwrap(), None);
    drop(tx);
    city::book(&world.store, "i2", &city::three()).await;
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.booked_with_digest(&plan, "digest-i1", r3).await.unwrap(), None);
    assert!(tx.booked_with_digest(&plan, "digest-i2", r3).await.unwrap().is_some());
}

async fn an_import_needs_a_kept_file(world: &World) {
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    let refused = tx.create_import(&city::import("i", "never kept", city::three())).await;
    assert!(matches!(refused, Err(Error::Sql(_))));
}
