//! Copies are taken while people save: each is whole, and says what the place it came from said at
//! one moment.

use std::{path::Path, sync::atomic::Ordering, thread::scope};

use store::{Fingerprint, Store};
use tempfile::TempDir;

use crate::{
    deadline::{self, Size},
    program::{self, Server, ok},
    server::schema,
    writers::{self, Storm},
};

/// An empty database of each kind that there is.
fn empty(test: &str) -> Vec<(TempDir, String)> {
    let folder = || tempfile::tempdir().unwrap();
    let file = |of: &TempDir| format!("sqlite:{}", of.path().join("sasae.sqlite").display());
    let own = folder();
    let url = file(&own);
    let server = schema(test).map(|url| (folder(), url));
    std::iter::once((own, url)).chain(server).collect()
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

#[tokio::test(flavor = "multi_thread")]
async fn backups_and_copies_under_load_are_whole() {
    let test = "backups_and_copies_under_load_are_whole";
    let (mut dice, rounds) = (program::seed(test), program::rounds(1).div_ceil(40));
    for (folder, url) in empty(test) {
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
                (0..rounds).map(|n| runtime.block_on(copied(folder.path(), &url, n, test))).sum()
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
}

/// A backup that is verified and restored into each kind, and a move to each kind and back; answers
/// how many copies were compared.
async fn copied(folder: &Path, url: &str, round: u32, test: &str) -> usize {
    let file = folder.join(format!("backup-{round}.sqlite"));
    let name = file.to_str().unwrap();
    ok(folder, &["backup", "--database", url, "--output", name]);
    ok(folder, &["verify", "--backup", name]);
    let store = Store::open_backup(&file).await.unwrap();
    let backed_up = said(&store).await;
    store.close().await;
    let mut copies = 1;
    for (_there, to) in empty(test) {
        ok(folder, &["restore", "--backup", name, "--database", &to]);
        ok(folder, &["verify", "--database", &to]);
        assert_eq!(said_at(&to).await, backed_up);
        copies += 1;
    }
    for (_middle, middle) in empty(test) {
        // The command compares the fingerprints of what it read with those of what it wrote
        ok(folder, &["db", "copy", "--from", url, "--to", &middle]);
        let before = said_at(&middle).await;
        for (_last, last) in empty(test) {
            ok(folder, &["db", "copy", "--from", &middle, "--to", &last]);
            ok(folder, &["verify", "--database", &last]);
            assert_eq!(said_at(&last).await, before);
            copies += 1;
        }
        copies += 1;
    }
    copies
}
