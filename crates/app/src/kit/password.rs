//! Passwords: argon2id, away from the server's threads and only a few at once, so that a flood of
//! attempts cannot take the machine's memory.

use std::{
    sync::{Arc, LazyLock, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Error, Result, kit::ids};

/// How many passwords are looked at in one moment: each takes 19 MiB and a processor.
const AT_ONCE: usize = 2;

/// How many wait for their turn: what is looked at in a second or two. Whoever comes when all places
/// are taken is told so at once, so that a flood takes neither memory nor time from those who wait.
const WAITING: usize = 30;

/// How long an attempt waits for its turn.
const PATIENCE: Duration = Duration::from_secs(15);

/// Where passwords are hashed and compared.
#[derive(Debug, Clone)]
pub(crate) struct PasswordHasher {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    workbench: Arc<Workbench>,
}

/// Threads of its own, so that what a hash takes of memory is taken again by the next one: on the
/// threads that the server shares, each would keep as much for itself.
#[derive(Debug)]
struct Workbench {
    jobs: mpsc::Sender<Job>,
}

type Job = Box<dyn FnOnce() + Send>;

impl Workbench {
    fn new() -> Self {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..AT_ONCE {
            let waiting = Arc::clone(&waiting);
            let next = move || waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
            thread::spawn(move || {
                while let Ok(job) = next() {
                    job();
                }
            });
        }
        Self { jobs }
    }
}

/// One's turn to have a password looked at.
#[derive(Debug)]
pub(crate) struct HashingTurn {
    _place: OwnedSemaphorePermit,
    _turn: OwnedSemaphorePermit,
    workbench: Arc<Workbench>,
}

impl Default for PasswordHasher {
    fn default() -> Self {
        let places = Arc::new(Semaphore::new(AT_ONCE + WAITING));
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        Self { places, turns, workbench: Arc::new(Workbench::new()) }
    }
}

impl PasswordHasher {
    /// Waits for one's turn, where there is a place to wait.
    pub(crate) async fn turn(&self) -> Result<HashingTurn> {
        let busy = || {
            Error::Busy(
                "サインインが混み合っています。少し待ってから、もう一度お試しください。".to_owned(),
            )
        };
        let place = self.places.clone().try_acquire_owned().map_err(|_| busy())?;
        match tokio::time::timeout(PATIENCE, self.turns.clone().acquire_owned()).await {
            Ok(Ok(turn)) => {
                let workbench = Arc::clone(&self.workbench);
                Ok(HashingTurn { _place: place, _turn: turn, workbench })
            }
            _ => Err(busy()),
        }
    }

    /// The hash of a password, with a salt of its own.
    pub(crate) async fn hash(&self, password: String) -> Result<String> {
        let salt: [u8; 16] = ids::random()?;
        self.turn().await?.run(move || hashed(password.as_bytes(), &salt)).await?
    }
}

impl HashingTurn {
    /// Does the work, away from the server's threads; the turn lasts until it is done, also where
    /// nobody waits for it any more.
    async fn run<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let (done, answer) = tokio::sync::oneshot::channel();
        let workbench = Arc::clone(&self.workbench);
        let job = move || {
            // Nobody may wait any more
            let _ = done.send(work());
            drop(self);
        };
        let sent = workbench.jobs.send(Box::new(job));
        sent.map_err(|gone| Error::internal(std::io::Error::other(gone.to_string())))?;
        answer.await.map_err(Error::internal)
    }

    /// Whether the password is the hash's. Where there is no hash the same work is done in vain, so
    /// that the time tells nothing.
    pub(crate) async fn verify(self, password: String, hash: Option<String>) -> Result<bool> {
        self.run(move || {
            let known = hash.as_ref();
            let against = known.unwrap_or(&DUMMY);
            let same = Argon2::default().verify_password(password.as_bytes(), against.as_str());
            known.is_some() && same.is_ok()
        })
        .await
    }
}

/// A hash that no password has.
static DUMMY: LazyLock<String> = LazyLock::new(|| {
    let random = ids::random::<32>().unwrap_or_default();
    hashed(&random, b"no password of any").unwrap_or_default()
});

fn hashed(password: &[u8], salt: &[u8]) -> Result<String> {
    let hash = Argon2::default().hash_password_with_salt(password, salt);
    Ok(hash.map_err(Error::internal)?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn fits(hasher: &PasswordHasher, password: &str, hash: Option<&str>) -> bool {
        let turn = hasher.turn().await.unwrap();
        turn.verify(password.to_owned(), hash.map(str::to_owned)).await.unwrap()
    }

    #[tokio::test]
    async fn only_the_same_password_fits_its_hash() {
        let hasher = PasswordHasher::default();
        let hash = hasher.hash("あおい空を三羽で渡る".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(fits(&hasher, "あおい空を三羽で渡る", Some(&hash)).await);
        assert!(!fits(&hasher, "あおい空を二羽で渡る", Some(&hash)).await);
        assert!(!fits(&hasher, "", None).await);
        let again = hasher.hash("あおい空を三羽で渡る".into()).await.unwrap();
        assert_ne!(hash, again, "each hash has its salt");
        assert!(!fits(&hasher, "x", Some("no hash")).await);
    }

    #[tokio::test]
    async fn whoever_comes_when_all_places_are_taken_is_told_so_at_once() {
        let hasher = PasswordHasher::default();
        let at_work = [hasher.turn().await.unwrap(), hasher.turn().await.unwrap()];
        let waiting: Vec<_> = (0..WAITING)
            .map(|_| {
                let hasher = hasher.clone();
                tokio::spawn(async move { hasher.turn().await.is_ok() })
            })
            .collect();
        while hasher.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let refused = tokio::time::timeout(Duration::from_millis(100), hasher.turn()).await;
        assert!(matches!(refused, Ok(Err(Error::Busy(_)))), "{refused:?}");
        drop(at_work);
        for one in waiting {
            assert!(one.await.unwrap(), "who had a place had a turn");
        }
        assert!(hasher.turn().await.is_ok());
    }
}
