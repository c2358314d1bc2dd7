use store::Error;

use crate::world::World;

on_both!(a_kept_file_is_never_overwritten, a_file_that_was_never_kept_is_not_found);

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
