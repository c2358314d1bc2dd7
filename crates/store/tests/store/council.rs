//! Meetings, opinions and minutes in their versions.

use store::{CouncilRecord, Error};

use crate::{city, world::World};

on_both!(
    a_record_of_the_council_stands_in_its_last_version_and_keeps_the_former_ones,
    a_record_of_the_council_follows_only_the_version_that_was_seen,
);

fn record(kind: &str, id: &str, version: i64) -> CouncilRecord {
    CouncilRecord {
        kind: kind.into(),
        id: id.into(),
        version,
        year: 2021,
        line: format!("{{\"v\":{version}}}"),
        written_by: "事務局".into(),
        written_at: "2026-08-04T00:00:00Z".into(),
    }
}

async fn a_record_of_the_council_stands_in_its_last_version_and_keeps_the_former_ones(
    world: &World,
) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    for (kind, id, version) in
        [("opinion", "2", 1), ("opinion", "10", 1), ("opinion", "2", 2), ("meeting", "2", 1)]
    {
        tx.write_council_record(&plan, &record(kind, id, version)).await.unwrap();
    }
    let stands = tx.council_records(&plan, "opinion").await.unwrap();
    assert_eq!(stands, [record("opinion", "2", 2), record("opinion", "10", 1)]);
    let versions = tx.council_versions(&plan, ("opinion", "2")).await.unwrap();
    assert_eq!(versions, [record("opinion", "2", 2), record("opinion", "2", 1)]);
}

async fn a_record_of_the_council_follows_only_the_version_that_was_seen(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    tx.write_council_record(&plan, &record("minutes", "m", 1)).await.unwrap();
    for version in [1, 3] {
        let late = tx.write_council_record(&plan, &record("minutes", "m", version)).await;
        assert!(matches!(late, Err(Error::Conflict("協議会の記録"))), "{version}");
    }
}
