use domain::Id;
use store::{Error, Event};

use crate::{city, world::World};

on_both!(
    a_kept_file_is_never_overwritten,
    a_file_that_was_never_kept_is_not_found,
    a_file_is_found_for_the_plan_it_was_given_for,
);

async fn a_kept_file_is_never_overwritten(world: &World) {
    let mut tx = world.store.begin().await.unwrap();
    tx.keep_file("ab12", "様式.xlsx", &[0, 1, 255], "2026-04-01T00:00:00Z").await.unwrap();
    tx.keep_file("ab12", "other.xlsx", b"other", "2026-05-01T00:00:00Z").await.unwrap();
    tx.commit().await.unwrap();
    let file = world.store.read().await.unwrap().file("ab12").await.unwrap();
    assert_eq!((file.name.as_str(), file.size), ("様式.xlsx", 3));
    assert_eq!(file.bytes, [0, 1, 255]);
    assert_eq!(file.kept_at, "2026-04-01T00:00:00Z");
}

async fn a_file_that_was_never_kept_is_not_found(world: &World) {
    let missing = world.store.read().await.unwrap().file("none").await;
    assert!(matches!(missing, Err(Error::NotFound("ファイル"))));
}

async fn a_file_is_found_for_the_plan_it_was_given_for(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    for digest in ["refused", "foreign"] {
        tx.keep_file(digest, "a.xlsx", b"a", "2026-04-01").await.unwrap();
    }
    let kept = Event {
        id: Id::new("1"),
        at: "2026-04-01".into(),
        actor: "山田".into(),
        person: None,
        kind: "file.kept".into(),
        plan: Some(plan.clone()),
        action: None,
        section: None,
        subject: "refused".into(),
        detail: serde_json::json!({}),
    };
    tx.record(&kept).await.unwrap();
    city::receive(&mut tx, &city::import("i", "read", city::three())).await;
    for digest in ["refused", "read"] {
        assert_eq!(tx.plan_file(&plan, digest).await.unwrap().digest, digest);
    }
    for (plan, digest) in [(&plan, "foreign"), (&plan, "none"), (&Id::new("other"), "read")] {
        assert!(matches!(tx.plan_file(plan, digest).await, Err(Error::NotFound("ファイル"))));
    }
}
