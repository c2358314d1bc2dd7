use domain::Id;
use serde_json::json;
use store::{Error, Event};

use crate::{city, world::World};

on_both!(
    events_are_told_newest_first,
    an_event_is_recorded_once,
    events_are_told_of_an_action_and_of_a_person,
);

fn event(id: &str, at: &str) -> Event {
    Event {
        id: Id::new(id),
        at: at.into(),
        actor: "山田".into(),
        person: None,
        kind: "import.booked".into(),
        plan: Some(city::plan().id),
        action: None,
        section: None,
        subject: "i1".into(),
        detail: json!({"before": null, "after": ["令和３年度", 0.1, {"b": 1, "a": "\u{0}"}]}),
    }
}

async fn events_are_told_newest_first(world: &World) {
    city::found(&world.store).await;
    let told = [event("1", "2026-04-01"), event("3", "2026-04-02"), event("2", "2026-04-02")];
    let mut tx = world.store.begin().await.unwrap();
    for event in &told {
        tx.record(event).await.unwrap();
    }
    tx.record(&Event { plan: None, ..event("9", "2026-04-09") }).await.unwrap();
    let plan = city::plan().id;
    let [first, newest, second] = told;
    assert_eq!(tx.events(&plan, 10).await.unwrap(), [newest.clone(), second, first]);
    assert_eq!(tx.events(&plan, 1).await.unwrap(), [newest]);
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
    let of_action = Event { action: action.clone(), ..event("2", "2026-04-02") };
    let of_person = Event { person: person.clone(), plan: None, ..event("3", "2026-04-03") };
    let of_both =
        Event { action, person, section: Some(Id::new("s1")), ..event("4", "2026-04-04") };
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
    let about = Event { subject: "p1".into(), ..event("5", "2026-04-05") };
    tx.record(&about).await.unwrap();
    assert_eq!(tx.events_of_person(&person, 1).await.unwrap(), [about]);
}
