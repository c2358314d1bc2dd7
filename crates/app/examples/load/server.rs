//! The program that is measured, as a process of its own, and the bare route beside it.

use std::{
    io::{self, BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use axum::{Router, routing::get};

/// `sasae serve` on the loopback; it ends with this value.
pub(crate) struct Server {
    child: Child,
    pub(crate) host: String,
}

impl Server {
    /// Starts the program and waits for the address that it prints.
    pub(crate) fn start(program: &str, database: &str) -> io::Result<Self> {
        let mut child = Command::new(program)
            .args(["serve", "--database", database, "--listen", "127.0.0.1:0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        let host = line.split("://").nth(1).and_then(|rest| rest.split('/').next());
        let host = host.map(str::to_owned).unwrap_or_default();
        Ok(Self { child, host })
    }

    /// A line of `/proc/PID/status`, in MiB.
    pub(crate) fn memory(&self, name: &str) -> f64 {
        let told = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let told = told.unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
        kib.unwrap_or(f64::NAN) / 1024.0
    }

    /// The processor time that it has used, in milliseconds (Linux counts hundredths of a second).
    pub(crate) fn processor(&self) -> f64 {
        let told = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()));
        let told = told.unwrap_or_default();
        let rest = told.rsplit(')').next().unwrap_or_default();
        let ticks = rest.split_whitespace().skip(11).take(2);
        ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() * 10.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A server with one route that does nothing; answers its address.
pub(crate) async fn bare() -> io::Result<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let host = listener.local_addr()?.to_string();
    let routes = Router::new().route("/", get(async || "ok").post(async || "ok"));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(host)
}
