use domain::{
    Id,
    chain::{Broken, Verified, Why},
    event::{EntryWritten, Event},
};
use sqlx::{AssertSqlSafe, raw_sql};
use store::{AuditRecord, Error, Store};

use crate::{city, world::World};

on_both!(
    a_chain_grows_by_each_event_and_holds,
    many_events_at_once_are_chained_like_one_after_another,
    an_event_that_was_rolled_back_takes_no_place,
    each_column_of_an_event_is_held_by_the_chain,
    an_event_that_is_rewritten_with_its_hash_breaks_the_next_link,
    an_event_that_is_cut_out_is_missed,
    the_last_event_that_is_cut_off_is_missed,
    an_event_that_is_put_in_is_found,
    two_events_that_change_places_are_found,
    the_end_of_the_chain_is_held_too,
    a_chain_without_its_end_takes_no_event,
    writers_at_once_leave_a_whole_chain,
    more_events_than_are_held_at_once_are_walked,
    events_from_before_the_chain_are_sealed_once,
    a_detail_that_was_deleted_leaves_the_chain_whole,
    a_detail_without_its_digest_may_not_go,
);

fn event(number: u32) -> AuditRecord {
    let written = EntryWritten {
        field: "status".into(),
        before: String::new(),
        after: format!("{number}回"),
        version: 1,
        same_as_last_year: None,
        file: None,
    };
    AuditRecord {
        id: Id::new(format!("e{number:04}")),
        at: format!("2026-04-01T00:00:{:02}Z", number % 60),
        actor: "山田".into(),
        person: Some(Id::new("p1")),
        plan: Some(city::plan().id),
        action: Some(Id::new("a1")),
        section: Some(Id::new("s1")),
        subject: format!("r{number}"),
        event: Event::EntryWritten(written),
    }
}

/// Five events, each in a transaction of its own.
async fn five(store: &Store) {
    city::found(store).await;
    for number in 1..=5 {
        let mut tx = store.begin().await.unwrap();
        tx.record(&event(number)).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn check(store: &Store) -> Result<Verified, Broken> {
    store.read().await.unwrap().check_chain().await.unwrap()
}

/// Past the program, as whoever has the file can.
async fn tamper(store: &Store, sql: &str) {
    let sql = raw_sql(AssertSqlSafe(sql.to_owned()));
    match store {
        Store::Sqlite { pool, .. } => sql.execute(pool).await.map(|_| ()).unwrap(),
        Store::Postgres(pool) => sql.execute(pool).await.map(|_| ()).unwrap(),
    }
}

async fn broken(store: &Store) -> (i64, Why) {
    let broken = check(store).await.unwrap_err();
    (broken.seq, broken.why)
}

async fn a_chain_grows_by_each_event_and_holds(world: &World) {
    assert_eq!(check(&world.store).await.unwrap().head.seq, 0);
    five(&world.store).await;
    let head = check(&world.store).await.unwrap().head;
    assert_eq!((head.seq, head.hash.len()), (5, 64));
    assert_eq!(world.store.read().await.unwrap().chain_head().await.unwrap(), Some(head));
}

async fn many_events_at_once_are_chained_like_one_after_another(world: &World) {
    five(&world.store).await;
    let one_by_one = check(&world.store).await.unwrap();
    tamper(&world.store, "delete from events; update chain set seq = 0, hash = ''").await;
    let mut tx = world.store.begin().await.unwrap();
    tx.record_all(&[]).await.unwrap();
    tx.record_all(&(1..=5).map(event).collect::<Vec<_>>()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(check(&world.store).await.unwrap(), one_by_one);
}

async fn an_event_that_was_rolled_back_takes_no_place(world: &World) {
    five(&world.store).await;
    let before = check(&world.store).await.unwrap();
    let mut tx = world.store.begin().await.unwrap();
    tx.record(&event(6)).await.unwrap();
    drop(tx);
    assert_eq!(check(&world.store).await.unwrap(), before);
}

async fn each_column_of_an_event_is_held_by_the_chain(world: &World) {
    five(&world.store).await;
    tamper(&world.store, "insert into plans values ('other', '', '', '')").await;
    for column in [
        "id",
        "at",
        "actor",
        "person_id",
        "kind",
        "plan_id",
        "action_id",
        "section_id",
        "subject",
        "detail",
        "detail_digest",
        "rows",
        "hash",
        "previous",
    ] {
        tamper(&world.store, "create table kept as select * from events where seq = 3").await;
        let to = if column == "detail" { "{\"field\": \"status\"}" } else { "other" };
        let sql = format!("update events set {column} = '{to}' where seq = 3");
        tamper(&world.store, &sql).await;
        let why = match column {
            "previous" => Why::Previous,
            "detail" => Why::Detail,
            _ => Why::Changed,
        };
        assert_eq!(broken(&world.store).await, (3, why), "{column}");
        let back = "delete from events where seq = 3; insert into events select * from kept";
        tamper(&world.store, &format!("{back}; drop table kept")).await;
        check(&world.store).await.unwrap();
    }
    tamper(&world.store, "update events set person_id = null where seq = 3").await;
    assert_eq!(broken(&world.store).await, (3, Why::Changed));
}

async fn an_event_that_is_rewritten_with_its_hash_breaks_the_next_link(world: &World) {
    five(&world.store).await;
    let mut other = event(3);
    other.actor = "山口".into();
    tamper(&world.store, "create table kept as select * from events where seq > 3").await;
    tamper(&world.store, "delete from events where seq > 2").await;
    let sql = "update chain set seq = 2, hash = (select hash from events where seq = 2)";
    tamper(&world.store, sql).await;
    let mut tx = world.store.begin().await.unwrap();
    tx.record(&other).await.unwrap();
    tx.commit().await.unwrap();
    let sql = "insert into events select * from kept;
        update chain set seq = 5, hash = (select hash from events where seq = 5)";
    tamper(&world.store, sql).await;
    assert_eq!(broken(&world.store).await, (4, Why::Previous));
}

async fn an_event_that_is_cut_out_is_missed(world: &World) {
    five(&world.store).await;
    tamper(&world.store, "delete from events where seq = 3").await;
    assert_eq!(broken(&world.store).await, (3, Why::Missing));
    tamper(&world.store, "update events set seq = seq - 1 where seq = 4").await;
    tamper(&world.store, "update events set seq = seq - 1 where seq = 5").await;
    assert_eq!(broken(&world.store).await, (3, Why::Previous));
}

async fn the_last_event_that_is_cut_off_is_missed(world: &World) {
    five(&world.store).await;
    tamper(&world.store, "delete from events where seq = 5").await;
    assert_eq!(broken(&world.store).await, (5, Why::Tail));
    tamper(&world.store, "update chain set seq = 4").await;
    assert_eq!(broken(&world.store).await, (4, Why::End));
}

async fn an_event_that_is_put_in_is_found(world: &World) {
    five(&world.store).await;
    let sql = |id: &str, seq: &str| {
        format!(
            "insert into events (id, at, actor, kind, subject, detail, detail_digest, seq, previous,
                hash)
            select '{id}', at, actor, kind, subject, detail, detail_digest, {seq}, hash, hash
            from events where seq = 5"
        )
    };
    tamper(&world.store, &sql("outside", "null")).await;
    assert_eq!(broken(&world.store).await, (0, Why::Outside("outside".into())));
    tamper(&world.store, "delete from events where id = 'outside'").await;
    tamper(&world.store, &sql("after", "6")).await;
    assert_eq!(broken(&world.store).await, (6, Why::Changed));
    tamper(&world.store, "delete from events where id = 'after'").await;
    tamper(&world.store, &sql("before", "-1")).await;
    assert_eq!(broken(&world.store).await, (1, Why::Missing));
    tamper(&world.store, "delete from events where id = 'before'").await;
    check(&world.store).await.unwrap();
    for seq in [5, 4, 3] {
        let sql = format!("update events set seq = seq + 1 where seq = {seq}");
        tamper(&world.store, &sql).await;
    }
    tamper(&world.store, &sql("middle", "3").replace("where seq = 5", "where seq = 2")).await;
    assert_eq!(broken(&world.store).await, (3, Why::Changed));
}

async fn two_events_that_change_places_are_found(world: &World) {
    five(&world.store).await;
    for (from, to) in [(2, 99), (3, 2), (99, 3)] {
        let sql = format!("update events set seq = {to} where seq = {from}");
        tamper(&world.store, &sql).await;
    }
    assert_eq!(broken(&world.store).await, (2, Why::Previous));
}

async fn the_end_of_the_chain_is_held_too(world: &World) {
    five(&world.store).await;
    tamper(&world.store, "update chain set seq = 3").await;
    assert_eq!(broken(&world.store).await, (4, Why::Beyond));
    tamper(&world.store, "update chain set seq = 5, hash = 'other'").await;
    assert_eq!(broken(&world.store).await, (5, Why::End));
}

async fn a_chain_without_its_end_takes_no_event(world: &World) {
    five(&world.store).await;
    tamper(&world.store, "delete from chain").await;
    assert_eq!(broken(&world.store).await, (5, Why::NoEnd));
    Store::open(&world.url).await.unwrap();
    assert_eq!(broken(&world.store).await, (5, Why::NoEnd), "opening it mends nothing");
    let refused = world.store.begin().await.unwrap().record(&event(6)).await;
    assert!(matches!(refused, Err(Error::Corrupt(_))));
}

async fn writers_at_once_leave_a_whole_chain(world: &World) {
    city::found(&world.store).await;
    let writers = (0..8).map(|writer| {
        let store = world.store.clone();
        tokio::spawn(async move {
            for number in 0..20 {
                let mut tx = store.begin().await.unwrap();
                tx.record(&event(writer * 20 + number)).await.unwrap();
                tx.commit().await.unwrap();
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    assert_eq!(check(&world.store).await.unwrap().head.seq, 160);
}

async fn more_events_than_are_held_at_once_are_walked(world: &World) {
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    tx.record_all(&(1..=1_250).map(event).collect::<Vec<_>>()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(check(&world.store).await.unwrap().head.seq, 1_250);
    tamper(&world.store, "update events set actor = 'x' where seq = 1201").await;
    assert_eq!(broken(&world.store).await, (1_201, Why::Changed));
}

/// A store as it was before the chain, with events in it.
async fn before_the_chain(world: &World) -> String {
    let url = world.empty_place().await;
    let sql = "insert into events (id, at, actor, kind, subject, detail) values
        ('b', '2026-04-02', 'x', 'k', 's', '{ }'), ('c', '2026-04-01', 'x', 'k', 's', '{}'),
        ('a', '2026-04-02', 'x', 'k', 's', '{}')";
    crate::migrations::filled_at(&url, 4, sql).await;
    url
}

async fn events_from_before_the_chain_are_sealed_once(world: &World) {
    let url = before_the_chain(world).await;
    let (one, two) = tokio::join!(Store::open(&url), Store::open(&url));
    let (store, other) = (one.unwrap(), two.unwrap());
    assert_eq!(check(&store).await.unwrap().head.seq, 3);
    assert_eq!(check(&other).await.unwrap().head.seq, 3);
    for (seq, id) in [(1, "c"), (2, "a"), (3, "b")] {
        tamper(&store, &format!("update events set actor = 'y' where id = '{id}'")).await;
        assert_eq!(broken(&store).await, (seq, Why::Changed));
        tamper(&store, &format!("update events set actor = 'x' where id = '{id}'")).await;
    }
    let sql = "insert into events (id, at, actor, kind, subject, detail)
        values ('late', '2026-04-03', 'x', 'k', 's', '{}')";
    tamper(&store, sql).await;
    let again = Store::open(&url).await.unwrap();
    assert_eq!(broken(&again).await, (0, Why::Outside("late".into())));
}

async fn a_detail_that_was_deleted_leaves_the_chain_whole(world: &World) {
    five(&world.store).await;
    let before = check(&world.store).await.unwrap();
    tamper(&world.store, "update events set detail = '' where seq in (2, 4)").await;
    let after = check(&world.store).await.unwrap();
    assert_eq!((&after.head, after.emptied), (&before.head, 2));
    let mut tx = world.store.begin().await.unwrap();
    let told = tx.events(&city::plan().id, 9).await.unwrap();
    assert_eq!(told[1].event, Event::Unreadable("entry.written".into()));
    assert_eq!((told[1].actor.as_str(), told[1].event.label()), ("山田", "記入"));
    tx.record(&event(6)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(check(&world.store).await.unwrap().head.seq, 6);
    let forged = "update events set detail = '{\"field\":\"plan\"}' where seq = 4";
    tamper(&world.store, forged).await;
    assert_eq!(broken(&world.store).await, (4, Why::Detail));
}

async fn a_detail_without_its_digest_may_not_go(world: &World) {
    five(&world.store).await;
    tamper(&world.store, "update events set detail = '', detail_digest = null where seq = 2").await;
    assert_eq!(broken(&world.store).await, (2, Why::Changed));
}
