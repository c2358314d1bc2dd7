//! The machine of the database is lost under load, and its standby takes its place: nothing that was
//! acknowledged is missing. Several programs write to it.

use std::{
    sync::atomic::Ordering,
    thread::{scope, sleep},
    time::{Duration, Instant},
};

use store::Store;

use crate::{
    cluster::{Address, Cluster, Programs},
    deadline::{self, City, Size},
    program::{self, Server, ok},
    writers::{self, Storm, Writer},
};

const SIZE: Size = Size { actions: 6, sections: 3, people: 8 };

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a PostgreSQL; run by scripts/with-postgres"]
async fn what_was_acknowledged_is_there_when_a_standby_took_over() {
    let test = "what_was_acknowledged_is_there_when_a_standby_took_over";
    let Some(programs) = Programs::of_soak() else {
        println!("SKIPPED: {test}: it starts clusters of its own (scripts/soak runs it)");
        return;
    };
    let (mut dice, rounds) = (program::seed(test), program::rounds(0).div_ceil(20));
    let mut first = Cluster::found(&programs);
    first.start(false);
    let address = Address::leading(first.at());
    let url = format!("postgres://postgres@{}/postgres", address.at);
    let store = Store::open(&url).await.unwrap();
    let city = deadline::found(&store, "x", SIZE).await.unwrap();
    store.close().await;
    let mut writers = writers::of(&city, &mut dice);
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let servers = folders.each_ref().map(|folder| Server::start(folder.path(), &url, &[]));
    let hosts = servers.each_ref().map(|server| server.host.clone());
    let mut waits = Vec::new();
    for _ in 0..rounds {
        let second = Cluster::follow(&first);
        second.start(false);
        first.wait_for_standby(true);
        let pause = Duration::from_millis(200 + dice.below(800));
        let lost = || {
            sleep(pause);
            first.kill();
            second.promote();
            second.wait_for_standby(false);
            address.lead(second.at());
        };
        waits.push(through(&city, &mut writers, &hosts, lost));
        found(&url, &city, &mut writers).await;
        first = second;
    }
    servers.into_iter().for_each(Server::stop);
    ok(folders[0].path(), &["verify", "--database", &url]);
    let saved: u64 = writers.iter().map(|writer| writer.acknowledged).sum();
    waits.sort_unstable();
    println!(
        "{rounds} failovers with two programs: {saved} saves acknowledged and found; without saves \
        for {:?} (median), {:?} (longest)",
        waits[waits.len() / 2],
        waits[waits.len() - 1],
    );
}

/// Lets the clerks save while something happens; answers how long nothing was saved, from the moment
/// it began until each clerk was served again.
fn through(
    city: &City,
    writers: &mut [Writer],
    hosts: &[String],
    happens: impl FnOnce(),
) -> Duration {
    let storm = Storm::default();
    scope(|scope| {
        for (writer, host) in writers.iter_mut().zip(hosts.iter().cycle()) {
            let storm = &storm;
            scope.spawn(move || writer.work(host, city, storm, true));
        }
        happens();
        let (since, before) = (Instant::now(), storm.saved.load(Ordering::Relaxed));
        let until = since + Duration::from_mins(1);
        while storm.saved.load(Ordering::Relaxed) < before + 16 && Instant::now() < until {
            sleep(Duration::from_millis(5));
        }
        storm.over.store(true, Ordering::Relaxed);
        assert!(Instant::now() < until, "the programs find the database again by themselves");
        since.elapsed()
    })
}

async fn found(url: &str, city: &City, writers: &mut [Writer]) {
    let store = Store::open(url).await.unwrap();
    for writer in writers {
        writer.check(&store, city).await;
    }
    store.read().await.unwrap().check_chain().await.unwrap().unwrap();
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a PostgreSQL; run by scripts/with-postgres"]
async fn what_one_of_three_programs_acknowledged_is_there_after_it_was_killed() {
    let test = "what_one_of_three_programs_acknowledged_is_there_after_it_was_killed";
    let (mut dice, rounds) = (program::seed(test), program::rounds(2).div_ceil(4));
    let url = crate::server::schema();
    let store = Store::open(&url).await.unwrap();
    let city = deadline::found(&store, "x", SIZE).await.unwrap();
    store.close().await;
    let mut writers = writers::of(&city, &mut dice);
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let mut servers: Vec<_> =
        folders.iter().map(|folder| Server::start(folder.path(), &url, &[])).collect();
    for round in 0..rounds as usize {
        let hosts: Vec<_> = servers.iter().map(|server| server.host.clone()).collect();
        let storm = Storm::default();
        scope(|scope| {
            for (writer, host) in writers.iter_mut().zip(hosts.iter().cycle()) {
                let (storm, city) = (&storm, &city);
                scope.spawn(move || writer.work(host, city, storm, false));
            }
            sleep(Duration::from_millis(100 + dice.below(400)));
            servers.remove(0).kill();
            sleep(Duration::from_millis(100));
            storm.over.store(true, Ordering::Relaxed);
        });
        // What it took along: a clerk of the dead one goes to another, and finds what stands
        found(&url, &city, &mut writers).await;
        servers.push(Server::start(folders[round % 3].path(), &url, &[]));
    }
    servers.into_iter().for_each(Server::stop);
    ok(folders[0].path(), &["verify", "--database", &url]);
    let saved: u64 = writers.iter().map(|writer| writer.acknowledged).sum();
    println!("one of three programs killed {rounds} times: {saved} saves acknowledged and found");
}
