//! Bits of the database's file turn over: what people wrote does not change unseen.

use std::path::Path;

use store::{Fingerprint, Store};

use crate::{
    deadline::{self, Size},
    program::{self, Server, encoded, post, run},
};

/// What every table says; `None` where it cannot be read.
async fn said(file: &Path) -> Option<Vec<Fingerprint>> {
    let url = format!("sqlite:{}", file.display());
    let store = Store::open_as_is(&url).await.ok()?;
    let all = async { store.read().await.ok()?.fingerprints().await.ok() }.await;
    store.close().await;
    all
}

/// A city in which something is written in each reply.
async fn written(folder: &Path, file: &Path) {
    let url = format!("sqlite:{}", file.display());
    let store = Store::open(&url).await.unwrap();
    let size = Size { actions: 12, sections: 3, people: 3 };
    let city = deadline::found(&store, "x", size).await.unwrap();
    store.close().await;
    let server = Server::start(folder, &url, &[]);
    for (token, section) in &city.clerks {
        for asked in city.of(section) {
            for slot in city.prose() {
                let (key, path) = (slot.key(), format!("{}/entries", city.reply(asked)));
                let text = encoded(&format!("{key}について、相談窓口を{}回ひらいた。", asked.0));
                let form = format!("{key}={text}&{key}.base=0&{key}.choice=text");
                let said = post(&server.host, token, &path, &form);
                assert!(said.is_some_and(|(status, _)| status == 200));
            }
        }
    }
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bit_that_turned_over_is_told_or_changes_nothing_that_was_written() {
    let test = "a_bit_that_turned_over_is_told_or_changes_nothing_that_was_written";
    let (mut dice, rounds) = (program::seed(test), program::rounds(10));
    let folder = tempfile::tempdir().unwrap();
    let (file, turned) = (folder.path().join("sasae.sqlite"), folder.path().join("turned.sqlite"));
    written(folder.path(), &file).await;
    let (whole, before) = (std::fs::read(&file).unwrap(), said(&file).await.unwrap());
    let url = format!("sqlite:{}", turned.display());
    let (mut told, mut silent) = (0, Vec::new());
    for _ in 0..rounds {
        let (at, bit) = (dice.below(whole.len() as u64), dice.below(8));
        let mut bytes = whole.clone();
        bytes[usize::try_from(at).unwrap()] ^= 1 << bit;
        std::fs::write(&turned, &bytes).unwrap();
        if run(folder.path(), &["verify", "--database", &url]).status.success() {
            let after = said(&turned).await;
            if after.as_ref() != Some(&before) {
                silent.push((at, bit, after));
            }
        } else {
            told += 1;
        }
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", turned.display()));
        }
    }
    let harmless = rounds as usize - told - silent.len();
    println!("{rounds} bits turned: {told} told, {harmless} in nothing that is read");
    let differing = silent.iter().map(|(at, bit, after)| {
        let of = |table: &Fingerprint| (!before.contains(table)).then(|| table.table.clone());
        format!(
            "byte {at} bit {bit}: {:?}",
            after.iter().flatten().filter_map(of).collect::<Vec<_>>()
        )
    });
    assert!(silent.is_empty(), "{:#?}", differing.collect::<Vec<_>>());
}
