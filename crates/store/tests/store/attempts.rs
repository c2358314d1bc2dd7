use domain::{Id, person::Person};
use store::{AttemptCounter, Store, Tx, UNKNOWN_DEVICE};

use crate::{city, people::person, world::World};

on_both!(
    attempts_at_the_same_time_are_all_counted,
    what_is_taken_back_lifts_its_own_lock_only,
    nothing_is_counted_while_it_is_locked_but_for_a_lock_from_the_future,
    a_known_browser_is_counted_for_itself,
    the_browsers_that_were_used_longest_ago_are_forgotten,
);

/// The latest end of a lock in these tests.
const LATEST: &str = "09:00";

async fn somebody(store: &Store) -> Id<Person> {
    city::found(store).await;
    let person = person("p1", "1");
    let mut tx = store.begin().await.unwrap();
    tx.create_person(&person, "2026-04-01", &mut city::ids("p1")).await.unwrap();
    tx.commit().await.unwrap();
    person.id
}

async fn unknown(tx: &mut Tx, person: &Id<Person>) -> AttemptCounter {
    let counter = tx.attempt_counter(person, "never seen").await.unwrap();
    assert_eq!(counter.device, UNKNOWN_DEVICE);
    counter
}

async fn count(tx: &mut Tx, counter: &AttemptCounter) -> Option<u32> {
    tx.count_attempt(counter, "08:00", LATEST).await.unwrap()
}

async fn attempts_at_the_same_time_are_all_counted(world: &World) {
    let person = somebody(&world.store).await;
    let attempts = (0..20).map(|at| {
        let (store, person) = (world.store.clone(), person.clone());
        tokio::spawn(async move {
            let mut tx = store.begin().await.unwrap();
            let counter = unknown(&mut tx, &person).await;
            count(&mut tx, &counter).await.unwrap();
            tx.commit().await.unwrap();
            if at % 4 == 0 {
                let mut tx = store.begin().await.unwrap();
                tx.uncount_attempt(&counter, None).await.unwrap();
                tx.commit().await.unwrap();
            }
        })
    });
    for attempt in attempts.collect::<Vec<_>>() {
        attempt.await.unwrap();
    }
    let mut tx = world.store.begin().await.unwrap();
    let counter = unknown(&mut tx, &person).await;
    assert_eq!(count(&mut tx, &counter).await, Some(16), "15 that were wrong, and this one");
}

async fn what_is_taken_back_lifts_its_own_lock_only(world: &World) {
    let person = somebody(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    let counter = unknown(&mut tx, &person).await;
    for failed in 1..=3 {
        assert_eq!(count(&mut tx, &counter).await, Some(failed));
    }
    tx.lock_attempts(&counter, Some("08:30")).await.unwrap();
    tx.uncount_attempt(&counter, Some("08:10")).await.unwrap();
    assert_eq!(count(&mut tx, &counter).await, None, "another attempt's lock stays");
    tx.uncount_attempt(&counter, Some("08:30")).await.unwrap();
    assert_eq!(count(&mut tx, &counter).await, Some(2));
    tx.clear_attempts(&counter).await.unwrap();
    tx.uncount_attempt(&counter, None).await.unwrap();
    assert_eq!(count(&mut tx, &counter).await, Some(1), "never below none");
}

async fn nothing_is_counted_while_it_is_locked_but_for_a_lock_from_the_future(world: &World) {
    let person = somebody(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    let counter = unknown(&mut tx, &person).await;
    assert_eq!(count(&mut tx, &counter).await, Some(1));
    for (until, counted) in [("08:00:01", None), (LATEST, None), ("07:59", Some(2))] {
        tx.lock_attempts(&counter, Some(until)).await.unwrap();
        assert_eq!(count(&mut tx, &counter).await, counted, "{until}");
    }
    tx.lock_attempts(&counter, Some("09:01")).await.unwrap();
    assert_eq!(count(&mut tx, &counter).await, Some(3), "a clock was ahead");
}

async fn a_known_browser_is_counted_for_itself(world: &World) {
    let person = somebody(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    tx.know_device(&person, "own", "2026-04-01", 3).await.unwrap();
    let (own, others) = (
        tx.attempt_counter(&person, "own").await.unwrap(),
        tx.attempt_counter(&person, "").await.unwrap(),
    );
    assert_eq!((own.device.as_str(), others.device.as_str()), ("own", UNKNOWN_DEVICE));
    assert_eq!(count(&mut tx, &others).await, Some(1));
    tx.lock_attempts(&others, Some("08:30")).await.unwrap();
    assert_eq!(count(&mut tx, &own).await, Some(1), "others lock out others only");
    assert!(tx.is_device_known("own").await.unwrap());
    assert!(!tx.is_device_known("").await.unwrap(), "all the unknown are no browser");
    let other = tx.attempt_counter(&Id::new("p2"), "own").await.unwrap();
    assert_eq!(other.device, UNKNOWN_DEVICE, "for another person it is unknown");
    tx.forget_attempts(&person).await.unwrap();
    assert!(!tx.is_device_known("own").await.unwrap());
    assert_eq!(count(&mut tx, &others).await, Some(1));
}

async fn the_browsers_that_were_used_longest_ago_are_forgotten(world: &World) {
    let person = somebody(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    let others = unknown(&mut tx, &person).await;
    count(&mut tx, &others).await;
    for (device, day) in [("a", "1"), ("b", "2"), ("a", "3"), ("c", "4")] {
        tx.know_device(&person, device, day, 2).await.unwrap();
    }
    for (device, known) in [("a", true), ("b", false), ("c", true)] {
        assert_eq!(tx.is_device_known(device).await.unwrap(), known, "{device}");
    }
    assert_eq!(count(&mut tx, &others).await, Some(2), "the others' count is none of them");
}
