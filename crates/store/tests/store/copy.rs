use domain::{
    Id,
    event::{EntryWritten, Event},
};
use sqlx::{AssertSqlSafe, raw_sql};
use store::{AuditRecord, Error, Store};

use crate::{
    city,
    world::{self, World},
};

on_both!(
    the_rows_of_every_table_come_over_as_lines,
    a_line_that_a_table_does_not_hold_is_refused,
    every_table_that_the_migrations_make_is_listed,
    every_table_comes_over_and_back,
    a_place_that_is_not_empty_is_refused,
    tables_that_differ_are_refused,
    a_change_of_any_row_shows_in_the_fingerprint,
    files_that_are_larger_than_a_batch_come_over,
    sections_come_over_whatever_their_identifiers,
);

async fn raw(store: &Store, sql: &str) {
    let sql = raw_sql(AssertSqlSafe(sql.to_owned()));
    match store {
        Store::Sqlite { pool, .. } => sql.execute(pool).await.map(|_| ()).unwrap(),
        Store::Postgres(pool) => sql.execute(pool).await.map(|_| ()).unwrap(),
    }
}

/// A city with two years, a file that nobody could read, and events.
pub(crate) async fn filled(store: &Store) {
    city::found(store).await;
    city::book(store, "i1", &city::three()).await;
    let other = city::sheet("R4", &[("連絡会議", "福祉部", "健康課", "３回\n実施した。'\"\\")]);
    city::book(store, "i2", &other).await;
    let mut tx = store.begin().await.unwrap();
    tx.keep_file("empty", "a.csv", b"", "2026-04-01").await.unwrap();
    for number in 0..700 {
        let written = EntryWritten {
            field: "status".into(),
            before: String::new(),
            after: "\u{0}𠮷".into(),
            version: 1,
            same_as_last_year: None,
            file: None,
        };
        let event = AuditRecord {
            id: Id::new(format!("e{number:04}")),
            at: "2026-04-01".into(),
            actor: "山田".into(),
            person: (number % 2 == 0).then(|| Id::new("p1")),
            plan: Some(city::plan().id),
            action: None,
            section: None,
            subject: "x".into(),
            event: Event::EntryWritten(written),
        };
        tx.record(&event).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn copied(from: &Store, to: &Store) {
    let (mut source, mut target) = (from.read().await.unwrap(), to.begin().await.unwrap());
    source.copy_into(&mut target).await.unwrap();
    target.commit().await.unwrap();
    let prints = source.fingerprints().await.unwrap();
    let mut tx = to.read().await.unwrap();
    assert_eq!(tx.fingerprints().await.unwrap(), prints);
    let counts = tx.row_counts().await.unwrap().into_iter();
    let counts: Vec<_> =
        counts.map(|(table, rows)| (table, u64::try_from(rows).unwrap())).collect();
    assert_eq!(counts, prints.into_iter().map(|one| (one.table, one.rows)).collect::<Vec<_>>());
}

async fn every_table_that_the_migrations_make_is_listed(world: &World) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut made = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("--"));
        for statement in lines.collect::<Vec<_>>().join(" ").split(';') {
            match *statement.split_whitespace().take(6).collect::<Vec<_>>() {
                ["create", "table", name, ..] => made.push(name.to_owned()),
                ["drop", "table", name, ..] => made.retain(|known| known != name),
                ["alter", "table", from, "rename", "to", to] => {
                    made.retain(|known| known != from);
                    made.push(to.to_owned());
                }
                _ => {}
            }
        }
    }
    made.sort();
    let counts = world.store.read().await.unwrap().row_counts().await.unwrap();
    assert_eq!(counts.into_iter().map(|(table, _)| table).collect::<Vec<_>>(), made);
}

async fn every_table_comes_over_and_back(world: &World) {
    filled(&world.store).await;
    let sqlite = world::sqlite().await;
    copied(&world.store, &sqlite.store).await;
    let mut tx = sqlite.store.read().await.unwrap();
    assert_eq!(tx.check_chain().await.unwrap().unwrap().head.seq, 700);
    let (mut here, year) = (world.store.read().await.unwrap(), city::year("R3"));
    let plan = city::plan().id;
    let (theirs, ours) =
        (tx.sheet(&plan, year).await.unwrap(), here.sheet(&plan, year).await.unwrap());
    assert_eq!(theirs.unwrap().sheet, ours.unwrap().sheet);
    let last = world.another().await;
    copied(&sqlite.store, &last.store).await;
    let prints = last.store.read().await.unwrap().fingerprints().await.unwrap();
    assert_eq!(prints, here.fingerprints().await.unwrap());
    let mut tx = last.store.begin().await.unwrap();
    assert_eq!(tx.check_chain().await.unwrap().unwrap().head.seq, 700);
}

async fn a_place_that_is_not_empty_is_refused(world: &World) {
    filled(&world.store).await;
    let there = world::sqlite().await;
    city::found(&there.store).await;
    let (mut from, mut to) =
        (world.store.read().await.unwrap(), there.store.begin().await.unwrap());
    let refused = from.copy_into(&mut to).await.unwrap_err();
    assert!(matches!(&refused, Error::NotEmpty(table) if table == "plans"), "{refused}");
    drop((from, to));
    let (mut from, mut to) =
        (there.store.read().await.unwrap(), world.store.begin().await.unwrap());
    assert!(matches!(from.copy_into(&mut to).await, Err(Error::NotEmpty(_))));
}

async fn tables_that_differ_are_refused(world: &World) {
    let there = world::sqlite().await;
    let refused = async || {
        let (mut from, mut to) =
            (world.store.read().await.unwrap(), there.store.begin().await.unwrap());
        match from.copy_into(&mut to).await {
            Err(Error::Shape(names)) => names,
            other => panic!("{other:?}"),
        }
    };
    raw(&world.store, "alter table plans add column later text").await;
    assert!(refused().await.contains("plans"));
    raw(&there.store, "alter table plans add column later bigint").await;
    assert!(refused().await.contains("plans"), "the types differ");
    raw(&world.store, "alter table plans drop column later").await;
    raw(&there.store, "alter table plans drop column later").await;
    raw(&there.store, "create table later (id text not null primary key)").await;
    assert_eq!(refused().await, "later");
    raw(&there.store, "drop table later; create table later (id text)").await;
    assert_eq!(refused().await, "later", "without a key");
    raw(&there.store, "drop table later; create table later (id integer primary key)").await;
    assert!(refused().await.contains("integer"), "a type that the product does not use");
}

async fn a_change_of_any_row_shows_in_the_fingerprint(world: &World) {
    filled(&world.store).await;
    let prints = async || world.store.read().await.unwrap().fingerprints().await.unwrap();
    let before = prints().await;
    for (table, sql) in [
        (
            "answers",
            "update answers set text = 'x' where row_id = 'i1-000005' and field = 'status'",
        ),
        ("files", "update files set size = size + 1 where digest = 'empty'"),
        ("events", "update events set person_id = '' where id = 'e0001'"),
        ("imports", "update imports set booked_at = null where id = 'i1'"),
    ] {
        let was = prints().await;
        raw(&world.store, sql).await;
        let is = prints().await;
        let changed: Vec<_> = was.iter().zip(&is).filter(|(a, b)| a != b).collect();
        assert!(table == "answers" || changed.len() == 1, "{table}");
        assert!(changed.iter().all(|(a, _)| a.table == table));
    }
    assert_ne!(prints().await, before);
}

async fn files_that_are_larger_than_a_batch_come_over(world: &World) {
    let mut tx = world.store.begin().await.unwrap();
    for number in 0..4_u8 {
        let bytes = vec![number; 5 << 20];
        tx.keep_file(&format!("f{number}"), "a.pdf", &bytes, "2026-04-01").await.unwrap();
    }
    tx.keep_file("small", "a.pdf", b"x", "2026-04-01").await.unwrap();
    tx.commit().await.unwrap();
    copied(&world.store, &world::sqlite().await.store).await;
}

async fn sections_come_over_whatever_their_identifiers(world: &World) {
    city::found(&world.store).await;
    let sql = "insert into sections (id, plan_id, parent_id, name, folded) values
        ('z', 'plan-1', null, 'あ', 'あ'), ('m', 'plan-1', 'z', 'い', 'い'),
        ('a', 'plan-1', 'm', 'う', 'う'), ('b', 'plan-1', null, 'え', 'え')";
    raw(&world.store, sql).await;
    copied(&world.store, &world::sqlite().await.store).await;
    raw(&world.store, "update sections set parent_id = 'a' where id = 'z'").await;
    let there = world::sqlite().await;
    let (mut from, mut to) =
        (world.store.read().await.unwrap(), there.store.begin().await.unwrap());
    let refused = from.copy_into(&mut to).await;
    assert!(matches!(refused, Err(Error::Shape(name)) if name == "sections"), "a ring");
}

async fn the_rows_of_every_table_come_over_as_lines(world: &World) {
    filled(&world.store).await;
    let there = world.another().await;
    let mut from = world.store.read().await.unwrap();
    let mut to = there.store.begin().await.unwrap();
    to.make_way_for_all().await.unwrap();
    let mut bytes = store::LineBytes::new();
    for table in from.tables().await.unwrap() {
        let mut lines = from.table_lines(&table, &[]).await.unwrap();
        if table == "files" {
            for line in &mut lines {
                let digest = line["digest"].as_str().unwrap().to_owned();
                bytes.insert(digest.clone(), from.file(&digest).await.unwrap().bytes);
                line.insert("bytes".into(), digest.into());
            }
        }
        to.add_table_lines(&table, &lines, &bytes).await.unwrap();
    }
    assert_eq!(to.fingerprints().await.unwrap(), from.fingerprints().await.unwrap());
    assert!(matches!(to.make_way_for_all().await, Err(Error::NotEmpty(_))));
    let without = from.table_lines("plans", &["title"]).await.unwrap();
    assert!(without[0].contains_key("id") && !without[0].contains_key("title"));
}

async fn a_line_that_a_table_does_not_hold_is_refused(world: &World) {
    let mut tx = world.store.begin().await.unwrap();
    let bytes = store::LineBytes::new();
    for line in [
        r#"{"id":"p","municipality":1,"area_code":"","title":""}"#,
        r#"{"id":"p","municipality":"","area_code":"","title":"","other":""}"#,
    ] {
        let line = serde_json::from_str(line).unwrap();
        let refused = tx.add_table_lines("plans", &[line], &bytes).await;
        assert!(matches!(refused, Err(Error::Shape(_))), "{refused:?}");
    }
    assert!(matches!(tx.table_lines("none", &[]).await, Err(Error::Shape(_))));
}
