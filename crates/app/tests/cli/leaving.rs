//! Everything goes away as one package and arrives in an empty database: each edition with the digest that
//! it had, the history whole, nothing secret; what was changed on the way is refused whole.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Cursor, Read, Write},
    path::Path,
};

use serde_json::Value;
use sha2::{Digest, Sha256};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    database::Database,
    editions::{city, freeze, published},
    program::{Place, Run, text},
};

on_both!(
    everything_arrives_in_an_empty_database_with_the_digests_that_it_had,
    a_package_that_was_changed_is_refused_whole,
    what_is_not_empty_or_no_package_is_left_as_it_is,
);

type Files = BTreeMap<String, Vec<u8>>;

/// A city with editions, one of them withdrawn and erased, and persons.
fn lived(database: Database) -> Place {
    let place = city(database);
    published(&place);
    freeze(&place, "council", "協議会に諮るため").ok();
    let withdraw = ["edition", "withdraw", "--year", "R6", "--kind", "council", "--ground", "氏名"];
    place.run(&[&withdraw[..], &["--erase"]].concat()).ok();
    for login in ["kanri", "kanri2"] {
        let role = ["--name", "職員", "--role", "システム管理者"];
        place.run(&[&["people", "add", "--login", login][..], &role[..]].concat()).ok();
    }
    place
}

fn give(place: &Place, name: &str) -> Vec<u8> {
    place.run(&["export", "--all", "--output", name]).ok();
    fs::read(place.folder.path().join(name)).unwrap()
}

fn take(place: &Place, zip: &[u8]) -> Run {
    let file = place.file("all.zip", zip);
    place.run(&["import", "--all", text(&file)])
}

fn editions(place: &Place) -> Value {
    place.run(&["edition", "list", "--json"]).ok().json()
}

/// The files of a package without the folder at the top.
fn unpacked(zip: &[u8]) -> Files {
    let mut archive = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut files = Files::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().split_once('/').unwrap().1.to_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(name, bytes);
    }
    files
}

/// A package of files; its lists of digests are made anew, as whoever changes it would.
fn packed(mut files: Files) -> Vec<u8> {
    for (list, of_payload) in [("manifest-sha256.txt", true), ("tagmanifest-sha256.txt", false)] {
        let listed = files.iter().filter(|(name, _)| {
            name.starts_with("data/") == of_payload && *name != "tagmanifest-sha256.txt"
        });
        let line = |(name, bytes): (&String, &Vec<u8>)| {
            let digest = Sha256::digest(bytes);
            let digest =
                digest.iter().fold(String::new(), |all, byte| all + &format!("{byte:02x}"));
            format!("{digest}  {name}\n")
        };
        let lines: String = listed.map(line).collect();
        files.insert(list.to_owned(), lines.into_bytes());
    }
    let bytes: usize =
        files.iter().filter(|(name, _)| name.starts_with("data/")).map(|(_, it)| it.len()).sum();
    let count = files.keys().filter(|name| name.starts_with("data/")).count();
    let info = String::from_utf8(files["bag-info.txt"].clone()).unwrap();
    let kept = info.lines().filter(|line| !line.starts_with("Payload-Oxum"));
    let info = kept.map(|line| format!("{line}\n")).collect::<Vec<_>>().concat();
    let info = format!("{info}Payload-Oxum: {bytes}.{count}\n");
    if files.insert("bag-info.txt".to_owned(), info.clone().into_bytes()) != Some(info.into_bytes())
    {
        return packed(files);
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(format!("all/{name}"), SimpleFileOptions::DEFAULT).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn everything_arrives_in_an_empty_database_with_the_digests_that_it_had(database: Database) {
    let place = lived(database);
    let zip = give(&place, "given.zip");
    let files = unpacked(&zip);
    let named = |part: &str| files.keys().filter(|name| name.contains(part)).count();
    assert!(named("data/editions/2024-published-1/site/") > 10, "the edition's own files");
    assert!(named("data/originals/") >= 1 && named("data/layouts/R6.toml") == 1);
    assert_eq!(named("data/editions/2024-council-1/"), 0, "what was erased is not carried");
    let people = String::from_utf8(files["data/people.ndjson"].clone()).unwrap();
    assert_eq!(people.lines().count(), 2);
    for secret in ["password", "totp", "\"subject\"", "argon2"] {
        assert!(!people.contains(secret), "{secret}: {people}");
    }
    let history = String::from_utf8(files["data/history.ndjson"].clone()).unwrap();
    let kinds: BTreeSet<String> = history
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["kind"].as_str().unwrap().into())
        .collect();
    assert!(kinds.contains("edition.frozen") && kinds.contains("import.booked"), "{kinds:?}");

    for kind in [Database::Sqlite, database] {
        let there = Place::on(kind);
        let taken = take(&there, &zip).ok();
        assert!(taken.err.contains("sasae people link"), "{taken:?}");
        assert_eq!(editions(&there), editions(&place));
        there.run(&["verify"]).ok();
        for edition in ["approved", "published"] {
            let of = ["--year", "R6", "--kind", edition];
            let output = format!("{edition}.zip");
            there.run(&[&["edition", "package", "--output", &output][..], &of[..]].concat()).ok();
            there.run_bare(&["edition", "verify", &output]).ok();
            there.run(&[&["edition", "replay"][..], &of[..]].concat()).ok();
        }
        let again = unpacked(&give(&there, "again.zip"));
        for (name, bytes) in &files {
            let differs = ["history", "chain", "plan.json", "manifest", "bag-info", "README"];
            if name.starts_with("data/") && !differs.iter().any(|part| name.contains(part)) {
                assert_eq!(again.get(name), Some(bytes), "{name}");
            }
        }
        // Work goes on
        freeze(&there, "council", "協議会に諮るため").ok();
        there.run(&["verify"]).ok();
    }
}

fn a_package_that_was_changed_is_refused_whole(database: Database) {
    let place = lived(database);
    let zip = give(&place, "given.zip");
    let files = unpacked(&zip);
    let there = Place::on(database);
    let changed = |name: &str, from: &str, to: &str| {
        let mut files = files.clone();
        let text = String::from_utf8(files[name].clone()).unwrap();
        let other = text.replacen(from, to, 1);
        assert_ne!(other, text, "{name} has {from}");
        files.insert(name.to_owned(), other.into_bytes());
        files
    };
    // Without new lists the package itself tells
    let mut bare = files.clone();
    bare.get_mut("data/history.ndjson").unwrap()[10] ^= 1;
    let mut zipped = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in bare {
        zipped.start_file(format!("all/{name}"), SimpleFileOptions::DEFAULT).unwrap();
        zipped.write_all(&bytes).unwrap();
    }
    let refused = take(&there, &zipped.finish().unwrap().into_inner());
    assert_eq!(refused.code, 8, "{refused:?}");
    assert!(refused.err.contains("data/history.ndjson"), "{refused:?}");

    // With new lists the history tells
    let year = "\"fiscal_year\\\":2024";
    for (name, from, to) in [
        ("data/tables/answers.ndjson", "回", "度"),
        ("data/tables/editions.ndjson", "\"number\":1", "\"number\":7"),
        ("data/history.ndjson", year, "\"fiscal_year\\\":2023"),
        ("data/tables/publication_settings.ndjson", "099-000-0000", "099-000-9999"),
        ("data/plan.json", "\"head\": \"", "\"head\": \"0"),
    ] {
        let refused = take(&there, &packed(changed(name, from, to)));
        assert_eq!(refused.code, 8, "{name}: {refused:?}");
        assert!(refused.err.contains("取り込んでいません"), "{name}: {refused:?}");
    }
    let document = files.keys().find(|name| name.ends_with("published-1/edition.json")).unwrap();
    let refused = take(&there, &packed(changed(document, "回", "度")));
    assert_eq!(refused.code, 8, "{refused:?}");
    assert!(refused.err.contains("要約値"), "{refused:?}");
    let half = take(&there, &zip[..zip.len() / 2]);
    assert_eq!(half.code, 3, "{half:?}");
    let newer = take(&there, &packed(changed("data/plan.json", "sasae-all-1", "sasae-all-9")));
    assert_eq!(newer.code, 3, "{newer:?}");

    // Nothing of it is there, and the whole one still arrives
    assert_eq!(there.run(&["edition", "list"]).code, 7);
    take(&there, &packed(files)).ok();
    assert_eq!(editions(&there), editions(&place));
}

fn what_is_not_empty_or_no_package_is_left_as_it_is(database: Database) {
    let place = lived(database);
    let zip = give(&place, "given.zip");
    let before = editions(&place);
    let refused = take(&place, &zip);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.err.contains("空のデータベースではありません"), "{refused:?}");
    assert_eq!(editions(&place), before);
    let over = place.run(&["export", "--all", "--output", "given.zip"]);
    assert_eq!(over.code, 2, "nothing is written over: {over:?}");
    let empty = Place::on(database);
    assert_eq!(take(&empty, b"no zip").code, 3);
    let sheet = empty.run(&["import", "--all", text(Path::new("nothing.zip"))]);
    assert_ne!(sheet.code, 0);
    let both = place.run(&["export", "--all", "--year", "R6", "--output", "b.zip"]);
    assert_eq!(both.code, 2, "{both:?}");
}
