//! Registers and records in their versions.

use domain::Day;
use store::{Error, StoredRecord, StoredRegister};

use crate::{city, world::World};

on_both!(
    a_register_comes_back_with_its_versions,
    a_register_follows_only_the_version_that_was_seen,
    a_record_stands_in_its_last_version_and_its_former_ones_stay_readable,
    a_record_follows_only_the_version_that_was_seen,
    records_are_found_by_the_days_that_they_tell_of_as_they_stand,
    records_of_some_days_come_with_what_they_said_before,
    a_name_or_identifier_is_its_plans_own,
);

fn register(version: i64) -> StoredRegister {
    StoredRegister {
        name: "講座".into(),
        version,
        definition: format!("{{\"version\":{version}}}"),
        defined_by: "健康課".into(),
        defined_at: format!("2026-04-0{version}T00:00:00Z"),
    }
}

fn record(id: &str, version: i64, days: [&str; 2]) -> StoredRecord {
    StoredRecord {
        id: id.into(),
        version,
        register: "講座".into(),
        register_version: 1,
        section_id: None,
        state: "held".into(),
        first_day: days[0].into(),
        last_day: days[1].into(),
        line: format!("{{\"memo\":\"第{version}版\"}}"),
        written_by: "健康課".into(),
        written_at: "2026-04-01T00:00:00Z".into(),
    }
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

const NOVEMBER: [&str; 2] = ["2021-11-16", "2021-11-16"];

async fn a_register_comes_back_with_its_versions(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    tx.define_register(&plan, &register(1), None).await.unwrap();
    tx.define_register(&plan, &register(2), Some(1)).await.unwrap();
    assert_eq!(tx.registers(&plan).await.unwrap(), [register(2), register(1)]);
}

async fn a_register_follows_only_the_version_that_was_seen(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    tx.define_register(&plan, &register(1), None).await.unwrap();
    tx.define_register(&plan, &register(2), Some(1)).await.unwrap();
    for (version, seen) in [(1, None), (2, Some(1)), (3, Some(1)), (2, None)] {
        let late = tx.define_register(&plan, &register(version), seen).await;
        assert!(matches!(late, Err(Error::Conflict("台帳"))), "{version} {seen:?}");
    }
    assert_eq!(tx.registers(&plan).await.unwrap().len(), 2);
}

async fn a_record_stands_in_its_last_version_and_its_former_ones_stay_readable(world: &World) {
    city::found(&world.store).await;
    city::book(&world.store, "s", &city::three()).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    let section = tx.sections(&plan).await.unwrap().remove(0).id.to_string();
    let first = StoredRecord { section_id: Some(section), ..record("k1", 1, NOVEMBER) };
    let second = StoredRecord { state: "void".into(), ..record("k1", 2, NOVEMBER) };
    tx.write_records(&plan, &[first.clone(), second.clone()]).await.unwrap();
    let all = tx.records_between(&plan, Day::FIRST, Day::LAST).await.unwrap();
    assert_eq!(all, std::slice::from_ref(&second));
    assert_eq!(tx.record_versions(&plan, "k1").await.unwrap(), [second, first]);
    assert!(tx.record_versions(&plan, "k2").await.unwrap().is_empty());
}

async fn a_record_follows_only_the_version_that_was_seen(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    let written = [record("k1", 1, NOVEMBER), record("k1", 2, NOVEMBER)];
    tx.write_records(&plan, &written).await.unwrap();
    for version in [1, 2, 4] {
        let late = tx.write_records(&plan, &[record("k1", version, NOVEMBER)]).await;
        assert!(matches!(late, Err(Error::Conflict("記録"))), "{version}");
    }
    tx.write_records(&plan, &[record("k1", 3, NOVEMBER)]).await.unwrap();
    assert_eq!(tx.record_versions(&plan, "k1").await.unwrap().len(), 3);
}

async fn records_are_found_by_the_days_that_they_tell_of_as_they_stand(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    let written = [
        record("c", 1, ["2021-11-16", "2021-11-16"]),
        record("b", 1, ["2021-11-16", "2021-11-16"]),
        record("a", 1, ["2021-03-15", "2021-04-15"]),
        record("d", 1, ["2022-04-01", "2022-04-01"]),
        record("moved", 1, ["2021-05-01", "2021-05-01"]),
        record("moved", 2, ["2022-05-01", "2022-05-01"]),
    ];
    tx.write_records(&plan, &written).await.unwrap();
    let found = tx.records_between(&plan, day("2021-04-01"), day("2022-03-31")).await.unwrap();
    let ids: Vec<&str> = found.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
}

/// The identifiers and versions of what the year's records say and said.
async fn history(tx: &mut store::Tx, of: Option<&[String]>) -> Vec<(String, i64)> {
    let days = (day("2021-04-01"), day("2022-03-31"));
    let all = tx.record_history(&city::plan().id, days, of).await.unwrap();
    all.into_iter().map(|one| (one.id, one.version)).collect()
}

async fn records_of_some_days_come_with_what_they_said_before(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    let named = |id: &str, register: &str, line: &str| StoredRecord {
        register: register.into(),
        line: line.into(),
        ..record(id, 1, NOVEMBER)
    };
    let written = [
        record("a", 1, NOVEMBER),
        record("a", 2, NOVEMBER),
        record("later", 1, ["2022-04-01", "2022-04-01"]),
        record("moved", 1, NOVEMBER),
        record("moved", 2, ["2022-05-01", "2022-05-01"]),
        named("other", "相談", "{}"),
        named("shared", "配布", r#"{"counted_for":["9"]}"#),
    ];
    tx.write_records(&plan, &written).await.unwrap();
    let told = |all: &[(&str, i64)]| -> Vec<(String, i64)> {
        all.iter().map(|(id, version)| ((*id).to_owned(), *version)).collect()
    };
    let courses = ["講座".to_owned()];
    let every = history(&mut tx, None).await;
    assert_eq!(every, told(&[("a", 1), ("a", 2), ("other", 1), ("shared", 1)]));
    let some = history(&mut tx, Some(&courses)).await;
    assert_eq!(some, told(&[("a", 1), ("a", 2), ("shared", 1)]));
    assert_eq!(history(&mut tx, Some(&courses[..0])).await, told(&[("shared", 1)]));
}

async fn a_name_or_identifier_is_its_plans_own(world: &World) {
    city::found(&world.store).await;
    let (plan, mut other) = (city::plan().id, city::plan());
    (other.id, other.area_code) = (domain::Id::new("plan-2"), "119998".into());
    other.municipality = "ひかり市".into();
    let mut tx = world.store.begin().await.unwrap();
    tx.create_plan(&other).await.unwrap();
    for plan in [&plan, &other.id] {
        tx.define_register(plan, &register(1), None).await.unwrap();
        tx.write_records(plan, &[record("k1", 1, NOVEMBER)]).await.unwrap();
        assert_eq!(tx.registers(plan).await.unwrap().len(), 1);
        assert_eq!(tx.record_versions(plan, "k1").await.unwrap().len(), 1);
    }
}
