use domain::{
    Id,
    event::{Event, ImportBooked},
    reading::{Problem, ProblemKind},
    sheet::{Change, ChangeKind},
};
use store::{AuditRecord, Error, Store};

use crate::{city, world::World};

on_both!(
    a_plans_events_are_told_in_the_order_of_the_chain_between_two_places,
    events_are_told_newest_first,
    an_event_is_recorded_once,
    events_are_told_of_an_action_and_of_a_person,
    an_event_that_cannot_be_read_is_shown_by_its_kind_and_not_recorded,
);

fn booked() -> Event {
    let changed = ChangeKind::Cell {
        role: domain::layout::ColumnRole::named("status").unwrap(),
        before: "\u{0}".into(),
        after: "𠮷\n\"".into(),
    };
    Event::ImportBooked(ImportBooked {
        fiscal_year: city::year("R3"),
        rows: 3,
        file: Some("f1".into()),
        sheet: Some("s1".into()),
        filed: None,
        changes: Some(vec![Change { no: 1, action: "講座".into(), kind: changed }]),
        other_readings: vec![Problem::new(ProblemKind::Doubt, domain::Place::File, "どちらか。")],
    })
}

fn event(id: &str, at: &str) -> AuditRecord {
    AuditRecord {
        id: Id::new(id),
        at: at.into(),
        actor: "山田".into(),
        person: None,
        plan: Some(city::plan().id),
        action: None,
        section: None,
        subject: "i1".into(),
        event: booked(),
    }
}

async fn events_are_told_newest_first(world: &World) {
    city::found(&world.store).await;
    let told = [event("1", "2026-04-01"), event("3", "2026-04-02"), event("2", "2026-04-02")];
    let mut tx = world.store.begin().await.unwrap();
    for event in &told {
        tx.record(event).await.unwrap();
    }
    tx.record(&AuditRecord { plan: None, ..event("9", "2026-04-09") }).await.unwrap();
    let plan = city::plan().id;
    let [first, newest, second] = told;
    assert_eq!(tx.events(&plan, 10).await.unwrap(), [newest.clone(), second, first]);
    assert_eq!(tx.events(&plan, 1).await.unwrap(), [newest]);
}

async fn a_plans_events_are_told_in_the_order_of_the_chain_between_two_places(world: &World) {
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    for (id, at) in [("1", "2026-04-03"), ("2", "2026-04-01"), ("3", "2026-04-02")] {
        tx.record(&event(id, at)).await.unwrap();
        tx.record(&AuditRecord { plan: None, ..event(&format!("other-{id}"), at) }).await.unwrap();
    }
    let plan = city::plan().id;
    let mut between = async |after, until, limit| {
        let told = tx.events_between(&plan, (after, until), limit).await.unwrap();
        told.into_iter().map(|(seq, record)| (seq, record.id.to_string())).collect::<Vec<_>>()
    };
    let all = [(1, "1"), (3, "2"), (5, "3")].map(|(seq, id)| (seq, id.to_owned()));
    assert_eq!(between(0, 100, 10).await, all);
    assert_eq!(between(1, 4, 10).await, all[1..2]);
    assert_eq!(between(0, 100, 2).await, all[..2]);
}

async fn an_event_is_recorded_once(world: &World) {
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    tx.record(&event("1", "2026-04-01")).await.unwrap();
    let again = tx.record(&event("1", "2026-04-02")).await;
    assert!(matches!(again, Err(Error::Conflict("履歴"))));
}

async fn events_are_told_of_an_action_and_of_a_person(world: &World) {
    city::found(&world.store).await;
    let (action, person) = (Some(Id::new("a1")), Some(Id::new("p1")));
    let of_action = AuditRecord { action: action.clone(), ..event("2", "2026-04-02") };
    let of_person = AuditRecord { person: person.clone(), plan: None, ..event("3", "2026-04-03") };
    let of_both =
        AuditRecord { action, person, section: Some(Id::new("s1")), ..event("4", "2026-04-04") };
    let told = [event("1", "2026-04-01"), of_action, of_person, of_both];
    let mut tx = world.store.begin().await.unwrap();
    tx.record_all(&told).await.unwrap();
    let [_, of_action, of_person, of_both] = told;
    let of_person_alone = of_person.clone();
    let (plan, action, person) = (city::plan().id, Id::new("a1"), Id::new("p1"));
    let found = tx.events_of_action(&plan, &action, 9).await.unwrap();
    assert_eq!(found, [of_both.clone(), of_action]);
    assert_eq!(tx.events_of_action(&plan, &action, 1).await.unwrap(), found[..1]);
    assert!(tx.events_of_action(&Id::new("other"), &action, 9).await.unwrap().is_empty());
    assert_eq!(tx.events_of_person(&person, 9).await.unwrap(), [of_both.clone(), of_person]);
    assert_eq!(tx.events_of_installation(9).await.unwrap(), [of_person_alone]);
    assert_eq!(tx.events_of_person(&person, 1).await.unwrap(), [of_both]);
    let about = AuditRecord { subject: "p1".into(), ..event("5", "2026-04-05") };
    tx.record(&about).await.unwrap();
    assert_eq!(tx.events_of_person(&person, 1).await.unwrap(), [about]);
}

async fn an_event_that_cannot_be_read_is_shown_by_its_kind_and_not_recorded(world: &World) {
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    tx.record_all(&[event("1", "2026-04-01"), event("2", "2026-04-02")]).await.unwrap();
    tx.commit().await.unwrap();
    for (id, to) in [("1", "detail = '{}'"), ("2", "kind = 'import.undone'")] {
        let sql = sqlx::AssertSqlSafe(format!("update events set {to} where id = '{id}'"));
        match &world.store {
            Store::Sqlite { pool, .. } => drop(sqlx::query(sql).execute(pool).await.unwrap()),
            Store::Postgres(pool) => drop(sqlx::query(sql).execute(pool).await.unwrap()),
        }
    }
    let mut tx = world.store.begin().await.unwrap();
    let found = tx.events(&city::plan().id, 9).await.unwrap();
    let kinds: Vec<_> = found.iter().map(|one| (one.event.kind(), one.event.label())).collect();
    assert_eq!(kinds, [("import.undone", "import.undone"), ("import.booked", "シートの登録")]);
    assert!(found.iter().all(|one| matches!(one.event, Event::Unreadable(_))));
    let unreadable = AuditRecord { id: Id::new("3"), ..found[1].clone() };
    assert!(matches!(tx.record(&unreadable).await, Err(Error::Corrupt(_))));
}
