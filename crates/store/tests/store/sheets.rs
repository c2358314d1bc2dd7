use domain::Id;
use store::{Error, ImportState};

use crate::{city, world::World};

on_both!(
    the_rows_of_a_sheet_are_filed_under_their_actions_and_owners,
    a_sheet_comes_back_equal_to_the_one_that_was_saved,
    sheets_are_listed_newest_year_first,
    a_corrected_sheet_takes_the_place_of_the_first,
    a_sheet_of_an_unknown_plan_or_import_is_refused,
    nothing_of_a_transaction_that_was_dropped_stays,
    two_bookings_at_once_take_turns,
    a_large_sheet_is_saved_and_loaded_in_few_statements,
);

async fn a_sheet_comes_back_equal_to_the_one_that_was_saved(world: &World) {
    city::found(&world.store).await;
    let sheet = city::three();
    let import = city::book(&world.store, "i1", &sheet).await;
    let mut tx = world.store.read().await.unwrap();
    let stored = tx.sheet(&city::plan().id, sheet.year).await.unwrap().unwrap();
    assert_eq!(stored.sheet, sheet);
    assert_eq!((stored.import.id, stored.import.state), (import, ImportState::Booked));
    assert_eq!(stored.actions.len(), 3);
    assert_eq!(stored.actions[0], stored.actions[2]);
    assert_ne!(stored.actions[0], stored.actions[1]);
    assert_eq!(tx.sheet(&city::plan().id, city::year("R4")).await.unwrap(), None);
}

async fn sheets_are_listed_newest_year_first(world: &World) {
    city::found(&world.store).await;
    city::book(&world.store, "i1", &city::sheet("R4", &[])).await;
    city::book(&world.store, "i2", &city::three()).await;
    let mut tx = world.store.read().await.unwrap();
    let heads = tx.sheets(&city::plan().id).await.unwrap();
    let listed: Vec<_> = heads.iter().map(|head| (head.year.short(), head.rows)).collect();
    assert_eq!(listed, [("R4".to_owned(), 0), ("R3".to_owned(), 3)]);
    assert_eq!((heads[1].digest.as_str(), heads[1].import.as_str()), ("digest-i2", "i2"));
    assert_eq!(heads[1].file_name, "digest-i2.xlsx");
    assert_eq!(heads[1].booked_at.as_deref(), Some("2026-04-02T00:00:00Z"));
}

async fn a_corrected_sheet_takes_the_place_of_the_first(world: &World) {
    city::found(&world.store).await;
    city::book(&world.store, "i1", &city::three()).await;
    let plan = city::plan().id;
    let r3 = city::year("R3");
    let first = world.store.read().await.unwrap().sheet(&plan, r3).await.unwrap().unwrap();
    let corrected = city::sheet("R3", &[("DV相談", "", "", "5件"), ("研修", "", "", "1回")]);
    let import = city::book(&world.store, "i2", &corrected).await;
    let mut tx = world.store.read().await.unwrap();
    let second = tx.sheet(&plan, r3).await.unwrap().unwrap();
    assert_eq!((&second.sheet, &second.import.id), (&corrected, &import));
    assert_eq!(second.actions[0], first.actions[1], "an action keeps its identifier");
    assert_eq!(tx.sheets(&plan).await.unwrap().len(), 1);
    let titles: Vec<_> =
        tx.actions(&plan).await.unwrap().into_iter().map(|action| action.title).collect();
    assert_eq!(titles, ["DV相談", "研修"], "an action that no sheet lists is not shown");
    assert!(matches!(tx.action(&first.actions[0]).await, Err(Error::NotFound("事業"))));
    assert!(tx.action_rows(&first.actions[0]).await.unwrap().is_empty());
}

async fn a_sheet_of_an_unknown_plan_or_import_is_refused(world: &World) {
    let sheet = city::three();
    let (none, plan) = (Id::new("none"), city::plan().id);
    let mut tx = world.store.begin().await.unwrap();
    let refused = tx.save_sheet(&plan, &none, &sheet, &mut city::ids("x")).await;
    assert!(matches!(refused, Err(Error::NotFound("計画"))));
    drop(tx);
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    let refused = tx.save_sheet(&plan, &none, &sheet, &mut city::ids("x")).await;
    assert!(matches!(refused, Err(Error::Sql(_))));
}

async fn nothing_of_a_transaction_that_was_dropped_stays(world: &World) {
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    let import = city::import("i1", "d1", city::three());
    city::receive(&mut tx, &import).await;
    let sheet = city::three();
    tx.save_sheet(&import.plan, &import.id, &sheet, &mut city::ids("x")).await.unwrap();
    drop(tx);
    let mut tx = world.store.read().await.unwrap();
    assert!(tx.sheets(&import.plan).await.unwrap().is_empty());
    assert!(tx.sections(&import.plan).await.unwrap().is_empty());
    assert!(tx.file("d1").await.is_err());
}

async fn two_bookings_at_once_take_turns(world: &World) {
    city::found(&world.store).await;
    let (r3, r4) = (city::three(), city::sheet("R4", &[("連絡会議", "福祉部", "健康課", "")]));
    tokio::join!(city::book(&world.store, "i1", &r3), city::book(&world.store, "i2", &r4));
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.sheets(&city::plan().id).await.unwrap().len(), 2);
    assert_eq!(tx.actions(&city::plan().id).await.unwrap().len(), 2);
}

async fn a_large_sheet_is_saved_and_loaded_in_few_statements(world: &World) {
    city::found(&world.store).await;
    let titles: Vec<String> = (0..1_200).map(|n| format!("事業{n}")).collect();
    let lines: Vec<_> =
        titles.iter().map(|title| (title.as_str(), "福祉部", "健康課", "実施した。")).collect();
    let sheet = city::sheet("R3", &lines);
    assert!(sheet.rows.iter().map(|row| row.answers.len()).sum::<usize>() > 10_000);
    let begun = store::statements_begun();
    city::book(&world.store, "i1", &sheet).await;
    let saved = store::statements_begun() - begun;
    let mut tx = world.store.read().await.unwrap();
    let stored = tx.sheet(&city::plan().id, sheet.year).await.unwrap().unwrap();
    let loaded = store::statements_begun() - begun - saved;
    assert_eq!(stored.sheet, sheet);
    assert!(saved < 60 && loaded < 5, "rows go in batches: {saved} to save, {loaded} to load");
}

async fn the_rows_of_a_sheet_are_filed_under_their_actions_and_owners(world: &World) {
    city::found(&world.store).await;
    city::book(&world.store, "i1", &city::three()).await;
    let mut tx = world.store.read().await.unwrap();
    let (plan, year) = (city::plan().id, city::year("R3"));
    let filed = tx.filing(&plan, year).await.unwrap();
    assert_eq!(filed.actions, tx.sheet(&plan, year).await.unwrap().unwrap().actions);
    let names = |at: usize| -> Vec<&str> {
        filed.owners[at].iter().map(|(_, name)| name.as_str()).collect()
    };
    assert_eq!(
        [names(0), names(1), names(2)],
        [vec!["健康課", "長寿課"], vec!["市民課"], vec!["福祉部"]]
    );
    let owned = tx.owned(&plan, year).await.unwrap();
    let (actions, owners) = (&filed.actions, &filed.owners);
    let of = |at: usize| owners[at].iter().map(move |(id, _)| (actions[at].clone(), id.clone()));
    assert!((0..3).flat_map(of).all(|pair| owned.contains(&pair)));
    let none = tx.filing(&plan, year.plus(1)).await.unwrap();
    assert_eq!(none, domain::sheet::SheetFiling::default());
}
