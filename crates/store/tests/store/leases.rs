use store::StoredLease;

use crate::world::World;

on_both!(
    of_many_programs_one_takes_a_lease,
    a_lease_goes_on_or_over_only_from_the_turn_that_was_seen,
    a_database_that_takes_changes_says_so_and_stays_as_it_is,
);

async fn take(world: &World, holder: &str) -> bool {
    let mut tx = world.store.begin().await.unwrap();
    let taken = tx.take_lease("mail", holder, "t1").await.unwrap();
    tx.commit().await.unwrap();
    taken
}

async fn renew(world: &World, seen: &StoredLease, holder: &str) -> bool {
    let mut tx = world.store.begin().await.unwrap();
    let renewed = tx.renew_lease(seen, holder, "t2").await.unwrap();
    tx.commit().await.unwrap();
    renewed
}

async fn seen(world: &World) -> Option<StoredLease> {
    world.store.read().await.unwrap().lease("mail").await.unwrap()
}

async fn of_many_programs_one_takes_a_lease(world: &World) {
    let taken = tokio::join!(take(world, "a"), take(world, "b"), take(world, "c"));
    assert_eq!(<[bool; 3]>::from(taken).into_iter().filter(|taken| *taken).count(), 1);
    let lease = seen(world).await.unwrap();
    assert_eq!((lease.turn, lease.seen_at.as_str()), (1, "t1"));
    assert_eq!(
        world.store.read().await.unwrap().leases().await.unwrap(),
        std::slice::from_ref(&lease)
    );
    // The one that is gone is taken over by one of those that saw it so
    let renewed = tokio::join!(renew(world, &lease, "d"), renew(world, &lease, "e"));
    assert!(renewed.0 != renewed.1, "one of two");
    assert_eq!(seen(world).await.unwrap().turn, 2);
}

async fn a_lease_goes_on_or_over_only_from_the_turn_that_was_seen(world: &World) {
    assert!(take(world, "a").await && !take(world, "b").await);
    let first = seen(world).await.unwrap();
    assert!(renew(world, &first, "a").await, "a sign of life");
    assert!(!renew(world, &first, "b").await, "there was one since");
    let second = seen(world).await.unwrap();
    assert_eq!((second.holder.as_str(), second.turn, second.seen_at.as_str()), ("a", 2, "t2"));
    let mut tx = world.store.begin().await.unwrap();
    tx.release_lease("mail", "b").await.unwrap();
    assert!(tx.lease("mail").await.unwrap().is_some(), "another's is not given back");
    tx.release_lease("mail", "a").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(seen(world).await, None);
    assert!(!renew(world, &second, "b").await && take(world, "b").await);
}

async fn a_database_that_takes_changes_says_so_and_stays_as_it_is(world: &World) {
    let mut tx = world.store.begin().await.unwrap();
    assert!(tx.take_lease("", "a", "t1").await.unwrap());
    tx.commit().await.unwrap();
    let before = world.store.read().await.unwrap().row_counts().await.unwrap();
    world.store.try_writing().await.unwrap();
    assert_eq!(world.store.read().await.unwrap().row_counts().await.unwrap(), before);
    assert!(world.store.is_up_to_date().await.unwrap() && !world.store.is_still());
}
