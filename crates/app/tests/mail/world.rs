//! A city with a queue of mails, the real program, and a real SMTP server beside it.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use app::mail::{MailOptions, MailServer, Post, Posted, Tls};
use domain::{
    Id,
    letter::{Enclosure, Letter, Recipient},
    plan::Plan,
};
use serde_json::Value;
use store::Store;
use tempfile::TempDir;

use crate::database::Database;

/// A process that ends with its test.
pub(crate) struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// Ends it as a crash would.
    pub(crate) fn kill(self) {
        drop(self);
    }

    /// Tells it to stop, and answers whether it ended well.
    pub(crate) fn stop(mut self) -> bool {
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.0.wait().unwrap().success()
    }
}

/// The mail server, and the folder where it keeps what it got.
pub(crate) struct SmtpServer {
    pub(crate) folder: TempDir,
    pub(crate) port: u16,
    python: PathBuf,
    running: Option<Running>,
}

impl SmtpServer {
    /// Starts the server, unless aiosmtpd is missing: then the test says that it is skipped.
    pub(crate) fn open(test: &str, options: &[&str]) -> Option<Self> {
        let has = |python: &&str| {
            let import = Command::new(python).args(["-c", "import aiosmtpd.smtp"]).output();
            import.is_ok_and(|output| output.status.success())
        };
        let Some(python) = ["/usr/bin/python3", "python3"].into_iter().find(has) else {
            println!("SKIPPED: {test}: no SMTP server (apt-get install python3-aiosmtpd)");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let mut smtp = Self { folder, port: 0, python: python.into(), running: None };
        smtp.reopen(options);
        Some(smtp)
    }

    /// Starts it again where it was.
    pub(crate) fn reopen(&mut self, options: &[&str]) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/smtp.py");
        let mut child = Command::new(&self.python)
            .arg(script)
            .arg(self.folder.path())
            .arg(self.port.to_string())
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        self.running = Some(Running(child));
        self.port = line.trim().parse().unwrap();
    }

    /// Ends it: nobody listens at its port.
    pub(crate) fn close(&mut self) {
        self.running = None;
    }

    /// What it got, in order. A line in the making does not count.
    pub(crate) fn mails(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.folder.path().join("mails.jsonl"));
        let text = text.unwrap_or_default();
        let whole = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
        whole.map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// How many mails it got for a recipient.
    pub(crate) fn count(&self, recipient: &str) -> usize {
        self.mails().iter().filter(|mail| mail["to"][0] == recipient).count()
    }
}

/// A city's database.
pub(crate) struct City {
    pub(crate) folder: TempDir,
    pub(crate) url: String,
    pub(crate) store: Store,
}

/// A city on a new database.
pub(crate) async fn on(database: Database) -> City {
    match database {
        Database::Sqlite => city(None).await,
        Database::Postgres => city(Some(crate::server::schema())).await,
    }
}

/// A city on a new `SQLite` file, or at an address.
pub(crate) async fn city(url: Option<String>) -> City {
    let folder = tempfile::tempdir().unwrap();
    let file = || format!("sqlite:{}", folder.path().join("sasae.sqlite").display());
    let url = url.unwrap_or_else(file);
    let store = Store::open(&url).await.unwrap();
    City { folder, url, store }
}

/// A letter to a recipient whose name decides how the server behaves.
pub(crate) fn letter(recipient: &str, key: &str) -> Letter {
    Letter {
        to: Recipient {
            person: Some(Id::new("p1")),
            name: "青空".into(),
            address: recipient.into(),
        },
        round: Some(Id::new("r8")),
        subject: "【自殺対策計画】回答の期限まであと3日です（未回答5件）".into(),
        body: "青空 様\n\n回答の期限が近づいています。\n.\n..点で始まる行\n-- \n事務局\n".into(),
        enclosures: Vec::new(),
        secret: false,
        key: key.into(),
    }
}

/// The same with a workbook.
pub(crate) fn with_workbook(letter: Letter, name: &str, bytes: &[u8]) -> Letter {
    let file = Enclosure { name: name.into(), bytes: bytes.into() };
    Letter { enclosures: vec![file], ..letter }
}

/// The way out for letters, as `serve` has it.
pub(crate) fn post() -> Post {
    let options = MailOptions {
        smtp_host: Some("127.0.0.1".into()),
        smtp_port: None,
        smtp_user: None,
        smtp_password_file: None,
        smtp_tls: Tls::None,
        mail_from: Some("plan@aozora.example".into()),
        smtp_timeout: 1,
        mail_every: 1,
    };
    Post::new(MailServer::read(&options).unwrap())
}

impl City {
    /// Puts letters into the queue, for the city's plan.
    pub(crate) async fn queue(&self, letters: Vec<Letter>) -> Posted {
        let mut tx = self.store.begin().await.unwrap();
        let plan = Plan {
            id: Id::new("plan-1"),
            municipality: "あおぞら市".into(),
            area_code: String::new(),
            title: "自殺対策計画".into(),
        };
        if tx.plans().await.unwrap().is_empty() {
            tx.create_plan(&plan).await.unwrap();
        }
        let posted = post().enqueue(&mut tx, Some(&plan.id), letters).await.unwrap();
        tx.commit().await.unwrap();
        posted
    }

    /// Starts the real program with mail to this port, on the loopback without encryption.
    pub(crate) fn serve(&self, port: u16, options: &[&str], patience: &str) -> Running {
        let near = ["--smtp-host", "127.0.0.1", "--smtp-tls", "none"];
        self.serve_with(port, &[&near[..], options].concat(), patience, None)
    }

    /// Starts the real program; trusts a certificate of its own.
    pub(crate) fn serve_with(
        &self,
        port: u16,
        options: &[&str],
        patience: &str,
        trusted: Option<&Path>,
    ) -> Running {
        let mut command = program();
        command.args(["serve", "--database", &self.url, "--listen", "127.0.0.1:0"]);
        command.args(["--smtp-port", &port.to_string(), "--smtp-timeout", patience]);
        command.args(["--mail-from", "あおぞら市 健康課 <plan@aozora.example>"]);
        command.args(["--mail-every", "1"]).args(options).current_dir(self.folder.path());
        if let Some(trusted) = trusted {
            command.env("SSL_CERT_FILE", trusted);
        }
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.log()).unwrap();
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let log = || std::fs::read_to_string(self.log()).unwrap();
        assert!(line.contains("http://"), "{line}{}", log());
        Running(child)
    }

    /// What the programs wrote to standard error.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// Runs `sasae mail` and answers exit code, result and words.
    pub(crate) fn mail(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = program();
        command.arg("mail").args(arguments).args(["--database", &self.url]);
        let output = command.current_dir(self.folder.path()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// Every mail as `sasae mail list --json` tells it.
    pub(crate) fn list(&self) -> Vec<Value> {
        let (code, out, err) = self.mail(&["list", "--json", "--limit", "5000"]);
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).unwrap()
    }

    /// The mail of a key.
    pub(crate) fn of(&self, key: &str) -> Value {
        self.list().into_iter().find(|mail| mail["key"] == key).unwrap()
    }

    /// Waits until the mail of a key is in a state, and has been tried.
    pub(crate) fn wait(&self, key: &str, state: &str) -> Value {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            let mail = self.of(key);
            if mail["state"] == state && mail["attempts"] != 0 {
                return mail;
            }
            assert!(Instant::now() < until, "{key} is not {state}: {mail:#}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sasae"));
    for variable in ["DATABASE", "LISTEN", "SMTP_HOST", "SMTP_USER", "SMTP_PASSWORD", "MAIL_FROM"] {
        command.env_remove(format!("SASAE_{variable}"));
    }
    command.stdin(Stdio::null());
    command
}
