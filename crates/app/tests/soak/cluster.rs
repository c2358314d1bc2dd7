//! PostgreSQL clusters of a test's own: one that can be filled or killed, with a standby that takes
//! its place, and an address that can be moved from one to the other.

use std::{
    io,
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Arc, Mutex},
    thread,
};

use tempfile::TempDir;

/// Where the server's programs are, and as whom they run.
#[derive(Clone)]
pub(crate) struct Programs {
    as_owner: Vec<String>,
    bin: PathBuf,
}

impl Programs {
    /// Those of the throw-away cluster of scripts/with-postgres. Only where a run asks for hundreds of
    /// rounds: they take more of the machine than the other tests leave.
    #[expect(clippy::disallowed_methods, reason = "a test has no command line")]
    pub(crate) fn of_soak() -> Option<Self> {
        std::env::var("SASAE_SOAK_ROUNDS").ok()?;
        let told = std::env::var("SASAE_TEST_POSTGRES_CTL").ok()?;
        let mut words: Vec<_> = told.split_whitespace().map(ToOwned::to_owned).collect();
        let at = words.iter().position(|word| word.ends_with("/pg_ctl"))?;
        let bin = Path::new(&words[at]).parent()?.to_owned();
        words.truncate(at);
        Some(Self { as_owner: words, bin })
    }

    fn command(&self, program: &str) -> Command {
        let program = self.bin.join(program);
        let mut command = match self.as_owner.split_first() {
            Some((first, rest)) => {
                let mut command = Command::new(first);
                command.args(rest).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.current_dir("/").stdin(Stdio::null());
        command
    }

    /// Runs a program of the server, which must succeed. What it prints goes nowhere: a server that
    /// it starts would hold on to a pipe.
    fn run(&self, program: &str, arguments: &[&str]) {
        let mut command = self.command(program);
        let status = command.args(arguments).stdout(Stdio::null()).status().unwrap();
        assert!(status.success(), "{program} {arguments:?}");
    }
}

/// A cluster; it ends with this value, as if it were killed.
pub(crate) struct Cluster {
    programs: Programs,
    folder: PathBuf,
    port: u16,
    _temporary: TempDir,
}

impl Cluster {
    /// A new one that waits for the disk and may have standbys.
    pub(crate) fn found(programs: &Programs) -> Self {
        let cluster = Self::place(programs);
        let folder = cluster.folder.to_str().unwrap();
        let options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"];
        programs.run("initdb", &[&["-D", folder, "--no-sync"], &options[..]].concat());
        cluster
    }

    /// A copy of another one that follows it, and without which it acknowledges nothing once it was
    /// told so.
    pub(crate) fn follow(other: &Self) -> Self {
        let cluster = Self::place(&other.programs);
        let (folder, port) = (cluster.folder.to_str().unwrap(), other.port.to_string());
        let from = ["-h", "127.0.0.1", "-p", &port, "-U", "postgres", "-D", folder];
        other
            .programs
            .run("pg_basebackup", &[&from[..], &["-R", "-c", "fast", "--no-sync"]].concat());
        cluster
    }

    fn place(programs: &Programs) -> Self {
        let temporary = tempfile::Builder::new().prefix("sasae-soak.").tempdir_in("/tmp").unwrap();
        let folder = temporary.path().join("data");
        if !programs.as_owner.is_empty() {
            let owned = Command::new("chown").arg("postgres").arg(temporary.path()).status();
            assert!(owned.unwrap().success());
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self { programs: programs.clone(), folder, port, _temporary: temporary }
    }

    /// Starts it; `synchronous` commits wait for a standby.
    pub(crate) fn start(&self, synchronous: bool) {
        let standby = if synchronous { " -c synchronous_standby_names=*" } else { "" };
        let home = self.folder.parent().unwrap().display();
        let port = self.port;
        let options = format!("-h 127.0.0.1 -p {port} -k {home} -c wal_keep_size=64{standby}");
        let log = format!("{home}/server.log");
        self.control(&["-l", &log, "-o", &options, "start"]);
    }

    /// Kills it: no farewell, nothing is written any more.
    pub(crate) fn kill(&self) {
        self.control(&["-m", "immediate", "stop"]);
    }

    /// Makes a standby the one that is written to.
    pub(crate) fn promote(&self) {
        self.control(&["promote"]);
    }

    /// Asks commits to wait for a standby, or no longer.
    pub(crate) fn wait_for_standby(&self, wait: bool) {
        let names = if wait { "*" } else { "" };
        self.ask(&format!("alter system set synchronous_standby_names = '{names}'"));
        self.ask("select pg_reload_conf()");
    }

    /// Makes a folder that belongs to whoever the server runs as.
    pub(crate) fn owned(&self, folder: &Path) {
        std::fs::create_dir(folder).unwrap();
        if !self.programs.as_owner.is_empty() {
            assert!(Command::new("chown").arg("postgres").arg(folder).status().unwrap().success());
        }
    }

    /// Runs a statement.
    pub(crate) fn ask(&self, sql: &str) {
        let port = self.port.to_string();
        self.programs
            .run("psql", &["-h", "127.0.0.1", "-p", &port, "-U", "postgres", "-qAtc", sql]);
    }

    fn control(&self, arguments: &[&str]) {
        let folder = self.folder.to_str().unwrap();
        self.programs.run("pg_ctl", &[&["-D", folder, "-w", "-t", "60"], arguments].concat());
    }

    pub(crate) fn at(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@{}/postgres", self.at())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let folder = self.folder.to_str().unwrap_or_default();
        let mut stop = self.programs.command("pg_ctl");
        stop.args(["-D", folder, "-m", "immediate", "-w", "stop"]);
        let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}

/// An address that can be moved, as a city moves its database's.
#[derive(Clone)]
pub(crate) struct Address {
    pub(crate) at: SocketAddr,
    to: Arc<Mutex<SocketAddr>>,
}

impl Address {
    /// An address that leads there; it goes with the test's process.
    pub(crate) fn leading(to: SocketAddr) -> Self {
        let door = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = Self { at: door.local_addr().unwrap(), to: Arc::new(Mutex::new(to)) };
        let to = Arc::clone(&address.to);
        thread::spawn(move || {
            for caller in door.incoming().flatten() {
                let to = *to.lock().unwrap();
                thread::spawn(move || carried(&caller, to));
            }
        });
        address
    }

    pub(crate) fn lead(&self, to: SocketAddr) {
        *self.to.lock().unwrap() = to;
    }
}

/// Carries bytes both ways until one side ends.
fn carried(caller: &TcpStream, to: SocketAddr) -> Option<()> {
    let called = TcpStream::connect(to).ok()?;
    thread::scope(|scope| {
        scope.spawn(|| poured(caller, &called));
        poured(&called, caller);
    });
    Some(())
}

fn poured(mut from: &TcpStream, mut to: &TcpStream) {
    let _ = io::copy(&mut from, &mut to);
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
