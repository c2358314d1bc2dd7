//! Many writers take turns, and a disk without room is told.

use domain::{Id, plan::Plan};
use store::{Error, Store};

use crate::{city, world::World};

on_both!(
    fifty_writers_take_turns_and_each_is_in_the_chain,
    a_writer_that_gives_up_leaves_the_turn_to_the_next,
);

/// A plan of its own for each writer.
fn plan(n: usize) -> Plan {
    Plan { id: Id::new(format!("plan-{n}")), ..city::plan() }
}

/// Writes a plan and an event that tells of it.
async fn write(store: &Store, n: usize) -> store::Result<()> {
    let mut tx = store.begin().await?;
    tx.create_plan(&plan(n)).await?;
    let told = store::AuditRecord {
        id: Id::new(format!("event-{n}")),
        at: "2026-04-01T00:00:00.000000Z".into(),
        actor: "試験".into(),
        person: None,
        plan: None,
        action: None,
        section: None,
        subject: n.to_string(),
        event: domain::event::Event::SigninClosed(domain::event::Bare {}),
    };
    tx.record(&told).await?;
    tx.commit().await
}

async fn fifty_writers_take_turns_and_each_is_in_the_chain(world: &World) {
    let store = &world.store;
    let write = |n: usize| {
        let store = store.clone();
        tokio::spawn(async move { write(&store, n).await })
    };
    let writers: Vec<_> = (0..50).map(write).collect();
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.plans().await.unwrap().len(), 50);
    assert_eq!(tx.check_chain().await.unwrap().unwrap().head.seq, 50);
}

async fn a_writer_that_gives_up_leaves_the_turn_to_the_next(world: &World) {
    for n in 0..10 {
        let mut tx = world.store.begin().await.unwrap();
        tx.create_plan(&plan(n)).await.unwrap();
        drop(tx);
        write(&world.store, n).await.unwrap();
    }
    assert_eq!(world.store.read().await.unwrap().plans().await.unwrap().len(), 10);
}

#[tokio::test]
async fn a_writer_that_waits_too_long_is_told_so() {
    let world = crate::world::sqlite().await;
    let first = world.store.begin().await.unwrap();
    // The clock of the runtime runs ahead while everything waits
    tokio::time::pause();
    let refused = world.store.begin().await.unwrap_err();
    tokio::time::resume();
    assert!(matches!(refused, Error::Busy(_)), "{refused:?}");
    assert!(refused.to_string().contains("もう一度お試しください"), "{refused}");
    drop(first);
    write(&world.store, 1).await.unwrap();
}

/// Writes a plan and a file of a megabyte.
async fn write_much(store: &Store, n: usize) -> store::Result<()> {
    let mut tx = store.begin().await?;
    tx.create_plan(&plan(n)).await?;
    tx.keep_file("d", "large.csv", &vec![7; 1 << 20], "2026-04-01").await?;
    tx.commit().await
}

#[tokio::test]
async fn a_full_disk_is_told_and_saving_works_again_when_there_is_room() {
    let world = crate::world::sqlite().await;
    write(&world.store, 0).await.unwrap();
    let Store::Sqlite { writer, .. } = &world.store else { panic!("SQLite") };
    for round in 0..3 {
        // As many pages as there are: the limit of this connection stands for a disk without room
        sqlx::query("pragma max_page_count = 1").execute(writer).await.unwrap();
        let refused = write_much(&world.store, 100 + round).await.unwrap_err();
        assert!(matches!(refused, Error::Full(_)), "{refused:?}");
        assert!(refused.to_string().contains("ディスクの空きがないため保存できませんでした"));
        // The connection with the limit is gone with its transaction
        write(&world.store, 1 + round).await.unwrap();
    }
    let mut tx = world.store.read().await.unwrap();
    let plans = tx.plans().await.unwrap();
    assert_eq!(plans.len(), 4, "nothing of what was refused: {plans:?}");
    assert!(tx.file("d").await.is_err());
    drop(tx);
    assert!(world.store.integrity().await.unwrap().is_empty());
}
