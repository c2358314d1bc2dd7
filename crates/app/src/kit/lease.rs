//! Leases (当番): what one of several programs on one database does for all. A holder gives signs of
//! life; whoever waits counts by its own watch how long there was none, so that no two machines'
//! clocks are compared. A holder of this machine whose process has ended is gone at once.

use std::{
    path::{MAIN_SEPARATOR_STR, Path},
    time::Duration,
};

use store::{Store, StoredLease};
use tokio::time::Instant;

use super::{clock, ids};
use crate::Result;

/// A holder that gives no sign of life for so long is gone.
const LENGTH: Duration = Duration::from_mins(1);

/// A holder gives so many while another waits.
const SIGNS: u32 = 4;

/// How often a holder gives one.
pub(crate) const RENEWAL: Duration = Duration::from_secs(LENGTH.as_secs() / SIGNS as u64);

/// A lease that this program may hold.
#[derive(Debug)]
pub(crate) struct Lease {
    store: Store,
    name: &'static str,
    holder: String,
    length: Duration,
    held: bool,
    /// What was seen of another holder, and since when nothing else was.
    seen: Option<(StoredLease, Instant)>,
}

impl Lease {
    /// One that is not held yet.
    pub(crate) fn new(store: &Store, name: &'static str) -> Self {
        let (store, holder) = (store.clone(), format!("{}/{}", process(), ids::text()));
        Self { store, name, holder, length: LENGTH, held: false, seen: None }
    }

    /// Whether it was held when it was last asked for.
    pub(crate) fn is_held(&self) -> bool {
        self.held
    }

    /// Takes it, or gives a sign of life; `false` while another program holds it.
    pub(crate) async fn hold(&mut self) -> Result<bool> {
        self.held = false;
        let mut tx = self.store.begin().await?;
        let (found, now) = (tx.lease(self.name).await?, clock::now());
        self.held = match &found {
            None => tx.take_lease(self.name, &self.holder, &now).await?,
            Some(lease) if lease.holder == self.holder || self.is_gone(lease) => {
                tx.renew_lease(lease, &self.holder, &now).await?
            }
            Some(_) => false,
        };
        tx.commit().await?;
        let known = self.seen.as_ref().map(|(lease, _)| lease);
        if known != found.as_ref() {
            self.seen = found.map(|lease| (lease, Instant::now()));
        }
        Ok(self.held)
    }

    /// Gives it back, so that another need not wait.
    pub(crate) async fn release(&mut self) -> Result<()> {
        if std::mem::take(&mut self.held) {
            let mut tx = self.store.begin().await?;
            tx.release_lease(self.name, &self.holder).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Works, and gives signs of life meanwhile.
    pub(crate) async fn during<T>(&mut self, work: impl Future<Output = T>) -> T {
        tokio::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return done,
                () = tokio::time::sleep(self.length / SIGNS) => {
                    if let Err(error) = self.hold().await {
                        tracing::warn!("「{}」の当番を続けられません: {error}", self.name);
                    }
                }
            }
        }
    }

    fn is_gone(&self, lease: &StoredLease) -> bool {
        let silent = self.seen.as_ref().filter(|(seen, _)| seen == lease);
        has_ended(&lease.holder) || silent.is_some_and(|(_, since)| since.elapsed() >= self.length)
    }
}

/// The process of a holder, as people read it.
pub(crate) fn spoken(holder: &str) -> String {
    let mut parts = holder.split('/');
    let (host, process) = (parts.next().unwrap_or_default(), parts.nth(2).unwrap_or_default());
    format!("{host} のプロセス {process}")
}

/// This process: machine, its start and its table of processes, number.
fn process() -> String {
    format!("{}/{}", table(), std::process::id())
}

/// The table of processes that this one stands in; one of its own where the machine has no word for it.
fn table() -> String {
    let kernel = Path::new(MAIN_SEPARATOR_STR).join("proc");
    let read = |name: &str| std::fs::read_to_string(kernel.join(name)).ok();
    let host = read("sys/kernel/hostname").map_or("-".to_owned(), |name| name.replace('/', "-"));
    let boot = read("sys/kernel/random/boot_id").unwrap_or_else(ids::text);
    let space = std::fs::read_link(kernel.join("self/ns/pid")).ok();
    let space = space.map_or_else(ids::text, |path| path.to_string_lossy().into_owned());
    format!("{}/{}/{space}", host.trim(), boot.trim())
}

/// Whether a holder was a process of this table and is there no more.
#[cfg(unix)]
fn has_ended(holder: &str) -> bool {
    use rustix::{io::Errno, process::Pid};

    let rest = holder.strip_prefix(&table()).and_then(|rest| rest.strip_prefix('/'));
    let number = rest.and_then(|rest| rest.split('/').next()?.parse().ok());
    let ended = |pid| rustix::process::test_kill_process(pid) == Err(Errno::SRCH);
    number.and_then(Pid::from_raw).is_some_and(ended)
}

#[cfg(not(unix))]
fn has_ended(_: &str) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn two() -> (Lease, Lease) {
        let store = Store::open("sqlite::memory:").await.unwrap();
        let lease = || Lease { length: Duration::from_millis(200), ..Lease::new(&store, "mail") };
        (lease(), lease())
    }

    #[tokio::test]
    async fn one_holds_it_and_another_when_it_is_given_back() {
        let (mut a, mut b) = two().await;
        assert!(a.hold().await.unwrap() && !b.hold().await.unwrap());
        assert!(a.hold().await.unwrap() && a.is_held() && !b.is_held());
        b.release().await.unwrap();
        assert!(!b.hold().await.unwrap(), "nobody gives back what another holds");
        a.release().await.unwrap();
        assert!(b.hold().await.unwrap() && !a.hold().await.unwrap());
    }

    #[tokio::test]
    async fn a_holder_is_gone_only_after_a_silence_of_its_whole_length() {
        let (mut a, mut b) = two().await;
        assert!(a.hold().await.unwrap() && !b.hold().await.unwrap());
        for _ in 0..4 {
            tokio::time::sleep(Duration::from_millis(80)).await;
            assert!(a.hold().await.unwrap() && !b.hold().await.unwrap(), "there are signs of life");
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
        assert!(b.hold().await.unwrap(), "none any more");
        assert!(!a.hold().await.unwrap(), "whoever was thought gone finds another in its place");
    }

    #[tokio::test]
    async fn a_process_of_this_machine_that_has_ended_is_gone_at_once() {
        let (_, mut b) = two().await;
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let dead = format!("{}/{}/x", table(), child.id());
        child.wait().unwrap();
        let mut tx = b.store.begin().await.unwrap();
        assert!(tx.take_lease("mail", &dead, "t").await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(has_ended(&dead), cfg!(unix));
        assert!(!has_ended(&dead.replacen('/', "x/", 1)), "another machine's process is unknown");
        assert_eq!(b.hold().await.unwrap(), cfg!(unix));
    }

    #[tokio::test]
    async fn signs_of_life_are_given_while_work_lasts() {
        let (mut a, mut b) = two().await;
        assert!(a.hold().await.unwrap());
        let waiting = async {
            for _ in 0..6 {
                assert!(!b.hold().await.unwrap());
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        a.during(waiting).await;
        assert!(a.is_held());
    }
}
