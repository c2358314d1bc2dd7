//! A browser that asks one thing after another over one connection.

use std::{
    io,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

/// A connection that stays open.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    host: String,
    cookie: String,
}

/// What came back, and after how long.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    pub(crate) took: Duration,
}

impl Client {
    /// Connects to a server as someone with this token.
    pub(crate) async fn to(host: &str, token: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(host).await?;
        stream.set_nodelay(true)?;
        let cookie = format!("cookie: sasae={token}\r\n");
        Ok(Self { stream: BufReader::new(stream), host: host.to_owned(), cookie })
    }

    /// Asks for a page.
    pub(crate) async fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.ask("GET", path, "").await
    }

    /// Sends a form, as a page of the server's own does.
    pub(crate) async fn post(&mut self, path: &str, form: &str) -> io::Result<Answer> {
        self.ask("POST", path, form).await
    }

    async fn ask(&mut self, method: &str, path: &str, form: &str) -> io::Result<Answer> {
        let (host, cookie, length) = (&self.host, &self.cookie, form.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\n{cookie}sec-fetch-site: same-origin\r\n\
            content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}"
        );
        let start = Instant::now();
        self.stream.write_all(request.as_bytes()).await?;
        let (mut status, mut length, mut line) = (0, 0, String::new());
        loop {
            line.clear();
            if self.stream.read_line(&mut line).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let head = line.trim_end().to_ascii_lowercase();
            if head.is_empty() {
                break;
            } else if let Some(rest) = head.strip_prefix("http/1.1 ") {
                status = rest.get(..3).and_then(|code| code.parse().ok()).unwrap_or(0);
            } else if let Some(rest) = head.strip_prefix("content-length:") {
                length = rest.trim().parse().unwrap_or(0);
            } else if head.starts_with("transfer-encoding") {
                return Err(io::Error::other("an answer in chunks"));
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await?;
        Ok(Answer { status, body, took: start.elapsed() })
    }
}

/// A text as a form holds it.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |form, byte| form + &format!("%{byte:02X}"))
}
