use domain::{Field, Id, Offset, Slot, text::fold};
use store::Hit;

use crate::{city, world::World};

on_both!(
    full_and_half_width_find_the_same,
    all_words_must_stand_in_one_text,
    signs_of_the_pattern_mean_themselves,
    the_newest_year_comes_first_and_all_are_counted,
    another_plan_is_not_searched,
);

async fn search(world: &World, words: &[&str], limit: u32) -> (Vec<Hit>, i64) {
    let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let mut tx = world.store.read().await.unwrap();
    tx.search(&city::plan().id, &words, limit, &[]).await.unwrap()
}

async fn booked(world: &World) {
    city::found(&world.store).await;
    city::book(&world.store, "i1", &city::three()).await;
}

async fn full_and_half_width_find_the_same(world: &World) {
    booked(world).await;
    let (hits, total) = search(world, &["dv 相談"], 10).await;
    assert_eq!(total, 2);
    assert_eq!((hits[0].no, &hits[0].slot), (2, &None));
    assert_eq!(
        (hits[0].title.as_str(), hits[0].text.as_str()),
        ("ＤＶ相談", "関係機関が集まり\n情報を共有する。")
    );
    assert_eq!(hits[1].slot, Some(Slot::new(Field::Status, Offset::This)));
    assert_eq!((hits[1].no, hits[1].text.as_str()), (3, "ＤＶ相談と合同で_実施。"));
    assert_eq!((hits[1].title.as_str(), hits[1].year), ("連絡 会議", city::year("R3")));
    assert_eq!(search(world, &["DV", ""], 10).await.1, 2);
}

async fn all_words_must_stand_in_one_text(world: &World) {
    booked(world).await;
    assert_eq!(search(world, &["相談", "合同"], 10).await.1, 1);
    assert_eq!(search(world, &["回", "合同"], 10).await, (vec![], 0), "each in another answer");
    assert_eq!(search(world, &["連絡", "共有"], 10).await.1, 2, "title and content are one text");
    assert_eq!(search(world, &["会議関係"], 10).await.1, 0, "but no word spans them");
    assert_eq!(search(world, &[], 10).await, (vec![], 0));
    assert_eq!(search(world, &["", " "], 10).await, (vec![], 0));
}

async fn signs_of_the_pattern_mean_themselves(world: &World) {
    booked(world).await;
    assert_eq!(search(world, &["100％の"], 10).await.1, 1);
    assert_eq!(search(world, &["1%の"], 10).await.1, 0);
    assert_eq!(search(world, &["で_実"], 10).await.1, 1);
    assert_eq!(search(world, &["２_実"], 10).await.1, 0);
    assert_eq!(search(world, &["\\"], 10).await.1, 0);
    assert_eq!(search(world, &["'; drop table answers; --"], 10).await.1, 0);
}

async fn the_newest_year_comes_first_and_all_are_counted(world: &World) {
    booked(world).await;
    let lines = [("研修", "", "", "実施せず"), ("会議", "", "", "実施")];
    city::book(&world.store, "i2", &city::sheet("R4", &lines)).await;
    let (hits, total) = search(world, &["実施"], 3).await;
    let found: Vec<_> = hits.iter().map(|hit| (hit.year.short(), hit.no)).collect();
    assert_eq!(total, 4);
    assert_eq!(found, [("R4".into(), 1), ("R4".into(), 2), ("R3".into(), 1)]);
    assert_eq!(search(world, &["実施"], 0).await, (vec![], 4));
    let mut tx = world.store.read().await.unwrap();
    let action = tx.action(&hits[0].action).await.unwrap();
    assert_eq!(action.title, "研修");
}

async fn another_plan_is_not_searched(world: &World) {
    booked(world).await;
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.search(&Id::new("other"), &["実施".into()], 9, &[]).await.unwrap(), (vec![], 0));
}
