//! A withdrawal with erasure: the edition's place, digest and ground stay, the chain holds, and the text
//! is in no byte of the database's file, of its log and of a new backup.

use std::{fs, path::Path};

use crate::{
    database::Database,
    editions::{city, freeze},
    program::{Place, Run, text},
};

on_both!(
    an_erased_text_is_in_no_byte_of_the_file_and_of_a_new_backup,
    a_text_that_still_stands_is_told_with_its_places_and_nothing_is_erased,
);

/// A text as no other file of a city has it.
const CANARY: &str = "合言葉ヤマブキの相談";

fn holds(file: &Path) -> bool {
    let bytes = fs::read(file).unwrap_or_default();
    bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes())
}

/// Which files beside the data hold the text.
fn holding(place: &Place) -> Vec<String> {
    let names = ["sasae.sqlite", "sasae.sqlite-wal", "sasae.sqlite-shm"];
    let mut all: Vec<String> = names.map(str::to_owned).to_vec();
    let backup = format!("backup-{}.sqlite", fs::read_dir(place.folder.path()).unwrap().count());
    place.run(&["backup", "--output", &backup]).ok();
    all.push(backup);
    all.retain(|name| holds(&place.folder.path().join(name)));
    all
}

/// Books a sheet with the text in the place of the one that is there; answers the sheet without it.
fn told(place: &Place) -> String {
    let sheet = fs::read_to_string(place.export("R6", "json")).unwrap();
    book(place, "told.json", &sheet.replacen("回", &format!("回（{CANARY}）"), 1));
    sheet
}

fn book(place: &Place, name: &str, sheet: &str) {
    let file = place.file(name, sheet.as_bytes());
    place.run(&["import", text(&file), "--replace", "--yes"]).ok();
}

fn withdraw(place: &Place, more: &[&str]) -> Run {
    let which = ["edition", "withdraw", "--year", "R6", "--kind", "council"];
    place.run(&[&which[..], &["--ground", "個人情報保護条例第7条"], more].concat())
}

fn an_erased_text_is_in_no_byte_of_the_file_and_of_a_new_backup(database: Database) {
    let place = city(database);
    let before = told(&place);
    freeze(&place, "council", "協議会に諮るため").ok();
    let was = place.run(&["edition", "list", "--json"]).ok().json();
    // What was told has to be found where it stands, or the test would see nothing
    assert!(!holding(&place).is_empty());
    // The files of the import are not the database's
    book(&place, "corrected.json", &before);
    withdraw(&place, &["--erase", "--words", CANARY]).ok();
    assert_eq!(holding(&place), Vec::<String>::new());
    let list = place.run(&["edition", "list", "--json"]).ok().json();
    assert_eq!(list[0]["ground"], "個人情報保護条例第7条", "{list}");
    assert_eq!(list[0]["state"], "withdrawn", "{list}");
    assert_eq!(list[0]["content_digest"], was[0]["content_digest"], "the tombstone has the digest");
    let verified = place.run(&["verify"]).ok();
    assert!(verified.out.contains("内容を消去した履歴"), "{verified:?}");
    let package = ["edition", "package", "--year", "R6", "--kind", "council", "--output", "a.zip"];
    assert_ne!(place.run(&package).code, 0, "its files are gone");
    let replay = place.run(&["edition", "replay", "--year", "R6", "--kind", "council"]);
    assert_eq!(replay.code, 3, "{replay:?}");
    assert!(replay.err.contains("消去"), "{replay:?}");
    // The next edition quotes nothing of it
    freeze(&place, "council", "差し替え").ok();
    assert_eq!(holding(&place), Vec::<String>::new());
}

fn a_text_that_still_stands_is_told_with_its_places_and_nothing_is_erased(database: Database) {
    let place = city(database);
    told(&place);
    freeze(&place, "council", "協議会に諮るため").ok();
    let stands = withdraw(&place, &["--erase", "--words", CANARY]);
    assert_eq!(stands.code, 5, "{stands:?}");
    for word in ["シートの記入", "今のシートのもとになった取込"] {
        assert!(stands.err.contains(word), "{word}: {stands:?}");
    }
    let list = place.run(&["edition", "list", "--json"]).ok().json();
    assert_eq!(list[0]["state"], "in_force", "nothing was done: {list}");
    let alone = withdraw(&place, &["--words", CANARY]);
    assert_eq!(alone.code, 3, "{alone:?}");
    for words in ["山", "「\"」"] {
        assert_eq!(withdraw(&place, &["--erase", "--words", words]).code, 3, "{words}");
    }
    let quoted = ["--erase", "--words", "個人情報保護条例"];
    assert_eq!(withdraw(&place, &quoted).code, 3, "the ground stays");
    place.run(&["verify"]).ok();
    let package = ["edition", "package", "--year", "R6", "--kind", "council", "--output", "a.zip"];
    place.run(&package).ok();
}
