use domain::Id;
use serde_json::json;
use store::{Error, Event};

use crate::{city, world::World};

on_both!(events_are_told_newest_first, an_event_is_recorded_once);

fn event(id: &str, at: &str) -> Event {
    Event {
        id: Id::new(id),
        at: at.into(),
        actor: "山田".into(),
        kind: "import.booked".into(),
        plan: Some(city::plan().id),
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
