//! Backup, verification, restoring and moving: everything is there afterwards, and what is damaged
//! is found.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    database::Database,
    files,
    program::{Place, Run, run_in, text},
    serving::Server,
};

on_both!(
    a_backup_comes_back_with_everything,
    a_database_moves_over_and_back,
    a_full_place_is_never_restored_into,
    a_backup_under_load_is_whole,
    a_server_backs_up_by_itself,
);

/// A city with two years.
fn filled(database: Database) -> Place {
    let place = Place::on(database);
    place.import(&files::demo("aozora-r5.xlsx"), &["--city", "あおぞら市"]);
    place.import(&files::demo("aozora-r6.xlsx"), &["--city", "あおぞら市"]);
    place
}

/// Empty databases to which what is on a database may go: of its kind, and a file.
fn empty(database: Database) -> Vec<Place> {
    match database {
        Database::Sqlite => vec![Place::sqlite()],
        Database::Postgres => vec![Place::sqlite(), Place::on(database)],
    }
}

/// A city with one year, on `SQLite`, and a backup of it.
fn backed_up() -> (Place, PathBuf) {
    let place = Place::sqlite();
    place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市"]);
    place.run(&["backup", "--output", "b.sqlite"]).ok();
    let file = place.folder.path().join("b.sqlite");
    (place, file)
}

fn verify(place: &Place, file: &Path) -> Run {
    run_in(place.folder.path(), &["verify", "--backup", text(file), "--json"])
}

/// What the years' exports say.
fn exported(place: &Place) -> Vec<Value> {
    let read = |year| {
        let run = place.run(&["export", "--year", year, "--format", "json", "--output", "-"]);
        run.ok().json()
    };
    ["R5", "R6"].map(read).to_vec()
}

/// The rows of every table; the event that tells of the copy itself is left out.
fn rows(place: &Place, told: u64) -> Value {
    let mut rows = place.run(&["verify", "--json"]).ok().json()["rows"].take();
    rows["events"] = (rows["events"].as_u64().unwrap() - told).into();
    rows
}

fn a_backup_comes_back_with_everything(database: Database) {
    let place = filled(database);
    let made = place.run(&["backup", "--output", "b.sqlite"]).ok();
    let file = place.folder.path().join("b.sqlite");
    let bytes = std::fs::read(&file).unwrap();
    let digest = Sha256::digest(&bytes);
    let digest = digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    assert_eq!(made.out, format!("{digest}  b.sqlite\n"));
    let written = std::fs::read_to_string(place.folder.path().join("b.sqlite.sha256"));
    assert_eq!(written.unwrap(), made.out, "as sha256sum writes it");
    let found = verify(&place, &file).ok().json();
    assert_eq!((&found["checksum"], &found["files_checked"]), (&"same".into(), &4.into()));
    assert_eq!(found["rows"], rows(&place, 0));
    assert!(std::fs::read(&file).unwrap() == bytes, "looking at it changes nothing");
    for there in empty(database) {
        let back = there.run(&["restore", "--backup", text(&file)]).ok();
        assert!(back.out.contains("復元しました"), "{back:?}");
        assert_eq!(exported(&there), exported(&place));
        assert_eq!(rows(&there, 1), rows(&place, 0));
    }
}

fn a_database_moves_over_and_back(database: Database) {
    let place = filled(database);
    for there in empty(database) {
        let back = Place::sqlite();
        let last = format!("sqlite:{}", back.folder.path().join("sasae.sqlite").display());
        let copy = |from: &str, to: &str| {
            run_in(place.folder.path(), &["db", "copy", "--from", from, "--to", to])
        };
        let middle = there.database.replace("sqlite:sasae", "sqlite:other");
        let told = copy(&place.database, &middle).ok();
        assert!(told.out.contains("plans\t1\n"), "{told:?}");
        copy(&middle, &last).ok();
        assert_eq!(exported(&back), exported(&place));
        assert_eq!(rows(&back, 2), rows(&place, 0));
        let full = copy(&place.database, &middle);
        assert_eq!(full.code, 2, "{full:?}");
        assert!(full.err.contains("空のデータベースではありません"), "{full:?}");
    }
}

fn a_full_place_is_never_restored_into(database: Database) {
    let place = filled(database);
    place.run(&["backup", "--output", "b.sqlite"]).ok();
    let before = rows(&place, 0);
    let refused = place.run(&["restore", "--backup", "b.sqlite"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.err.contains("上書きはしません"), "{refused:?}");
    assert_eq!(rows(&place, 0), before);
}

#[test]
fn nothing_is_overwritten_and_a_folder_gets_a_name() {
    let (place, file) = backed_up();
    let before = std::fs::read(&file).unwrap();
    let again = place.run(&["backup", "--output", "b.sqlite"]);
    assert_eq!(again.code, 2, "{again:?}");
    assert!(std::fs::read(&file).unwrap() == before);
    std::fs::create_dir(place.folder.path().join("backups")).unwrap();
    let named = place.run(&["backup", "--output", "backups"]).ok();
    let name = named.out.trim().rsplit('/').next().unwrap();
    assert!(name.starts_with("sasae-20") && name.ends_with(".sqlite"), "{name}");
    assert_eq!(std::fs::read_dir(place.folder.path().join("backups")).unwrap().count(), 2);
    let nowhere = place.run(&["backup", "--output", "missing/b.sqlite"]);
    assert_eq!(nowhere.code, 2, "{nowhere:?}");
}

#[test]
fn what_a_killed_backup_left_goes_with_the_next_one_and_nothing_else_does() {
    let (place, _) = backed_up();
    let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    let rest = place.file(&format!(".c.sqlite-{id}.part"), b"rest");
    let fresh = place.file(&format!(".d.sqlite-{id}.part"), b"under work");
    let other = place.file(".c.sqlite.part", b"somebody's");
    let long_ago = std::time::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    for path in [&rest, &other] {
        let file = std::fs::File::options().write(true).open(path).unwrap();
        file.set_modified(long_ago).unwrap();
    }
    let made = place.run(&["backup", "--output", "e.sqlite"]).ok();
    assert!(made.err.contains("途中で終わったバックアップの残り"), "{made:?}");
    assert!(!rest.exists() && fresh.exists() && other.exists());
}

#[test]
fn a_damaged_backup_is_found() {
    let (place, file) = backed_up();
    let whole = std::fs::read(&file).unwrap();
    let damaged = |name: &str, bytes: &[u8]| {
        let run = verify(&place, &place.file(name, bytes));
        assert_eq!(run.code, 8, "{name}: {run:?}");
        run.json()["damage"].as_array().unwrap().iter().map(Value::to_string).collect::<String>()
    };
    for share in [0, 1, 50, 99] {
        damaged("cut.sqlite", &whole[..whole.len() * share / 100]);
    }
    let kind = b"import.booked";
    let at = whole.windows(kind.len()).position(|bytes| bytes == kind).unwrap();
    let mut bytes = whole.clone();
    bytes[at] ^= 1;
    let told = damaged("event.sqlite", &bytes);
    assert!(told.contains("履歴の2件目"), "{told}");
    let original = std::fs::read(files::demo("aozora-r7.csv")).unwrap();
    let start = &original[original.len() / 2..][..64];
    let at = whole.windows(64).position(|bytes| bytes == start).unwrap();
    let mut bytes = whole.clone();
    bytes[at] ^= 1;
    let told = damaged("file.sqlite", &bytes);
    assert!(told.contains("aozora-r7.csv"), "{told}");
    for at in (0..whole.len()).step_by(whole.len() / 12) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        std::fs::write(&file, &bytes).unwrap();
        let run = verify(&place, &file);
        assert_eq!(run.code, 8, "byte {at}: {run:?}");
        assert_eq!(run.json()["checksum"], "differs");
    }
    let there = Place::sqlite();
    let refused = there.run(&["restore", "--backup", text(&file)]);
    assert_eq!(refused.code, 8, "{refused:?}");
    assert!(there.contents().is_empty(), "nothing was made");
}

#[test]
fn a_backup_of_an_older_version_is_verified_and_comes_back() {
    let place = Place::sqlite();
    let old = include_bytes!("data/before-the-chain.sqlite");
    let file = place.file("old.sqlite", old);
    let found = verify(&place, &file).ok().json();
    assert_eq!((&found["older"], &found["events_chained"]), (&true.into(), &2.into()));
    assert_eq!(found["checksum"], "absent");
    assert!(std::fs::read(&file).unwrap() == old);
    let at_work = run_in(place.folder.path(), &["verify", "--database", "sqlite:old.sqlite"]);
    assert_eq!(at_work.code, 3, "{at_work:?}");
    assert!(at_work.err.contains("以前の版"), "{at_work:?}");
    let arguments = ["backup", "--database", "sqlite:old.sqlite", "--output", "b.sqlite"];
    run_in(place.folder.path(), &arguments).ok();
    place.run(&["restore", "--backup", "b.sqlite"]).ok();
    assert_eq!(rows(&place, 1)["events"], 2);
}

#[test]
fn what_is_no_backup_is_told() {
    let place = Place::sqlite();
    let missing = verify(&place, Path::new("missing.sqlite"));
    assert_eq!(missing.code, 2, "{missing:?}");
    let other = place.file("a.sqlite", "これはデータベースではありません。".repeat(99).as_bytes());
    assert_eq!(verify(&place, &other).code, 8);
    let none = place.run(&["verify"]);
    assert_eq!(none.code, 2, "{none:?}");
}

fn a_backup_under_load_is_whole(database: Database) {
    let place = filled(database);
    let (done, sheet) = (AtomicBool::new(false), files::aozora_r7());
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut written = 0;
            // Bounded: a backup that fails must not leave it going
            while !done.load(Ordering::Relaxed) && written < 200 {
                let name = format!("r7-{written}.csv");
                let changed = sheet.replace("実施", &format!("実施（{written}）"));
                place.import(&place.file(&name, changed.as_bytes()), &["--replace"]);
                written += 1;
            }
            written
        });
        for number in 0..6 {
            let name = format!("b{number}.sqlite");
            place.run(&["backup", "--output", &name]).ok();
            verify(&place, &place.folder.path().join(&name)).ok();
        }
        done.store(true, Ordering::Relaxed);
        assert!(writer.join().unwrap() > 1);
    });
    place.run(&["verify"]).ok();
}

fn a_server_backs_up_by_itself(database: Database) {
    let place = filled(database);
    let folder = place.folder.path().join("nightly");
    let serve = ["serve", "--database", &place.database, "--listen", "127.0.0.1:0"];
    let nightly = ["--backup-dir", "nightly", "--backup-at", "03:30", "--backup-keep", "1"];
    let arguments = [&serve[..], &nightly[..]].concat();
    let refused = run_in(place.folder.path(), &arguments);
    assert_eq!(refused.code, 2, "the folder is missing: {refused:?}");
    std::fs::create_dir(&folder).unwrap();
    let old = "sasae-nightly-20200101-020000.sqlite";
    std::fs::write(folder.join(old), "").unwrap();
    let server = Server::start(&place, &arguments);
    let events = |place: &Place| {
        place.run(&["verify", "--json"]).ok().json()["rows"]["events"].as_u64().unwrap()
    };
    let deadline = Instant::now() + Duration::from_mins(1);
    while events(&place) < 5 && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(events(&place), 5, "the backup is told in the history");
    assert!(server.stop());
    let left = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let left: Vec<_> = left.filter(|path| path.extension().unwrap() == "sqlite").collect();
    assert_eq!(left.len(), 1, "one is kept: {left:?}");
    assert!(!left[0].ends_with(old));
    let found = verify(&place, &left[0]).ok().json();
    assert_eq!((&found["checksum"], &found["rows"]["events"]), (&"same".into(), &4.into()));
}

#[test]
fn a_password_is_never_shown() {
    let place = Place::sqlite();
    let url = "postgres://me:secret@127.0.0.1:1/none";
    for arguments in [
        &["backup", "--output", "b", "--database", url][..],
        &["verify", "--database", url],
        &["db", "copy", "--from", url, "--to", "sqlite:x.sqlite"],
    ] {
        let run = run_in(place.folder.path(), arguments);
        assert_eq!(run.code, 6, "{run:?}");
        assert!(!run.err.contains("secret") && !run.out.contains("secret"), "{run:?}");
    }
}
