//! The program besieged: nobody's large bodies, half-sent requests, floods of sign-ins, many exports at
//! once, while people who are signed in go on reading and saving. For each: what the others waited,
//! what the besiegers were told, and the memory of the server.
//!
//! `siege PROGRAM DATABASE SECONDS`: the built `sasae`, an empty database, how long each part lasts.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool that measures, not the product"
)]

#[path = "../load/client.rs"]
mod client;
#[expect(dead_code, reason = "the load program uses the rest of it")]
#[path = "../../tests/common/deadline.rs"]
mod deadline;
#[path = "../load/figures.rs"]
mod figures;
#[expect(dead_code, reason = "the load program uses the rest of it")]
#[path = "../load/server.rs"]
mod server;

use std::{
    collections::BTreeMap,
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use deadline::{City, Size};
use store::Store;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::timeout,
};

use client::{Client, encoded};
use figures::Times;
use server::Server;

const SIZE: Size = Size { actions: 100, sections: 30, people: 40 };

/// How many people read and save meanwhile.
const READERS: usize = 4;

/// What a besieger was told: a status, or that the connection was ended.
type Told = BTreeMap<String, usize>;

#[tokio::main]
async fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, database, seconds] = arguments.as_slice() else {
        return Err(io::Error::other("siege PROGRAM DATABASE SECONDS"));
    };
    let within = Duration::from_secs(seconds.parse().unwrap());
    let store = Store::open(database).await.unwrap();
    let city = Arc::new(deadline::found(&store, "x", SIZE).await.unwrap());
    println!("{}: a plan of 100 actions, 30 sections, 40 people", store.kind());
    store.close().await;
    let server = Server::start(program, database)?;
    let host = server.host.clone();
    let year = format!("/plans/{}/years/R8", city.round.plan);
    let sheet = format!("{year}/sheet");
    for part in ["nobody else", "bodies", "half heads", "sign-ins", "exports"] {
        let over = Arc::new(AtomicBool::new(false));
        let mut readers = JoinSet::new();
        for number in 0..READERS {
            readers.spawn(goes_on(
                host.clone(),
                Arc::clone(&city),
                (number, sheet.clone()),
                Arc::clone(&over),
            ));
        }
        let begun = Instant::now();
        let told = match part {
            "bodies" => many(16, |_| large_body(host.clone())).await,
            "half heads" => many(1024, |_| half_head(host.clone(), within)).await,
            "sign-ins" => many(300, |n| sign_in(host.clone(), n)).await,
            "exports" => {
                let path = format!("{year}/files/sheet.pdf");
                let token = |n: usize| city.clerks[READERS + n].0.clone();
                many(20, |n| export(host.clone(), token(n), path.clone())).await
            }
            _ => Told::new(),
        };
        tokio::time::sleep(within.saturating_sub(begun.elapsed())).await;
        over.store(true, Ordering::Relaxed);
        let (mut reads, mut saves) = (Times::default(), Times::default());
        while let Some(times) = readers.join_next().await {
            let (read, saved) = times.unwrap()?;
            reads.extend(read);
            saves.extend(saved);
        }
        let took = begun.elapsed();
        println!("{part}, {:.1} s: {told:?}", took.as_secs_f64());
        println!("    {}", reads.told("pages", took));
        println!("    {}", saves.told("saves", took));
        println!(
            "    memory {:.0} MiB, at most {:.0} MiB",
            server.memory("VmRSS"),
            server.memory("VmHWM")
        );
    }
    Ok(())
}

/// Someone who is signed in: the sheet, and a save, again and again.
async fn goes_on(
    host: String,
    city: Arc<City>,
    (number, sheet): (usize, String),
    over: Arc<AtomicBool>,
) -> io::Result<(Times, Times)> {
    let (token, section) = &city.clerks[number];
    let asked = city.of(section).next().unwrap();
    let (reply, key) = (city.reply(asked), city.prose()[0].key());
    let mut client = Client::to(&host, token).await?;
    let (mut reads, mut saves) = (Times::default(), Times::default());
    let mut version = None;
    while !over.load(Ordering::Relaxed) {
        let answer = client.get(&sheet).await?;
        assert_eq!(answer.status, 200, "{sheet}");
        reads.add(answer.took);
        let text = encoded(&format!("{}回目の文。", reads.count()));
        let base = version.unwrap_or(0);
        let form = format!("{key}={text}&{key}.base={base}&{key}.choice=text");
        let answer = client.post(&format!("{reply}/entries"), &form).await?;
        assert_eq!(answer.status, 200, "{reply}");
        saves.add(answer.took);
        let said: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        let of = &said[key.as_str()];
        version = of["version"].as_u64().or_else(|| of["theirs"]["version"].as_u64());
    }
    Ok((reads, saves))
}

/// Does something many times at once; answers how often what was told.
async fn many<F: Future<Output = io::Result<String>> + Send + 'static>(
    times: usize,
    one: impl Fn(usize) -> F,
) -> Told {
    let mut all = JoinSet::new();
    for n in 0..times {
        all.spawn(one(n));
    }
    let mut told = Told::new();
    while let Some(one) = all.join_next().await {
        let one = one.unwrap().unwrap_or_else(|error| error.kind().to_string());
        *told.entry(one).or_default() += 1;
    }
    told
}

/// 49 MB for a form that nobody needs to be signed in for.
async fn large_body(host: String) -> io::Result<String> {
    const LENGTH: usize = 49 << 20;
    let mut stream = TcpStream::connect(&host).await?;
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nhost: {host}\r\nsec-fetch-site: same-origin\r\n\
        content-type: application/x-www-form-urlencoded\r\ncontent-length: {LENGTH}\r\n\r\nlogin="
    );
    stream.write_all(head.as_bytes()).await?;
    let part = vec![b'a'; 1 << 16];
    for _ in 0..LENGTH / part.len() {
        if stream.write_all(&part).await.is_err() {
            break;
        }
    }
    status(&mut stream).await
}

/// A request whose head never ends.
async fn half_head(host: String, within: Duration) -> io::Result<String> {
    let mut stream = TcpStream::connect(&host).await?;
    stream.write_all(format!("GET / HTTP/1.1\r\nhost: {host}\r\n").as_bytes()).await?;
    match timeout(within, status(&mut stream)).await {
        Ok(told) => told,
        Err(_) => Ok("still held".to_owned()),
    }
}

async fn sign_in(host: String, n: usize) -> io::Result<String> {
    let mut client = Client::to(&host, "").await?;
    let form = format!("login=nobody-{n}&password=wrong-password-{n}");
    Ok(client.post("/sign-in", &form).await?.status.to_string())
}

async fn export(host: String, token: String, path: String) -> io::Result<String> {
    let mut client = Client::to(&host, &token).await?;
    Ok(client.get(&path).await?.status.to_string())
}

/// The status of the answer, or that the connection was closed without one.
async fn status(stream: &mut TcpStream) -> io::Result<String> {
    let mut head = [0; 12];
    let mut had = 0;
    while had < head.len() {
        match stream.read(&mut head[had..]).await? {
            0 => return Ok("closed".to_owned()),
            more => had += more,
        }
    }
    Ok(String::from_utf8_lossy(&head[9..]).into_owned())
}
