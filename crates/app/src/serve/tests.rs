//! Clients that hold the server, and everybody else.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Bytes,
    routing::{get, post},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::{sleep, timeout},
};

use super::{connections::HttpServer, limits::ConnectionLimits, refuse_outside};

const SOON: Duration = Duration::from_secs(5);

/// A server with short times, and what stops it.
struct Running {
    at: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

async fn running(limits: ConnectionLimits) -> Running {
    let pages = Router::new()
        .route("/", get(async || "here"))
        .route("/long", get(async || sleep(Duration::from_mins(1)).await))
        .route("/large", get(async || "a".repeat(64 << 20)))
        .route("/form", post(async |form: Bytes| form.len().to_string()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (at, (stop, stopped)) = (listener.local_addr().unwrap(), oneshot::channel::<()>());
    let server = HttpServer { pages, tls: None, limits };
    let ended = tokio::spawn(server.run(listener, async { drop(stopped.await) }));
    Running { at, stop, ended }
}

fn short() -> ConnectionLimits {
    let short = Duration::from_millis(300);
    ConnectionLimits {
        head: short,
        body: short,
        answer: short,
        farewell: short,
        ..ConnectionLimits::default()
    }
}

async fn sent(at: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(at).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// All that comes until the server closes the connection.
async fn all(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = timeout(SOON, stream.read_to_end(&mut bytes)).await.expect("closed by the server");
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn page(at: SocketAddr) -> String {
    all(sent(at, "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await).await
}

#[tokio::test]
async fn half_heads_on_every_connection_keep_nobody_out_for_long() {
    let server = running(ConnectionLimits { connections: 8, per_address: 8, ..short() }).await;
    let mut held = Vec::new();
    for _ in 0..32 {
        held.push(sent(server.at, "GET / HTTP/1.1\r\nhost: ").await);
    }
    let began = Instant::now();
    let page = page(server.at).await;
    assert!(page.ends_with("here"), "{page}");
    assert!(began.elapsed() > Duration::from_millis(200), "all connections were taken: {began:?}");
}

#[tokio::test]
async fn one_address_leaves_places_for_others() {
    let server = running(ConnectionLimits { per_address: 4, head: SOON * 2, ..short() }).await;
    let mut held = Vec::new();
    for _ in 0..4 {
        held.push(sent(server.at, "GET / HTTP/1.1\r\nhost: ").await);
    }
    sleep(Duration::from_millis(50)).await;
    assert_eq!(page(server.at).await, "", "closed at once");
    drop(held.pop());
    sleep(Duration::from_millis(50)).await;
    assert!(page(server.at).await.ends_with("here"));
    let proxies = vec!["127.0.0.1/32".parse().unwrap()];
    let server = running(ConnectionLimits { per_address: 0, proxies, ..short() }).await;
    assert!(page(server.at).await.ends_with("here"), "a proxy's connections are many people's");
}

#[tokio::test]
async fn a_connection_that_rests_is_closed() {
    let server = running(short()).await;
    let kept = all(sent(server.at, "GET / HTTP/1.1\r\nhost: a\r\n\r\n").await).await;
    assert!(kept.starts_with("HTTP/1.1 200") && kept.ends_with("here"), "{kept}");
    assert_eq!(all(sent(server.at, "").await).await, "");
}

#[tokio::test]
async fn a_body_that_does_not_go_on_is_cut() {
    let server = running(short()).await;
    let head = "POST /form HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf";
    let cut = all(sent(server.at, head).await).await;
    assert!(!cut.contains(" 200 "), "{cut}");
    let whole =
        "POST /form HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 4\r\n\r\nhalf";
    assert!(all(sent(server.at, whole).await).await.ends_with('4'));
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_cut() {
    let server = running(ConnectionLimits { connections: 1, ..short() }).await;
    let unread = sent(server.at, "GET /large HTTP/1.1\r\nhost: a\r\n\r\n").await;
    let page = page(server.at).await;
    assert!(page.ends_with("here"), "its place is free again: {page}");
    drop(unread);
}

#[tokio::test]
async fn told_to_stop_it_ends_within_the_farewell_whoever_is_connected() {
    for held in [
        "GET / HTTP/1.1\r\nhost: ",
        "POST /form HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf",
        "GET /long HTTP/1.1\r\nhost: a\r\n\r\n",
    ] {
        let server = running(ConnectionLimits { head: SOON * 9, body: SOON * 9, ..short() }).await;
        let connection = sent(server.at, held).await;
        sleep(Duration::from_millis(50)).await;
        server.stop.send(()).unwrap();
        timeout(SOON, server.ended).await.expect("ended").unwrap();
        drop(connection);
    }
}

#[test]
fn only_the_loopback_is_listened_on() {
    for address in ["127.0.0.1:8080", "[::1]:80"] {
        assert!(refuse_outside(address.parse().unwrap()).is_ok(), "{address}");
    }
    for address in ["0.0.0.0:8080", "192.168.0.10:8080", "[::]:8080"] {
        assert!(refuse_outside(address.parse().unwrap()).is_err(), "{address}");
    }
}
