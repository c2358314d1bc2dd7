use domain::{
    Id,
    event::{Event, FileKept},
};
use store::{AuditRecord, Error};

use crate::{city, world::World};

on_both!(
    a_kept_file_is_never_overwritten,
    a_file_that_was_never_kept_is_not_found,
    a_file_is_found_for_the_plan_it_was_given_for,
    a_sheet_is_kept_as_it_stood_and_found_by_its_digest,
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
    let why = FileKept { file: "a.xlsx".into(), why: "表がありません。".into() };
    let kept = AuditRecord {
        id: Id::new("1"),
        at: "2026-04-01".into(),
        actor: "山田".into(),
        person: None,
        plan: Some(plan.clone()),
        action: None,
        section: None,
        subject: "refused".into(),
        event: Event::FileKept(why),
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

async fn a_sheet_is_kept_as_it_stood_and_found_by_its_digest(world: &World) {
    let (sheet, other) = (city::three(), city::sheet("R4", &[("講座", "福祉部", "健康課", "")]));
    let mut tx = world.store.begin().await.unwrap();
    let digest = tx.keep_sheet(&sheet, "2026-04-01").await.unwrap();
    assert_eq!(tx.keep_sheet(&sheet, "2026-05-01").await.unwrap(), digest);
    assert_ne!(tx.keep_sheet(&other, "2026-05-01").await.unwrap(), digest);
    assert_eq!(tx.kept_sheet(&digest).await.unwrap(), sheet);
    assert!(matches!(tx.kept_sheet("none").await, Err(Error::NotFound("ファイル"))));
    tx.keep_file("text", "a.txt", b"no sheet", "2026-05-01").await.unwrap();
    assert!(matches!(tx.kept_sheet("text").await, Err(Error::Corrupt(_))));
}
