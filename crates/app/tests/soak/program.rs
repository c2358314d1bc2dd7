//! The program: its server, which can be killed, and its verbs.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

/// How many rounds of a test, unless `SASAE_SOAK_ROUNDS` says so.
#[expect(clippy::disallowed_methods, reason = "a test has no command line")]
pub(crate) fn rounds(few: u32) -> u32 {
    let told = std::env::var("SASAE_SOAK_ROUNDS").ok();
    told.map_or(few, |told| told.parse().unwrap())
}

/// The seed of chance, unless `SASAE_SOAK_SEED` names one; it is printed.
#[expect(clippy::disallowed_methods, reason = "a test has no command line")]
pub(crate) fn seed(test: &str) -> Dice {
    let told = std::env::var("SASAE_SOAK_SEED").ok();
    let seed = told.map_or(0x5a5a_e000_0000_0001, |told| told.parse().unwrap());
    println!("{test}: SASAE_SOAK_SEED={seed}");
    Dice(seed)
}

/// Numbers that look like chance.
#[derive(Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    /// Chance of its own for each of several.
    pub(crate) fn split(&mut self, n: u64) -> Self {
        Self(self.below(u64::MAX) ^ (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sasae"));
    command.env_remove("SASAE_DATABASE").env_remove("SASAE_LISTEN").stdin(Stdio::null());
    command
}

/// Runs a verb to its end.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    command().args(arguments).current_dir(folder).output().unwrap()
}

/// The same, which must succeed.
pub(crate) fn ok(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// `sasae serve`; it ends with this value, as if it were killed.
pub(crate) struct Server {
    child: Child,
    pub(crate) host: String,
}

impl Server {
    pub(crate) fn start(folder: &Path, database: &str, options: &[&str]) -> Self {
        let log = folder.join("serve.log");
        let log = std::fs::OpenOptions::new().create(true).append(true).open(log).unwrap();
        let mut child = command()
            .args(["serve", "--database", database, "--listen", "127.0.0.1:0"])
            .args(options)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let host = line.split("://").nth(1).and_then(|rest| rest.split('/').next());
        let host = host.unwrap_or_else(|| {
            let told = std::fs::read_to_string(folder.join("serve.log")).unwrap();
            panic!("no address in {line:?}: {}", &told[told.len().saturating_sub(2000)..])
        });
        Self { host: host.to_owned(), child }
    }

    /// SIGKILL: nothing of it runs any more.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to stop.
    pub(crate) fn stop(mut self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks for a page with these lines of head; answers all that comes.
pub(crate) fn ask(host: &str, line: &str, head: &str, form: &str) -> String {
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let request = format!(
        "{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
        content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n{head}\r\n{form}",
        form.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Sends a form; answers status and body, or nothing when the answer did not come whole.
pub(crate) fn post(host: &str, token: &str, path: &str, form: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(host).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\ncookie: sasae={token}\r\nconnection: close\r\n\
        sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\n\
        content-length: {}\r\n\r\n{form}",
        form.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let status = answer.get(9..12)?.parse().ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?;
    (body.len() == length.parse::<usize>().ok()?).then(|| (status, body.to_owned()))
}

/// A text as a form holds it.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |form, byte| form + &format!("%{byte:02X}"))
}
