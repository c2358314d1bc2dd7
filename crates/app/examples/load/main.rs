//! Deadline day against the real program: 200 people of 60 sections open their page, save fields and
//! hand in while the board is watched. Beside it, in the same run, the floor: a route that does
//! nothing, and a transaction of a single insert through the store's own pool.
//!
//! `load PROGRAM DATABASE PLANS SECONDS`: the built `sasae`, an empty database, how many plans it
//! should hold, how long each part lasts.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool that measures, not the product"
)]

mod client;
mod day;
#[path = "../../tests/common/deadline.rs"]
mod deadline;
mod figures;
mod server;

use std::{
    io,
    time::{Duration, Instant},
};

use deadline::{City, Size};
use domain::Id;
use store::Store;

use client::Client;
use day::{Clerk, Pace};
use figures::Times;
use server::Server;

/// How often something is done for a figure of one after another.
const GOES: usize = 400;

const SIZE: Size = Size { actions: 100, sections: 60, people: 200 };

#[tokio::main]
async fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, database, plans, seconds] = arguments.as_slice() else {
        return Err(io::Error::other("load PROGRAM DATABASE PLANS SECONDS"));
    };
    let (plans, seconds): (usize, u64) = (plans.parse().unwrap(), seconds.parse().unwrap());
    let store = Store::open(database).await.unwrap();
    let city = deadline::found(&store, "x", SIZE).await.unwrap();
    for n in 1..plans {
        let size = Size { people: 0, ..SIZE };
        deadline::found(&store, &n.to_string(), size).await.unwrap();
    }
    println!("{}: {plans} plans of 100 actions and 60 sections, 200 people", store.kind());
    let route = bare().await?;
    let insert = inserts(&store).await;
    store.close().await;
    let server = Server::start(program, database)?;
    let save = alone(&server, &city, route, insert).await?;
    let clerks = day::clerks(&server.host, &city).await?;
    let clerks = deadline_day(&server, &city, clerks, Duration::from_secs(seconds)).await?;
    drop(clerks);
    println!(
        "memory of the server: {:.1} MiB, at most {:.1} MiB",
        server.memory("VmRSS"),
        server.memory("VmHWM")
    );
    println!("a save alone, by the floor's transaction: {:.2} times", save / insert);
    Ok(())
}

/// The route that does nothing: the middle of many, in milliseconds.
async fn bare() -> io::Result<f64> {
    let host = server::bare().await?;
    let (mut client, mut times) = (Client::to(&host, "").await?, Times::default());
    for _ in 0..GOES {
        times.add(client.post("/", "a=b").await?.took);
    }
    println!("floor, {}", times.told("a bare route", Duration::from_secs(1)));
    Ok(times.of_thousand(500))
}

/// A single insert in a transaction of its own: the middle of many, in milliseconds.
async fn inserts(store: &Store) -> f64 {
    let mut times = Times::default();
    let begun = Instant::now();
    for n in 0..GOES {
        let start = Instant::now();
        insert(store, format!("one-{n}")).await;
        times.add(start.elapsed());
    }
    println!("floor, {}", times.told("an insert after another", begun.elapsed()));
    let begun = Instant::now();
    let many = (0..32).map(|n| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut times = Times::default();
            while begun.elapsed() < Duration::from_secs(3) {
                let start = Instant::now();
                insert(&store, format!("many-{n}-{}", times.count())).await;
                times.add(start.elapsed());
            }
            times
        })
    });
    let mut all = Times::default();
    for one in many.collect::<Vec<_>>() {
        all.extend(one.await.unwrap());
    }
    println!("floor, {}", all.told("inserts of 32 at once", begun.elapsed()));
    times.of_thousand(500)
}

async fn insert(store: &Store, token: String) {
    let mut tx = store.begin().await.unwrap();
    let person = Id::new("plan-x-secretariat-0");
    tx.open_session(&deadline::session(&token, person)).await.unwrap();
    tx.commit().await.unwrap();
}

/// Saves one after another, then the board, while nobody else is there; answers the middle save.
async fn alone(server: &Server, city: &City, route: f64, insert: f64) -> io::Result<f64> {
    let mut clerk = Clerk::at(&server.host, city, 0, 1).await?;
    let mut times = Times::default();
    for _ in 0..20 {
        clerk.save().await?;
    }
    let (begun, used) = (Instant::now(), server.processor());
    for _ in 0..GOES {
        times.add(clerk.save().await?);
    }
    println!("{}", times.told("a save after another", begun.elapsed()));
    let each = (server.processor() - used) / GOES as f64;
    let save = times.of_thousand(500);
    println!(
        "  {each:.2} ms of processor time each; {:.2} times the insert, {:.2} times insert and route",
        save / insert,
        save / (insert + route)
    );
    for (name, path) in
        [("the board alone", city.board()), ("a section's list alone", clerk.list.clone())]
    {
        let mut client = Client::to(&server.host, &city.secretariat).await?;
        let (mut times, begun) = (Times::default(), Instant::now());
        for _ in 0..100 {
            let answer = client.get(&path).await?;
            assert_eq!(answer.status, 200, "{path}");
            times.add(answer.took);
        }
        println!("{}", times.told(name, begun.elapsed()));
    }
    Ok(save)
}

/// The day itself: everybody opens the page, saves at a steady pace, then as fast as it goes, and
/// hands in.
async fn deadline_day(
    server: &Server,
    city: &City,
    clerks: Vec<Clerk>,
    lasts: Duration,
) -> io::Result<Vec<Clerk>> {
    let mut clerks = clerks;
    for (name, pace) in [
        ("opening the list and a form", Pace::Open),
        ("saves at 100 a second", Pace::Steady(lasts)),
        ("saves as fast as they go", Pace::Throttle(lasts)),
        ("handing in", Pace::Submit),
    ] {
        let used = server.processor();
        let begun = Instant::now();
        let watching = tokio::spawn(day::watch(
            Client::to(&server.host, &city.secretariat).await?,
            city.board(),
        ));
        let done = day::all(clerks, pace).await?;
        watching.abort();
        let (took, mut times) = (begun.elapsed(), done.times);
        println!("{}", times.told(name, took));
        let each = (server.processor() - used) / times.count() as f64;
        println!("  {each:.2} ms of the server's processor time each");
        println!("  {}", day::watched().told("the board meanwhile", took));
        clerks = done.clerks;
    }
    Ok(clerks)
}
