//! A new, empty schema for each test on the throw-away `PostgreSQL` of scripts/with-postgres. The
//! shell holds no SQL and so has no driver: the one statement is sent by hand, to a server that
//! trusts this machine.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::atomic::{AtomicU32, Ordering},
};

/// The address of a new schema.
#[expect(clippy::disallowed_methods, reason = "a test has no command line")]
pub(crate) fn schema() -> String {
    static SCHEMAS: AtomicU32 = AtomicU32::new(0);
    let url = std::env::var("SASAE_TEST_POSTGRES").expect("scripts/with-postgres says where it is");
    let number = SCHEMAS.fetch_add(1, Ordering::Relaxed);
    let name = format!("app{}_{number}", std::process::id());
    create(&url, &name);
    format!("{url}?options[search_path]={name}")
}

/// Makes a schema on `postgres://user@host:port/database`.
fn create(url: &str, name: &str) {
    let (user, place) = url.strip_prefix("postgres://").unwrap().split_once('@').unwrap();
    let (server, database) = place.split_once('/').unwrap();
    let mut stream = TcpStream::connect(server).unwrap();
    let hello = format!("user\0{user}\0database\0{database}\0\0");
    let version = 196_608_i32.to_be_bytes();
    let length = i32::try_from(hello.len() + 8).unwrap().to_be_bytes();
    stream.write_all(&[&length[..], &version, hello.as_bytes()].concat()).unwrap();
    until_ready(&mut stream);
    let statement = format!("drop schema if exists {name} cascade; create schema {name}\0");
    let length = i32::try_from(statement.len() + 4).unwrap().to_be_bytes();
    stream.write_all(&[b"Q", &length[..], statement.as_bytes()].concat()).unwrap();
    until_ready(&mut stream);
}

/// Reads the server's messages until it waits for the next statement.
fn until_ready(stream: &mut TcpStream) {
    loop {
        let mut head = [0; 5];
        stream.read_exact(&mut head).unwrap();
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let mut body = vec![0; length - 4];
        stream.read_exact(&mut body).unwrap();
        match head[0] {
            b'Z' => return,
            b'R' => assert_eq!(body, [0; 4], "the server of the tests must trust this machine"),
            b'E' => panic!("PostgreSQL: {}", String::from_utf8_lossy(&body)),
            _ => {}
        }
    }
}
