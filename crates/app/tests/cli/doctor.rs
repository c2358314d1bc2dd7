//! `sasae doctor`: silent on a good installation, and right about what is wrong with a bad one.

use std::{
    os::unix::fs::PermissionsExt,
    path::Path,
    time::{Duration, UNIX_EPOCH},
};

use domain::{
    Id,
    event::{Bare, Event},
};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use serde_json::Value;
use store::{AuditRecord, Store};

use crate::{
    database::Database,
    files,
    program::{Place, Run, text},
};

on_both!(a_good_installation_is_told_as_good_and_nothing_changes,);

/// Japan's time so many hours ago, as the nightly backup's file says it.
fn nightly(hours: i64) -> String {
    #[expect(clippy::disallowed_methods, reason = "a test has no clock of its own")]
    let now = chrono::Utc::now() + chrono::TimeDelta::hours(9 - hours);
    now.format("nightly/sasae-nightly-%Y%m%d-%H%M%S.sqlite").to_string()
}

/// A city with a year, its administrator and last night's backup.
fn good(database: Database) -> Place {
    let place = Place::on(database);
    place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市"]);
    let role = ["--role", "システム管理者"];
    place.run(&[&["people", "add", "--login", "1", "--name", "管理"], &role[..]].concat()).ok();
    let folder = place.folder.path().join("nightly");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).unwrap();
    place.run(&["backup", "--output", &nightly(1)]).ok();
    place
}

fn doctor(place: &Place, options: &[&str]) -> Run {
    place.run(&[&["doctor", "--json", "--backup-dir", "nightly"], options].concat())
}

/// What is told of a check that is not good: verdict and sentence.
fn told(run: &Run, check: &str) -> Vec<(String, String)> {
    let json = run.json();
    let checks = json["checks"].as_array().unwrap();
    let of = |one: &&Value| one["check"] == check && one["verdict"] != "good";
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    checks.iter().filter(of).map(|one| (text(&one["verdict"]), text(&one["says"]))).collect()
}

/// Panics unless this is told of the check, and the exit code says how bad it is.
fn assert_told(run: &Run, check: &str, verdict: &str, says: &str) {
    let found = told(run, check);
    let is = |(of, text): &(String, String)| of == verdict && text.contains(says);
    assert!(found.iter().any(is), "{check} {says}: {run:#?}");
    let codes: &[i32] = if verdict == "wrong" { &[8] } else { &[5, 8] };
    assert!(codes.contains(&run.code), "{run:?}");
    assert!(run.err.contains("件あります。"), "{run:?}");
}

fn a_good_installation_is_told_as_good_and_nothing_changes(database: Database) {
    let place = good(database);
    let file = || std::fs::read(place.folder.path().join("sasae.sqlite")).ok();
    let before = file();
    let run = doctor(&place, &[]);
    let json = run.json();
    let checks = json["checks"].as_array().unwrap();
    // A machine of tests may have no Japanese font, and little room
    let own = |one: &&Value| one["check"] != "font" && one["check"] != "room";
    let bad: Vec<_> = checks.iter().filter(own).filter(|one| one["verdict"] != "good").collect();
    assert!(bad.is_empty(), "{bad:#?}");
    let known: Vec<_> = checks.iter().map(|one| one["check"].as_str().unwrap()).collect();
    for check in ["clock", "modes", "schema", "writing", "chain", "people", "backup"] {
        assert!(known.contains(&check), "{check}: {known:?}");
    }
    assert_eq!(known.contains(&"server"), database == Database::Postgres);
    assert!(file() == before, "nothing changes");
    let lines = place.run(&["doctor", "--backup-dir", "nightly"]).out;
    assert!(lines.lines().all(|line| ["○ ", "△ ", "× "].iter().any(|m| line.starts_with(m))));
}

#[test]
fn a_database_that_is_no_good_is_told() {
    let place = Place::sqlite();
    assert_told(&doctor(&place, &[]), "database", "wrong", "がありません");
    place.file("sasae.sqlite", b"");
    assert_told(&doctor(&place, &[]), "database", "wrong", "空（0バイト）");
    place.file("sasae.sqlite", &[b'x'; 5000]);
    assert_told(&doctor(&place, &[]), "database", "wrong", "ファイルではないか");
    place.file("sasae.sqlite", include_bytes!("data/newer.sqlite"));
    assert_told(&doctor(&place, &[]), "schema", "wrong", "より新しい版");
    place.file("sasae.sqlite", include_bytes!("data/before-the-chain.sqlite"));
    assert_told(&doctor(&place, &[]), "schema", "unwise", "以前の版");
    let away = Place { database: "postgres://me:geheim@127.0.0.1:1/x".to_owned(), ..place };
    let run = doctor(&away, &[]);
    assert_told(&run, "database", "wrong", "つながりません");
    assert!(!run.out.contains("geheim") && !run.err.contains("geheim"));
}

#[test]
fn a_broken_link_of_the_history_is_told() {
    let place = good(Database::Sqlite);
    let file = place.folder.path().join("sasae.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    let kind = b"import.booked";
    let at = bytes.windows(kind.len()).position(|window| window == kind).unwrap();
    bytes[at] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    assert_told(&doctor(&place, &[]), "chain", "wrong", "履歴の2件目");
}

#[test]
fn files_that_others_may_read_are_told() {
    let place = good(Database::Sqlite);
    let open = |name: &str, mode| {
        let path = place.folder.path().join(name);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    open("sasae.sqlite", 0o640);
    assert_told(&doctor(&place, &[]), "modes", "wrong", "0640");
    open("sasae.sqlite", 0o600);
    open("nightly", 0o755);
    assert_told(&doctor(&place, &[]), "modes", "unwise", "chmod 700");
}

#[test]
fn backups_that_are_missing_old_or_damaged_are_told() {
    let place = good(Database::Sqlite);
    let folder = place.folder.path();
    let without = place.run(&["doctor", "--json"]);
    assert_told(&without, "backup", "unwise", "--backup-dir");
    let elsewhere = place.run(&["doctor", "--json", "--backup-dir", "elsewhere"]);
    assert_told(&elsewhere, "backup", "wrong", "がありません");
    let mut made =
        std::fs::read_dir(folder.join("nightly")).unwrap().map(|entry| entry.unwrap().path());
    let made = made.find(|path| path.extension().unwrap() == "sqlite").unwrap();
    let whole = std::fs::read(&made).unwrap();
    std::fs::write(&made, &whole[..whole.len() / 2]).unwrap();
    assert_told(&doctor(&place, &[]), "backup", "wrong", "壊れています");
    std::fs::remove_file(folder.join(format!("{}.sha256", text(&made)))).unwrap();
    std::fs::write(&made, &whole).unwrap();
    assert_told(&doctor(&place, &[]), "backup", "unwise", "控え（.sha256）がありません");
    std::fs::rename(&made, folder.join(nightly(50))).unwrap();
    assert_told(&doctor(&place, &[]), "backup", "wrong", "時間ありません");
    std::fs::remove_file(folder.join(nightly(50))).unwrap_or_default();
    let rest = "nightly/.x.sqlite-01890a5d-ac96-774b-bcce-b302099a8057.part";
    let rest = std::fs::File::create(folder.join(rest)).unwrap();
    rest.set_modified(UNIX_EPOCH + Duration::from_secs(1_700_000_000)).unwrap();
    assert_told(&doctor(&place, &[]), "rests", "unwise", "残りが1件");
}

#[test]
fn open_doors_without_anybody_to_sign_in_are_told() {
    let place = Place::sqlite();
    place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市"]);
    assert_told(&doctor(&place, &[]), "people", "unwise", "sasae people add");
    let open = ["--behind-proxy", "--host", "sasae.example.jp"];
    assert_told(&doctor(&place, &open), "people", "wrong", "sasae people add");
    let bare = doctor(&place, &["--listen", "0.0.0.0:8080"]);
    assert_told(&bare, "listen", "wrong", "--tls-cert");
}

/// A certificate for a host between two days, with its key, in the place's folder.
fn certificate(place: &Place, host: &str, from: i32, until: i32) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
    params.not_before = date_time_ymd(from, 1, 1);
    params.not_after = date_time_ymd(until, 1, 1);
    let made = params.self_signed(&key).unwrap();
    place.file("cert.pem", made.pem().as_bytes());
    let path = place.file("key.pem", key.serialize_pem().as_bytes());
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn a_certificate_that_ends_or_is_another_hosts_is_told() {
    let place = good(Database::Sqlite);
    let tls = ["--tls-cert", "cert.pem", "--tls-key", "key.pem", "--host", "sasae.example.jp"];
    assert_told(&doctor(&place, &tls), "certificate", "wrong", "読めません");
    certificate(&place, "sasae.example.jp", 2020, 2090);
    assert!(told(&doctor(&place, &tls), "certificate").is_empty());
    certificate(&place, "*.EXAMPLE.jp", 2020, 2090);
    assert!(told(&doctor(&place, &tls), "certificate").is_empty());
    certificate(&place, "sasae.example.jp", 2020, 2021);
    assert_told(&doctor(&place, &tls), "certificate", "wrong", "前に切れました");
    certificate(&place, "sasae.example.jp", 2080, 2090);
    assert_told(&doctor(&place, &tls), "certificate", "wrong", "まだ有効では");
    certificate(&place, "other.example.jp", 2020, 2090);
    assert_told(&doctor(&place, &tls), "certificate", "wrong", "「sasae.example.jp」がありません");
    let cert = std::fs::read(place.folder.path().join("cert.pem")).unwrap();
    certificate(&place, "sasae.example.jp", 2020, 2090);
    place.file("cert.pem", &cert);
    assert_told(&doctor(&place, &tls), "certificate", "wrong", "を使えません");
}

#[test]
fn a_key_without_its_copy_is_told() {
    let place = good(Database::Sqlite);
    let key = place.file("sasae.sqlite.key", b"secret");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_told(&doctor(&place, &[]), "key", "unwise", "--key-copy");
    place.file("copy", b"secret");
    assert!(told(&doctor(&place, &["--key-copy", "copy"]), "key").is_empty());
    place.file("copy", b"other");
    assert_told(&doctor(&place, &["--key-copy", "copy"]), "key", "wrong", "中身が違います");
}

#[test]
fn a_mail_server_that_is_away_is_told_when_it_is_asked_for() {
    let place = good(Database::Sqlite);
    let mail = ["--smtp-host", "127.0.0.1", "--smtp-port", "1", "--mail-from", "a@aozora.example"];
    assert!(told(&doctor(&place, &mail), "mail").is_empty());
    let asked = doctor(&place, &[&mail[..], &["--connect"]].concat());
    assert_told(&asked, "mail", "wrong", "つながりません");
    assert_told(&doctor(&place, &mail[..4]), "mail", "wrong", "");
}

#[test]
fn what_happened_after_now_and_a_program_without_a_sign_of_life_are_told() {
    let place = good(Database::Sqlite);
    written(&place.folder.path().join("sasae.sqlite"));
    let run = doctor(&place, &[]);
    assert_told(&run, "history-clock", "wrong", "2099年");
    assert_told(&run, "leases", "unwise", "city-1 のプロセス 77");
    let lost = place.run(&["serve", "--listen", "127.0.0.1:0", "--backup-dir", "none"]);
    assert!(lost.err.contains("2099年"), "the log says it too: {lost:?}");
}

/// An event of a clock that was wrong, and a lease of a program that is long gone.
fn written(file: &Path) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Store::open(&format!("sqlite:{}", file.display())).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.take_lease("mail", "city-1/boot/pid/77/x", "2026-01-01T00:00:00.000000Z").await.unwrap();
        let record = AuditRecord {
            id: Id::new("late"),
            at: "2099-01-01T00:00:00.000000Z".into(),
            actor: "管理".into(),
            person: None,
            plan: None,
            action: None,
            section: None,
            subject: "x".into(),
            event: Event::TotpSet(Bare {}),
        };
        tx.record(&record).await.unwrap();
        tx.commit().await.unwrap();
        store.close().await;
    });
}
