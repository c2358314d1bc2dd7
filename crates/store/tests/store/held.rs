//! A row that was changed past the program is found, whichever it is and whatever of it.

use std::collections::BTreeSet;

use domain::{
    Field, Id, Offset, Slot,
    event::{Event, RowsHeld},
    row_fault::RowChange,
};
use sqlx::{AssertSqlSafe, raw_sql};
use store::{AuditRecord, DatabaseKind, NewComment, Store};

use crate::{city, migrations::grown_to, world::World};

on_both!(
    an_edit_of_any_field_of_any_table_is_found,
    a_row_that_is_taken_away_or_put_in_is_found_in_any_table,
    a_text_that_is_none_any_more_is_found,
    what_is_written_with_its_event_fits_also_when_it_takes_the_place_of_something,
    what_is_written_without_an_event_does_not_fit,
    rows_of_an_older_version_are_held_once,
    a_change_that_is_known_is_held_with_its_reason,
    a_detail_that_was_deleted_leaves_its_rows_held,
    a_bit_that_is_flipped_in_the_file_is_found_or_changes_nothing,
);

/// Tables whose rows no event holds, each with the reason.
const FREE: [(&str, &str); 9] = [
    ("events", "the chain holds them itself"),
    ("chain", "its end is compared with the last event"),
    ("attempts", "each is counted before it is looked at"),
    ("leases", "each sign of life counts up the turn"),
    ("sessions", "each request notes that it is used; they end by themselves"),
    ("api_token_uses", "each use of a token notes it; the first of a day is told by an event"),
    ("kept_answers", "they are forgotten after a day; what they answered is told by its own event"),
    ("mails", "the courier notes each attempt; what was sent is told by events"),
    ("mail_files", "they go with the queue; their bytes are kept files"),
];

/// Columns of other tables whose changes no event tells, each with the reason.
const FREE_COLUMNS: [(&str, &str, &str); 2] = [
    ("files", "bytes", "the key is their digest, with which they are compared"),
    ("people", "totp_step", "the last code that was used"),
];

fn held(reason: &str) -> AuditRecord {
    AuditRecord {
        id: Id::new(format!("held-{reason}-{}", next())),
        at: "2026-04-01T00:00:00Z".into(),
        actor: "山田".into(),
        person: None,
        plan: None,
        action: None,
        section: None,
        subject: "database".into(),
        event: Event::RowsHeld(RowsHeld { reason: reason.into() }),
    }
}

fn next() -> u32 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Past the program, and past the rules of the tables.
async fn tamper(store: &Store, sql: &str) -> Result<(), sqlx::Error> {
    let free = |off: &str, on: &str| AssertSqlSafe(format!("{off}; {sql}; {on}"));
    match store {
        Store::Sqlite { writer, .. } => {
            let off = "pragma foreign_keys = off; pragma ignore_check_constraints = on";
            let on = "pragma foreign_keys = on; pragma ignore_check_constraints = off";
            raw_sql(free(off, on)).execute(writer).await.map(|_| ())
        }
        Store::Postgres(pool) => {
            let off = "set session_replication_role = replica";
            let on = "set session_replication_role = origin";
            raw_sql(free(off, on)).execute(pool).await.map(|_| ())
        }
    }
}

/// The faults as table and change.
async fn faults(store: &Store) -> Vec<(String, RowChange)> {
    let found = store.read().await.unwrap().check_rows().await.unwrap();
    found.into_iter().map(|fault| (fault.table, fault.what)).collect()
}

async fn hold(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    tx.hold_rows(|| held("")).await.unwrap();
    tx.commit().await.unwrap();
}

/// A city that had every version, with rows in every table, all of them held.
async fn grown(world: &World) -> Store {
    let url = world.empty_place().await;
    grown_to(&url, i64::MAX).await;
    let store = Store::open(&url).await.unwrap();
    assert!(!store.read().await.unwrap().rows_are_held().await.unwrap());
    hold(&store).await;
    assert_eq!(faults(&store).await, []);
    store
}

/// Every table as the database lists it, with its columns and whether each is a number.
async fn columns(store: &Store) -> Vec<(String, String, bool)> {
    match store {
        Store::Sqlite { pool, .. } => {
            let sql = "select t.name, c.name, c.type = 'bigint' from sqlite_schema t
                join pragma_table_info(t.name) c
                where t.type = 'table' and t.name <> '_sqlx_migrations' order by 1, 2";
            sqlx::query_as(sql).fetch_all(pool).await.unwrap()
        }
        Store::Postgres(pool) => {
            let sql = "select table_name::text, column_name::text, data_type = 'bigint'
                from information_schema.columns
                where table_schema = current_schema() and table_name <> '_sqlx_migrations'
                order by 1, 2";
            sqlx::query_as(sql).fetch_all(pool).await.unwrap()
        }
    }
}

/// The tables of which every row is held.
async fn tables(store: &Store) -> Vec<String> {
    let all: BTreeSet<String> = columns(store).await.into_iter().map(|(table, ..)| table).collect();
    for (free, _) in FREE {
        assert!(all.contains(free), "{free} is not there any more");
    }
    all.into_iter().filter(|table| FREE.iter().all(|(free, _)| free != table)).collect()
}

/// What names one row of a table.
fn one_row(store: &Store, table: &str) -> String {
    let id = if store.kind() == DatabaseKind::Sqlite { "rowid" } else { "ctid" };
    format!("{id} = (select {id} from {table} limit 1)")
}

async fn keep(store: &Store, table: &str) {
    tamper(store, &format!("create table kept as select * from {table}")).await.unwrap();
}

async fn bring_back(store: &Store, table: &str) {
    let back = format!("delete from {table}; insert into {table} select * from kept");
    tamper(store, &format!("{back}; drop table kept")).await.unwrap();
}

async fn an_edit_of_any_field_of_any_table_is_found(world: &World) {
    let store = grown(world).await;
    let held = tables(&store).await;
    let (mut edited, mut refused) = (BTreeSet::new(), Vec::new());
    for (table, column, number) in columns(&store).await {
        let free = |(of, name, _): &(&str, &str, &str)| *of == table && *name == column;
        if !held.contains(&table) || FREE_COLUMNS.iter().any(free) {
            continue;
        }
        keep(&store, &table).await;
        let to = if number {
            format!("coalesce({column}, 0) + 1")
        } else {
            format!("coalesce({column}, '') || '.'")
        };
        let row = one_row(&store, &table);
        let edit = format!("update {table} set {column} = {to} where {row}");
        if tamper(&store, &edit).await.is_err() {
            refused.push(format!("{table}.{column}"));
        } else {
            let found = faults(&store).await;
            assert!(found.iter().any(|(of, _)| *of == table), "{table}.{column}: {found:?}");
            edited.insert(table.clone());
        }
        bring_back(&store, &table).await;
        assert_eq!(faults(&store).await, [], "{table}.{column}");
    }
    assert_eq!(edited.into_iter().collect::<Vec<_>>(), held);
    let codes = store.kind() == DatabaseKind::Postgres;
    assert!(refused.is_empty() || codes, "refused by the database itself: {refused:?}");
}

async fn a_row_that_is_taken_away_or_put_in_is_found_in_any_table(world: &World) {
    let store = grown(world).await;
    for table in tables(&store).await {
        keep(&store, &table).await;
        let row = one_row(&store, &table);
        tamper(&store, &format!("delete from {table} where {row}")).await.unwrap();
        let found = faults(&store).await;
        let [(of, RowChange::Gone(_))] = found.as_slice() else { panic!("{table}: {found:?}") };
        assert_eq!(*of, table);
        // Taken away by the program, and put in again past it
        let mut tx = store.begin().await.unwrap();
        let gone = tx.check_rows().await.unwrap();
        tx.hold_faults(&gone, &held("gone")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(faults(&store).await, [], "{table}");
        bring_back(&store, &table).await;
        let found = faults(&store).await;
        let [(of, RowChange::Back(_))] = found.as_slice() else { panic!("{table}: {found:?}") };
        assert_eq!(*of, table);
        let mut tx = store.begin().await.unwrap();
        let back = tx.check_rows().await.unwrap();
        tx.hold_faults(&back, &held("back")).await.unwrap();
        tx.commit().await.unwrap();
    }
    let put_in = "insert into rule_settings (plan_id, rule, weight) values ('plan-1', 'X', 'off')";
    tamper(&store, put_in).await.unwrap();
    assert_eq!(faults(&store).await, [("rule_settings".to_owned(), RowChange::Added)]);
}

async fn a_text_that_is_none_any_more_is_found(world: &World) {
    if world.store.kind() == DatabaseKind::Postgres {
        // A server refuses such bytes; whoever damages its files is told so by the server
        return;
    }
    let store = grown(world).await;
    tamper(&store, "update answers set text = cast(x'e381ff' as text)").await.unwrap();
    let found = faults(&store).await;
    assert!(
        found.iter().all(|(of, what)| of == "answers" && matches!(what, RowChange::Changed(_)))
    );
    assert_eq!(found.len(), 2);
}

fn comment(id: &str) -> NewComment {
    NewComment {
        id: Id::new(id),
        action: Id::new("a1"),
        section: Id::new("s2"),
        slot: Slot::new(Field::Status, Offset::This),
        text: "延べですか。".into(),
        by: "事務局".into(),
        at: "2026-05-10".into(),
    }
}

async fn what_is_written_with_its_event_fits_also_when_it_takes_the_place_of_something(
    world: &World,
) {
    let store = &world.store;
    let mut tx = store.begin().await.unwrap();
    tx.create_plan(&city::plan()).await.unwrap();
    for (id, year) in [("i1", "R3"), ("i2", "R3"), ("i3", "R4")] {
        let sheet = city::sheet(year, &[("連絡会議", "福祉部", "健康課・長寿課", id)]);
        let import = city::import(id, &format!("digest-{id}"), sheet.clone());
        city::receive(&mut tx, &import).await;
        tx.save_sheet(&import.plan, &import.id, &sheet, &mut city::ids(id)).await.unwrap();
        tx.mark_booked(&import.id, "2026-04-02T00:00:00Z").await.unwrap();
        tx.record(&held(id)).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(faults(store).await, []);
    assert!(store.read().await.unwrap().check_chain().await.unwrap().is_ok());
    assert!(store.read().await.unwrap().rows_are_held().await.unwrap(), "a new database is");
}

async fn what_is_written_without_an_event_does_not_fit(world: &World) {
    let store = grown(world).await;
    let mut tx = store.begin().await.unwrap();
    tx.add_comment(&Id::new("round-1"), &comment("c2")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(faults(&store).await, [("comments".to_owned(), RowChange::Added)]);
    let mut tx = store.begin().await.unwrap();
    let (round, section, slot) = (Id::new("round-1"), Id::new("s2"), Id::new("c2"));
    tx.answer_comment(&round, &section, &slot, ("実人数です。", "健康課", "x")).await.unwrap();
    tx.record(&held("answered")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(faults(&store).await, [], "its event tells of the whole row");
}

async fn rows_of_an_older_version_are_held_once(world: &World) {
    let store = grown(world).await;
    let before = store.read().await.unwrap().chain_head().await.unwrap();
    tamper(&store, "update comments set text = '別の質問'").await.unwrap();
    hold(&store).await;
    assert_eq!(store.read().await.unwrap().chain_head().await.unwrap(), before);
    let found = store.read().await.unwrap().check_rows().await.unwrap();
    let [fault] = found.as_slice() else { panic!("{found:?}") };
    let seq = fault.seq().unwrap();
    assert_eq!(
        (fault.key.as_slice(), &fault.what),
        (&["c1".to_owned()][..], &RowChange::Changed(seq))
    );
    let event = store.read().await.unwrap().event_at(seq).await.unwrap().unwrap();
    assert_eq!(event.event.kind(), "rows.held");
    assert!(fault.to_string().contains("表「comments」の行（c1）"), "{fault}");
}

async fn a_change_that_is_known_is_held_with_its_reason(world: &World) {
    let store = grown(world).await;
    tamper(&store, "update people set name = '' where id = 'person-1'").await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let found = tx.check_rows().await.unwrap();
    tx.hold_faults(&found, &held("消去の請求")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(faults(&store).await, []);
    assert!(store.read().await.unwrap().check_chain().await.unwrap().is_ok());
}

async fn a_detail_that_was_deleted_leaves_its_rows_held(world: &World) {
    let store = grown(world).await;
    tamper(&store, "update events set detail = '' where kind = 'rows.held'").await.unwrap();
    assert_eq!(faults(&store).await, []);
    assert!(store.read().await.unwrap().check_chain().await.unwrap().is_ok());
    tamper(&store, "update entries set text = '１回'").await.unwrap();
    assert!(
        matches!(faults(&store).await.as_slice(), [(of, RowChange::Changed(_))] if of == "entries")
    );
}

/// Whether something is wrong with a file, as `verify` finds it.
async fn shows(file: &std::path::Path) -> bool {
    let Ok(store) = Store::open_backup(file).await else { return true };
    let whole = async {
        let structure = store.integrity().await?;
        let mut tx = store.read().await?;
        let (chain, rows) = (tx.check_chain().await?, tx.check_rows().await?);
        tx.row_counts().await?;
        Ok::<bool, store::Error>(structure.is_empty() && chain.is_ok() && rows.is_empty())
    };
    let whole = whole.await;
    store.close().await;
    !whole.unwrap_or(false)
}

async fn a_bit_that_is_flipped_in_the_file_is_found_or_changes_nothing(world: &World) {
    if world.store.kind() == DatabaseKind::Postgres {
        // Its files are the server's own matter
        return;
    }
    let store = grown(world).await;
    let held = tables(&store).await;
    let folder = tempfile::tempdir().unwrap();
    let (whole, bent) = (folder.path().join("whole.db"), folder.path().join("bent.db"));
    store.backup(&whole).await.unwrap();
    let prints = async |file: &std::path::Path| {
        let store = Store::open_backup(file).await.unwrap();
        let mut all = store.read().await.unwrap().fingerprints().await.unwrap();
        let free = |table: &String| FREE_COLUMNS.iter().any(|(of, ..)| of == table);
        all.retain(|one| held.contains(&one.table) && !free(&one.table));
        all
    };
    let before = prints(&whole).await;
    let bytes = std::fs::read(&whole).unwrap();
    let mut found = 0;
    for number in 0_usize..300 {
        // A prime walks through the file without falling into step with its pages
        let at = number * 104_729 % bytes.len();
        let mut bytes = bytes.clone();
        bytes[at] ^= 1 << (number % 8);
        std::fs::write(&bent, bytes).unwrap();
        if shows(&bent).await {
            found += 1;
        } else {
            assert_eq!(prints(&bent).await, before, "bit {} of byte {at}", number % 8);
        }
    }
    assert!(found > 10, "{found} of 300: most of a small file is room that nothing uses");
}
