//! The program is killed in the middle of a storm of saves: every save that was acknowledged is
//! there, the history is whole, no mail arrives twice.

use std::{
    path::Path,
    process::Command,
    sync::atomic::Ordering,
    thread::{scope, sleep},
    time::{Duration, Instant},
};

use domain::{Id, plan::Plan};
use store::Store;

use crate::{
    database::Database,
    deadline::{self, City, Size},
    program::{self, Dice, Server, ok},
    server::schema,
    world::{self, SmtpServer},
    writers::{self, Storm, Writer},
};

const SIZE: Size = Size { actions: 6, sections: 3, people: 8 };

/// How many mails wait at the start of each round.
const MAILS: u32 = 4;

/// A city on a new database.
async fn on(database: Database) -> (tempfile::TempDir, String, City) {
    let folder = tempfile::tempdir().unwrap();
    let url = match database {
        Database::Sqlite => format!("sqlite:{}", folder.path().join("sasae.sqlite").display()),
        Database::Postgres => schema(),
    };
    let store = Store::open(&url).await.unwrap();
    let city = deadline::found(&store, "x", SIZE).await.unwrap();
    store.close().await;
    (folder, url, city)
}

on_both!(async what_was_acknowledged_is_there_after_the_program_was_killed);

async fn what_was_acknowledged_is_there_after_the_program_was_killed(database: Database) {
    let test = "what_was_acknowledged_is_there_after_the_program_was_killed";
    let (mut dice, rounds) = (program::seed(test), program::rounds(3));
    let smtp = SmtpServer::open(test, &[]);
    let (folder, url, city) = on(database).await;
    let kind = url.split(':').next().unwrap().to_owned();
    let mut writers = writers::of(&city, &mut dice);
    let begun = Instant::now();
    for round in 0..rounds {
        if smtp.is_some() {
            queue(&url, &city.round.plan, &kind, round).await;
        }
        storm(folder.path(), &url, &city, &mut writers, smtp.as_ref(), &mut dice);
        checked(&url, &city, &mut writers).await;
        if round % 10 == 9 || round + 1 == rounds {
            ok(folder.path(), &["verify", "--database", &url]);
        }
    }
    let saved: u64 = writers.iter().map(|writer| writer.acknowledged).sum();
    assert!(saved > 0, "the kills met saves");
    let mails = smtp.as_ref().map(|smtp| (smtp, rounds * MAILS));
    let told = mails.map(|mails| arrived(folder.path(), &url, &kind, mails));
    println!(
        "{kind}: {rounds} kills in {:.0} s, {saved} saves acknowledged and found, mails {}",
        begun.elapsed().as_secs_f64(),
        match told {
            Some(told) => told.await,
            None => "not tried".to_owned(),
        }
    );
}

/// Starts the program, lets the clerks save, and kills it at some moment.
fn storm(
    folder: &Path,
    url: &str,
    city: &City,
    writers: &mut [Writer],
    smtp: Option<&SmtpServer>,
    dice: &mut Dice,
) {
    let server = serve(folder, url, smtp);
    let (host, storm) = (server.host.clone(), Storm::default());
    scope(|scope| {
        for writer in writers {
            scope.spawn(|| writer.work(&host, city, &storm, false));
        }
        // In every other round something has been saved; in the rest it may be just after the start
        let until = Instant::now() + Duration::from_secs(20);
        let first = dice.below(2) == 0;
        while first && storm.saved.load(Ordering::Relaxed) == 0 && Instant::now() < until {
            sleep(Duration::from_millis(2));
        }
        sleep(Duration::from_millis(dice.below(600)));
        server.kill();
    });
}

fn serve(folder: &Path, url: &str, smtp: Option<&SmtpServer>) -> Server {
    let port = smtp.map(|smtp| smtp.port.to_string());
    let mail = ["--smtp-host", "127.0.0.1", "--smtp-tls", "none", "--smtp-timeout", "5"];
    let sender = ["--mail-from", "plan@aozora.example", "--mail-every", "1"];
    let options = port
        .iter()
        .flat_map(|port| mail.into_iter().chain(sender).chain(["--smtp-port", port.as_str()]));
    Server::start(folder, url, &options.collect::<Vec<_>>())
}

/// Looks at what is there once the program is gone.
async fn checked(url: &str, city: &City, writers: &mut [Writer]) {
    let store = Store::open(url).await.unwrap();
    for writer in writers {
        writer.check(&store, city).await;
    }
    store.read().await.unwrap().check_chain().await.unwrap().unwrap();
    assert!(store.integrity().await.unwrap().is_empty());
    store.close().await;
}

fn recipient(kind: &str, n: u32) -> String {
    format!("slow-{kind}{n:05}@aozora.example")
}

async fn queue(url: &str, plan: &Id<Plan>, kind: &str, round: u32) {
    let store = Store::open(url).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let to = (round * MAILS..(round + 1) * MAILS).map(|n| recipient(kind, n));
    let letters = to.map(|to| world::letter(&to, &to)).collect();
    world::post().enqueue(&mut tx, Some(plan), letters).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
}

/// Lets the last mails go, and counts what arrived: nothing twice.
async fn arrived(
    folder: &Path,
    url: &str,
    kind: &str,
    (smtp, queued): (&SmtpServer, u32),
) -> String {
    let server = serve(folder, url, Some(smtp));
    let list = ["mail", "list", "--database", url, "--json", "--limit", "5000"];
    let mut mails = Vec::new();
    for _ in 0..600 {
        mails = serde_json::from_str::<Vec<serde_json::Value>>(&ok(folder, &list)).unwrap();
        if mails.iter().all(|mail| mail["state"] == "sent" || mail["state"] == "unclear") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    server.stop();
    let got = smtp.mails();
    let mut once = 0;
    for n in 0..queued {
        let who = recipient(kind, n);
        let count = got.iter().filter(|mail| mail["to"][0] == who.as_str()).count();
        let mail = mails.iter().find(|mail| mail["key"] == who.as_str()).expect("none is lost");
        match mail["state"].as_str().unwrap() {
            "sent" => assert_eq!(count, 1, "{mail:#}"),
            "unclear" => assert!(count <= 1, "{count} times: {mail:#}"),
            _ => panic!("{mail:#}"),
        }
        once += count;
    }
    assert!(once > 0);
    format!("{queued} queued, {once} arrived, none twice")
}

/// How the cluster of the tests is controlled. Only where this run has it for itself.
#[expect(clippy::disallowed_methods, reason = "a test has no command line")]
fn control() -> Option<Command> {
    std::env::var("SASAE_SOAK_ROUNDS").ok()?;
    let told = std::env::var("SASAE_TEST_POSTGRES_CTL").ok()?;
    let mut words = told.split_whitespace();
    let mut command = Command::new(words.next()?);
    command.args(words).current_dir("/");
    Some(command)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a PostgreSQL; run by scripts/with-postgres"]
async fn what_was_acknowledged_is_there_after_postgresql_was_killed() {
    let test = "what_was_acknowledged_is_there_after_postgresql_was_killed";
    if control().is_none() {
        println!("SKIPPED: {test}: other tests use the server (scripts/soak runs it)");
        return;
    }
    let (mut dice, rounds) = (program::seed(test), program::rounds(0).div_ceil(10));
    let (folder, url, city) = on(Database::Postgres).await;
    let mut writers = writers::of(&city, &mut dice);
    let server = Server::start(folder.path(), &url, &[]);
    for _ in 0..rounds {
        let (host, storm) = (server.host.clone(), Storm::default());
        scope(|scope| {
            for writer in &mut writers {
                scope.spawn(|| writer.work(&host, &city, &storm, true));
            }
            sleep(Duration::from_millis(100 + dice.below(500)));
            let mut kill = control().unwrap();
            assert!(kill.args(["-m", "immediate", "restart"]).status().unwrap().success());
            let before = storm.saved.load(Ordering::Relaxed);
            let until = Instant::now() + Duration::from_secs(20);
            while storm.saved.load(Ordering::Relaxed) < before + 8 && Instant::now() < until {
                sleep(Duration::from_millis(20));
            }
            storm.over.store(true, Ordering::Relaxed);
            assert!(Instant::now() < until, "the program finds the server again by itself");
        });
        checked(&url, &city, &mut writers).await;
    }
    server.stop();
    ok(folder.path(), &["verify", "--database", &url]);
    let saved: u64 = writers.iter().map(|writer| writer.acknowledged).sum();
    println!("PostgreSQL killed {rounds} times: {saved} saves acknowledged and found");
}
