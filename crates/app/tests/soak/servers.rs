//! Several servers on one database are one: whoever signs in at one is known at the others, what is
//! written at one is seen at the others, and the night's backup is made once.

use std::time::{Duration, Instant};

use store::Store;
use tempfile::TempDir;

use crate::{
    database::Database,
    deadline::{self, Size},
    program::{self, Server, ask, ok},
    server::schema,
    writers::{self, Said},
};

on_both!(
    async
    whoever_signs_in_at_one_server_is_known_at_the_others_until_they_sign_out_at_one,
    what_is_written_at_one_server_is_seen_at_the_others,
    two_servers_make_one_backup_a_night,
);

/// An empty database and a folder to work in.
fn place(database: Database) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let url = match database {
        Database::Sqlite => format!("sqlite:{}", folder.path().join("sasae.sqlite").display()),
        Database::Postgres => schema(),
    };
    (folder, url)
}

fn three(folder: &TempDir, url: &str) -> [Server; 3] {
    [(); 3].map(|()| Server::start(folder.path(), url, &[]))
}

async fn whoever_signs_in_at_one_server_is_known_at_the_others_until_they_sign_out_at_one(
    database: Database,
) {
    let (folder, url) = place(database);
    let who = ["--login", "1", "--name", "管理", "--role", "システム管理者", "--database", &url];
    let made = ok(folder.path(), &[&["people", "add"][..], &who].concat());
    let link = made.trim().rsplit('/').next().unwrap();
    let servers = three(&folder, &url);
    let [a, b, c] = servers.each_ref().map(|server| server.host.as_str());
    let secret = "long-and-odd-enough";
    let set =
        ask(a, &format!("POST /links/{link}"), "", &format!("password={secret}&again={secret}"));
    assert!(set.starts_with("HTTP/1.1 303"), "{set}");
    let twice =
        ask(b, &format!("POST /links/{link}"), "", &format!("password={secret}&again={secret}"));
    assert!(!twice.starts_with("HTTP/1.1 303"), "a link works once, wherever: {twice}");
    let entered = ask(b, "POST /sign-in", "", &format!("login=1&password={secret}"));
    let cookie = entered.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    let cookie = format!("cookie: {}\r\n", cookie.split(';').next().unwrap());
    let knows = |host: &str| ask(host, "GET /account", &cookie, "").starts_with("HTTP/1.1 200");
    assert!([a, b, c].into_iter().all(knows));
    let out = ask(c, "POST /sign-out", &cookie, "");
    assert!(out.starts_with("HTTP/1.1 200") || out.starts_with("HTTP/1.1 303"), "{out}");
    assert!(![a, b, c].into_iter().any(knows));
    // Wrong passwords count wherever they are tried: five close the door for a while
    for n in 0..5 {
        ask([a, b, c][n % 3], "POST /sign-in", "", "login=1&password=wrong-and-long-enough");
    }
    for host in [a, b, c] {
        let refused = ask(host, "POST /sign-in", "", &format!("login=1&password={secret}"));
        assert!(refused.starts_with("HTTP/1.1 401"), "{refused}");
    }
    servers.into_iter().for_each(Server::stop);
}

async fn what_is_written_at_one_server_is_seen_at_the_others(database: Database) {
    let (folder, url) = place(database);
    let store = Store::open(&url).await.unwrap();
    let city = deadline::found(&store, "x", Size { actions: 4, sections: 2, people: 2 }).await;
    let city = city.unwrap();
    store.close().await;
    let mut writers = writers::of(&city, &mut program::seed("servers"));
    let servers = three(&folder, &url);
    // Each save is based on the version that another server answered
    for n in 0..24 {
        let saved = writers[n % 2].save(&servers[n % 3].host, &city);
        assert!(matches!(saved, Said::Saved), "save {n}");
    }
    servers.into_iter().for_each(Server::stop);
    let store = Store::open(&url).await.unwrap();
    for writer in &mut writers {
        writer.check(&store, &city).await;
    }
    store.close().await;
    ok(folder.path(), &["verify", "--database", &url]);
}

async fn two_servers_make_one_backup_a_night(database: Database) {
    let (folder, url) = place(database);
    let store = Store::open(&url).await.unwrap();
    deadline::found(&store, "x", Size { actions: 4, sections: 2, people: 2 }).await.unwrap();
    let nightly = folder.path().join("nightly");
    std::fs::create_dir(&nightly).unwrap();
    let options = ["--backup-dir", "nightly", "--backup-at", "03:30"];
    let servers = [(); 3].map(|()| Server::start(folder.path(), &url, &options));
    let until = Instant::now() + Duration::from_secs(30);
    let told = async || store.read().await.unwrap().last_backup_at().await.unwrap();
    while told().await.is_none() && Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // Long enough for each of them to have made its own
    tokio::time::sleep(Duration::from_secs(5)).await;
    let made = std::fs::read_dir(&nightly).unwrap().map(|entry| entry.unwrap().path());
    let made: Vec<_> = made.filter(|path| path.extension().unwrap() == "sqlite").collect();
    assert_eq!(made.len(), 1, "{made:?}");
    let log = std::fs::read_to_string(folder.path().join("serve.log")).unwrap();
    assert!(!log.contains("夜間バックアップに失敗"), "{log}");
    assert!(store.read().await.unwrap().leases().await.unwrap().is_empty(), "given back");
    servers.into_iter().for_each(Server::stop);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a PostgreSQL; run by scripts/with-postgres"]
async fn a_server_of_databases_that_takes_no_changes_is_read_and_the_pages_say_so() {
    let (folder, url) = place(Database::Postgres);
    let store = Store::open(&url).await.unwrap();
    let city = deadline::found(&store, "x", Size { actions: 4, sections: 2, people: 2 }).await;
    let city = city.unwrap();
    store.close().await;
    let mut writers = writers::of(&city, &mut program::seed("standby"));
    // As a standby answers
    let standby = format!("{url}&options[default_transaction_read_only]=on");
    let server = Server::start(folder.path(), &standby, &[]);
    let cookie = format!("cookie: sasae={}\r\n", city.secretariat);
    let page = ask(&server.host, &format!("GET {}", city.board()), &cookie, "");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("いまは保存できません"), "{page}");
    let Said::Other(told) = writers[0].save(&server.host, &city) else { panic!("not saved") };
    assert!(told.starts_with("503") && told.contains("読み取り専用"), "{told}");
    server.stop();
    let seen = program::run(folder.path(), &["doctor", "--database", &standby]);
    let said = String::from_utf8(seen.stdout).unwrap();
    assert!(
        seen.status.code() == Some(8) && said.contains("× データベースが読み取り専用"),
        "{said}"
    );
}
