//! A disk without room, under the file or under PostgreSQL: refused saves say so, what was written
//! before stays, and saving goes on when there is room again.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use store::Store;

use crate::{
    cluster::{Cluster, Programs},
    deadline::{self, Size},
    program::{self, Server, ask, encoded, ok, post, run},
    writers::{self, Said},
};

/// A small disk in memory; it goes with this value.
struct Disk(PathBuf);

impl Disk {
    /// Mounts it; only the administrator of a machine may.
    fn mount(at: &Path) -> Option<Self> {
        let options = ["-t", "tmpfs", "-o", "size=24m,mode=0777", "sasae-test"];
        let done = Command::new("mount").args(options).arg(at).output().ok()?;
        done.status.success().then(|| Self(at.to_owned()))
    }

    /// Takes all the room but about so many bytes.
    fn fill(&self, but: usize) {
        let mut file = std::fs::File::create(self.0.join("filler")).unwrap();
        while file.write_all(&[7; 4096]).is_ok() {}
        let length = file.metadata().unwrap().len();
        file.set_len(length - but as u64).unwrap();
    }

    /// Lets nobody write to it, or lets them again.
    fn allow(&self, mode: &str) {
        let options = format!("remount,{mode}");
        let done = Command::new("mount").args(["-o", &options]).arg(&self.0).status().unwrap();
        assert!(done.success());
    }

    fn free(&self) {
        std::fs::remove_file(self.0.join("filler")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_saves_with_a_sentence_and_loses_nothing() {
    let test = "a_full_disk_refuses_saves_with_a_sentence_and_loses_nothing";
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::mount(folder.path()) else {
        println!("SKIPPED: {test}: only root may mount a small disk");
        return;
    };
    let url = format!("sqlite:{}", folder.path().join("sasae.sqlite").display());
    let city = small_city(&url).await;
    filled(test, &disk, &url, &city).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a PostgreSQL; run by scripts/with-postgres"]
async fn a_full_disk_under_postgresql_refuses_saves_with_a_sentence_and_loses_nothing() {
    let test = "a_full_disk_under_postgresql_refuses_saves_with_a_sentence_and_loses_nothing";
    let folder = tempfile::tempdir().unwrap();
    let Some(programs) = Programs::of_soak() else {
        println!("SKIPPED: {test}: it starts a cluster of its own (scripts/soak runs it)");
        return;
    };
    let Some(disk) = Disk::mount(folder.path()) else {
        println!("SKIPPED: {test}: only root may mount a small disk");
        return;
    };
    // What is above must be passable for whoever the server runs as
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o777);
    std::fs::set_permissions(folder.path(), open).unwrap();
    let cluster = Cluster::found(&programs);
    cluster.start(false);
    let tables = folder.path().join("tables");
    cluster.owned(&tables);
    cluster.ask(&format!("create tablespace small location '{}'", tables.display()));
    cluster.ask("create database small tablespace small");
    let url = cluster.url().replace("/postgres", "/small").replace("small@", "postgres@");
    let city = small_city(&url).await;
    filled(test, &disk, &url, &city).await;
}

/// A city that leaves room on a small disk.
async fn small_city(url: &str) -> deadline::City {
    let store = Store::open(url).await.unwrap();
    let size = Size { actions: 4, sections: 2, people: 2 };
    let city = deadline::found(&store, "x", size).await.unwrap();
    store.close().await;
    city
}

/// Fills the disk, saves until it is refused, makes room, saves again; many times.
async fn filled(test: &str, disk: &Disk, url: &str, city: &deadline::City) {
    let outside = tempfile::tempdir().unwrap();
    let server = Server::start(outside.path(), url, &[]);
    let mut writers = writers::of(city, &mut program::seed(test));
    let rounds = program::rounds(3).min(30);
    let mut refused = 0;
    for _ in 0..rounds {
        disk.fill(64 * 1024);
        let sentence = (0..2000).find_map(|_| match writers[0].save(&server.host, city) {
            Said::Saved => None,
            Said::Other(told) => Some(told),
            Said::Nothing => panic!("no answer"),
        });
        let sentence = sentence.expect("64 kB are soon full");
        assert!(sentence.starts_with("507 "), "{sentence}");
        assert!(sentence.contains("ディスクの空きがないため保存できませんでした"), "{sentence}");
        refused += 1;
        form_keeps_its_text(&server.host, city);
        disk.free();
        let again = writers[0].save(&server.host, city);
        assert!(matches!(again, Said::Saved), "saving goes on");
    }
    server.stop();
    let store = Store::open(url).await.unwrap();
    for writer in &mut writers {
        writer.check(&store, city).await;
    }
    store.close().await;
    ok(outside.path(), &["verify", "--database", url]);
    let saved = writers[0].acknowledged;
    println!("disk full {rounds} times: {refused} refusals told, {saved} saves kept, verified");
}

/// Without a script the whole form is sent: it comes back with what was written.
fn form_keeps_its_text(host: &str, city: &deadline::City) {
    let (token, section) = &city.clerks[1];
    let path = city.reply(city.of(section).next().unwrap());
    let key = city.prose()[0].key();
    let text = "消えてはならない文。".repeat(2000);
    let form = format!("{key}={}&{key}.base=0&{key}.choice=text", encoded(&text));
    let (status, page) = post(host, token, &path, &form).expect("an answer");
    assert_eq!(status, 507, "{page}");
    assert!(page.contains(&text) && page.contains("ディスクの空きがないため"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_freeze_on_a_full_disk_is_refused_and_leaves_nothing_of_the_edition() {
    let test = "a_freeze_on_a_full_disk_is_refused_and_leaves_nothing_of_the_edition";
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::mount(folder.path()) else {
        println!("SKIPPED: {test}: only root may mount a small disk");
        return;
    };
    let url = format!("sqlite:{}", folder.path().join("sasae.sqlite").display());
    small_city(&url).await;
    let outside = tempfile::tempdir().unwrap();
    let kind = ["--year", "R7", "--kind", "council", "--reason", "試験", "--database", &url];
    let freeze = [&["edition", "freeze"][..], &kind[..]].concat();
    let list = ["edition", "list", "--json", "--database", &url];
    disk.fill(64 * 1024);
    let refused = run(outside.path(), &freeze);
    let told = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(6), "{told}");
    assert!(told.contains("ディスクの空きがない"), "{told}");
    disk.free();
    assert_eq!(ok(outside.path(), &list).trim(), "[]");
    ok(outside.path(), &["verify", "--database", &url]);
    ok(outside.path(), &freeze);
    assert!(
        ok(outside.path(), &list).contains("\"number\": 1"),
        "the first, as if none had failed"
    );
    ok(outside.path(), &["verify", "--database", &url]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_begins_where_nothing_can_be_written_shows_what_is_there_and_says_so() {
    let test = "a_server_begins_where_nothing_can_be_written_shows_what_is_there_and_says_so";
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::mount(folder.path()) else {
        println!("SKIPPED: {test}: only root may mount a small disk");
        return;
    };
    let url = format!("sqlite:{}", folder.path().join("sasae.sqlite").display());
    let city = small_city(&url).await;
    let mut writers = writers::of(&city, &mut program::seed(test));
    for (status, word) in [("507", "ディスクの空きがない"), ("503", "読み取り専用")]
    {
        if status == "507" {
            disk.fill(0);
        } else {
            disk.allow("ro");
        }
        let outside = tempfile::tempdir().unwrap();
        told_by_a_verb(outside.path(), &url, word);
        let server = Server::start(outside.path(), &url, &[]);
        let cookie = format!("cookie: sasae={}\r\n", city.secretariat);
        let page = ask(&server.host, &format!("GET {}", city.board()), &cookie, "");
        assert!(
            page.starts_with("HTTP/1.1 200") && page.contains("いまは保存できません"),
            "{page}"
        );
        assert!(page.contains(word), "{page}");
        let Said::Other(told) = writers[0].save(&server.host, &city) else { panic!("{word}") };
        assert!(told.starts_with(status) && told.contains(word), "{told}");
        let out = ask(&server.host, "POST /sign-out", &cookie, "");
        assert!(out.contains(status) && out.contains(word), "{out}");
        let log = std::fs::read_to_string(outside.path().join("serve.log")).unwrap();
        assert!(log.contains(word) && log.contains("cause"), "{log}");
        if status == "507" {
            disk.free();
        } else {
            disk.allow("rw");
        }
        assert!(matches!(writers[0].save(&server.host, &city), Said::Saved), "saving goes on");
        assert!(matches!(writers[1].save(&server.host, &city), Said::Saved), "for everybody");
        server.stop();
    }
    let store = Store::open(&url).await.unwrap();
    for writer in &mut writers {
        writer.check(&store, &city).await;
    }
    store.close().await;
    ok(folder.path(), &["verify", "--database", &url]);
}

/// On the command line the sentence comes with its cause; a backup goes to another disk.
fn told_by_a_verb(outside: &Path, url: &str, word: &str) {
    let who = ["--login", "9", "--name", "管理", "--role", "システム管理者", "--database", url];
    let refused = run(outside, &[&["people", "add"][..], &who].concat());
    let told = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(6), "{told}");
    assert!(told.contains(word) && told.contains("原因: "), "{told}");
    ok(outside, &["backup", "--database", url, "--output", "b.sqlite"]);
    ok(outside, &["verify", "--backup", "b.sqlite"]);
}
