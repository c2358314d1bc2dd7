use domain::measure::MeasureKind;

use crate::{city, world::World};

on_both!(the_owners_of_the_rows_make_the_tree, measures_are_one_tree_for_all_years);

async fn the_owners_of_the_rows_make_the_tree(world: &World) {
    city::found(&world.store).await;
    city::book(&world.store, "i1", &city::three()).await;
    // The same section in full width, and one that belongs to no bureau.
    let lines = [("ＤＶ相談", "市民部", "市 民課", ""), ("図書", "", "中央図書館", "")];
    city::book(&world.store, "i2", &city::sheet("R4", &lines)).await;
    let mut tx = world.store.read().await.unwrap();
    let sections = tx.sections(&city::plan().id).await.unwrap();
    let name = |id: &domain::Id<_>| sections.iter().find(|s| s.id == *id).unwrap().name.as_str();
    let tree: Vec<_> =
        sections.iter().map(|s| (s.parent.as_ref().map(name), s.name.as_str())).collect();
    assert_eq!(
        tree,
        [
            (None, "福祉部"),
            (Some("福祉部"), "健康課"),
            (Some("福祉部"), "長寿課"),
            (None, "市民部"),
            (Some("市民部"), "市民課"),
            (None, "中央図書館"),
        ]
    );
}

async fn measures_are_one_tree_for_all_years(world: &World) {
    city::found(&world.store).await;
    city::book(&world.store, "i1", &city::three()).await;
    city::book(&world.store, "i2", &city::sheet("R4", &[("会議", "", "", "")])).await;
    let mut tx = world.store.read().await.unwrap();
    let measures = tx.measures(&city::plan().id).await.unwrap();
    assert_eq!(measures.len(), 2);
    assert_eq!((measures[0].kind, &measures[0].parent), (MeasureKind::Basic, &None));
    assert_eq!(measures[0].title, "基本施策１　ネットワークの強化");
    assert_eq!(
        (measures[1].kind, measures[1].parent.as_ref()),
        (MeasureKind::Other, Some(&measures[0].id))
    );
}
