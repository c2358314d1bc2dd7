//! Copies are taken while people save: each is whole, and says what the place it came from said at
//! one moment.

use std::{path::Path, sync::atomic::Ordering, thread::scope};

use store::{Fingerprint, Store};
use tempfile::TempDir;

use crate::{
    database::Database,
    deadline::{self, Size},
    program::{self, Server, ok},
    server::schema,
    writers::{self, Storm},
};

on_both!(async backups_and_copies_under_load_are_whole);

/// An empty database.
fn empty(database: Database) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let url = match database {
        Database::Sqlite => format!("sqlite:{}", folder.path().join("sasae.sqlite").display()),
        Database::Postgres => schema(),
    };
    (folder, url)
}

/// Where copies of a database go: into a file, and into its own kind.
fn kinds(database: Database) -> &'static [Database] {
    match database {
        Database::Sqlite => &[Database::Sqlite],
        Database::Postgres => &[Database::Sqlite, Database::Postgres],
    }
}

/// What every table says, but for those to which the copy itself is told.
async fn said(store: &Store) -> Vec<Fingerprint> {
    let mut all = store.read().await.unwrap().fingerprints().await.unwrap();
    all.retain(|of| of.table != "events" && of.table != "chain");
    assert!(all.len() > 15, "{all:?}");
    all
}

async fn said_at(url: &str) -> Vec<Fingerprint> {
    let store = Store::open_as_is(url).await.unwrap();
    let all = said(&store).await;
    store.close().await;
    all
}

async fn backups_and_copies_under_load_are_whole(database: Database) {
    let test = "backups_and_copies_under_load_are_whole";
    let (mut dice, rounds) = (program::seed(test), program::rounds(1).div_ceil(40));
    let (folder, url) = empty(database);
    let store = Store::open(&url).await.unwrap();
    let size = Size { actions: 20, sections: 6, people: 6 };
    let city = deadline::found(&store, "x", size).await.unwrap();
    store.close().await;
    let mut writers = writers::of(&city, &mut dice);
    let server = Server::start(folder.path(), &url, &[]);
    let (host, storm) = (server.host.clone(), Storm::default());
    let runtime = tokio::runtime::Handle::current();
    let copies = scope(|scope| {
        for writer in &mut writers {
            scope.spawn(|| writer.work(&host, &city, &storm, false));
        }
        // The clerks stop even where a copy is found broken
        let copied = scope.spawn(|| {
            (0..rounds).map(|n| runtime.block_on(copied(folder.path(), &url, n, database))).sum()
        });
        let copied: Result<usize, _> = copied.join();
        storm.over.store(true, Ordering::Relaxed);
        copied
    });
    let copies = copies.unwrap();
    server.stop();
    let store = Store::open(&url).await.unwrap();
    for writer in &mut writers {
        writer.check(&store, &city).await;
    }
    store.close().await;
    ok(folder.path(), &["verify", "--database", &url]);
    let (kind, saved) = (url.split(':').next().unwrap(), storm.saved.into_inner());
    assert!(saved > 0);
    println!("{kind}: {copies} copies taken during {saved} saves, each compared and verified");
}

/// A backup that is verified and restored into each kind, and a move to each kind and back; answers
/// how many copies were compared.
async fn copied(folder: &Path, url: &str, round: u32, database: Database) -> usize {
    let file = folder.join(format!("backup-{round}.sqlite"));
    let name = file.to_str().unwrap();
    ok(folder, &["backup", "--database", url, "--output", name]);
    ok(folder, &["verify", "--backup", name]);
    let store = Store::open_backup(&file).await.unwrap();
    let backed_up = said(&store).await;
    store.close().await;
    let mut copies = 1;
    for kind in kinds(database) {
        let (_there, to) = empty(*kind);
        ok(folder, &["restore", "--backup", name, "--database", &to]);
        ok(folder, &["verify", "--database", &to]);
        assert_eq!(said_at(&to).await, backed_up);
        copies += 1;
    }
    for kind in kinds(database) {
        let (_middle, middle) = empty(*kind);
        // The command compares the fingerprints of what it read with those of what it wrote
        ok(folder, &["db", "copy", "--from", url, "--to", &middle]);
        let before = said_at(&middle).await;
        for kind in kinds(database) {
            let (_last, last) = empty(*kind);
            ok(folder, &["db", "copy", "--from", &middle, "--to", &last]);
            ok(folder, &["verify", "--database", &last]);
            assert_eq!(said_at(&last).await, before);
            copies += 1;
        }
        copies += 1;
    }
    copies
}
