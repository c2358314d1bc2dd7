use domain::Id;
use store::Error;

use crate::{city, world::World};

on_both!(a_plan_comes_back_as_it_was, a_second_plan_of_an_identifier_is_a_conflict);

async fn a_plan_comes_back_as_it_was(world: &World) {
    city::found(&world.store).await;
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.plans().await.unwrap(), [city::plan()]);
    assert_eq!(tx.plan(&city::plan().id).await.unwrap(), city::plan());
    let missing = tx.plan(&Id::new("none")).await.unwrap_err();
    assert!(matches!(missing, Error::NotFound("計画")));
    assert_eq!(missing.to_string(), "計画が見つかりません。");
}

async fn a_second_plan_of_an_identifier_is_a_conflict(world: &World) {
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    let again = tx.create_plan(&city::plan()).await;
    assert!(matches!(again, Err(Error::Conflict("計画"))));
}
