use domain::{FiscalYear, Id};
use store::Error;

use crate::{city, world::World};

on_both!(
    an_action_lives_through_the_years,
    an_older_sheet_that_comes_late_moves_the_first_year_back,
    every_row_of_an_action_is_told_oldest_first,
);

async fn an_action_lives_through_the_years(world: &World) {
    city::found(&world.store).await;
    city::book(&world.store, "i1", &city::three()).await;
    let lines = [("ＤＶ相談", "", "", ""), ("研修", "", "", "")];
    city::book(&world.store, "i2", &city::sheet("R4", &lines)).await;
    let mut tx = world.store.read().await.unwrap();
    let actions = tx.actions(&city::plan().id).await.unwrap();
    let told: Vec<_> = actions
        .iter()
        .map(|a| (a.title.as_str(), a.introduced_in.short(), a.retired_in.map(FiscalYear::short)))
        .collect();
    let (r3, r4) = ("R3".to_owned(), "R4".to_owned());
    assert_eq!(
        told,
        [("連絡会議", r3.clone(), Some(r3.clone())), ("ＤＶ相談", r3, None), ("研修", r4, None)]
    );
    assert_eq!(tx.action(&actions[1].id).await.unwrap(), actions[1]);
    assert!(matches!(tx.action(&Id::new("none")).await, Err(Error::NotFound("事業"))));
}

async fn an_older_sheet_that_comes_late_moves_the_first_year_back(world: &World) {
    city::found(&world.store).await;
    city::book(&world.store, "i1", &city::sheet("R4", &[("DV相談", "", "", "")])).await;
    city::book(&world.store, "i2", &city::three()).await;
    let mut tx = world.store.read().await.unwrap();
    let actions = tx.actions(&city::plan().id).await.unwrap();
    assert_eq!(actions[0].title, "DV相談", "the title of the latest sheet");
    assert_eq!((actions[0].introduced_in, actions[0].retired_in), (city::year("R3"), None));
    assert_eq!(actions[1].retired_in, Some(city::year("R3")));
}

async fn every_row_of_an_action_is_told_oldest_first(world: &World) {
    city::found(&world.store).await;
    let (r3, r4) = (city::three(), city::sheet("R4", &[("連絡会議", "", "", "３回")]));
    city::book(&world.store, "i2", &r4).await;
    city::book(&world.store, "i1", &r3).await;
    let mut tx = world.store.read().await.unwrap();
    let actions = tx.actions(&city::plan().id).await.unwrap();
    let action = actions.iter().find(|action| action.title == "連絡会議").unwrap();
    let rows = tx.action_rows(&action.id).await.unwrap();
    let told: Vec<_> = rows.iter().map(|r| (r.year, &r.row, r.digest.as_str())).collect();
    assert_eq!(
        told,
        [
            (r3.year, &r3.rows[0], "digest-i1"),
            (r3.year, &r3.rows[2], "digest-i1"),
            (r4.year, &r4.rows[0], "digest-i2"),
        ]
    );
    let measures: Vec<_> = rows.iter().map(|r| r.measure.as_str()).collect();
    assert_eq!(measures, ["", "（１）会議の開催", ""]);
    assert_eq!(rows[0].file_name, "digest-i1.xlsx");
}
