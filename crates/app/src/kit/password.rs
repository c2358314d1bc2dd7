//! Passwords: argon2id, away from the server's threads and only a few at once, so that a flood of
//! attempts cannot take the machine's memory.

use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier},
};
use tokio::sync::Semaphore;

use crate::{Error, Result, kit::ids};

/// How many passwords are looked at in one moment: each takes 19 MiB and a processor.
const AT_ONCE: usize = 2;

/// How long an attempt waits for its turn.
const PATIENCE: Duration = Duration::from_secs(15);

/// Where passwords are hashed and compared.
#[derive(Debug, Clone)]
pub(crate) struct PasswordHasher {
    turns: Arc<Semaphore>,
}

impl Default for PasswordHasher {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl PasswordHasher {
    /// Does the work when it is its turn.
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let turn = tokio::time::timeout(PATIENCE, self.turns.clone().acquire_owned()).await;
        let Ok(Ok(turn)) = turn else {
            return Err(Error::Conflict(
                "サインインが混み合っています。少し待ってから、もう一度お試しください。".to_owned(),
            ));
        };
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(Error::internal)
    }

    /// The hash of a password, with a salt of its own.
    pub(crate) async fn hash(&self, password: String) -> Result<String> {
        let salt: [u8; 16] = ids::random()?;
        self.run(move || hashed(password.as_bytes(), &salt)).await?
    }

    /// Whether the password is the hash's. Where there is no hash the same work is done in vain, so
    /// that the time tells nothing.
    pub(crate) async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
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

    #[tokio::test]
    async fn only_the_same_password_fits_its_hash() {
        let hasher = PasswordHasher::default();
        let hash = hasher.hash("あおい空を三羽で渡る".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(hasher.verify("あおい空を三羽で渡る".into(), Some(hash.clone())).await.unwrap());
        assert!(!hasher.verify("あおい空を二羽で渡る".into(), Some(hash.clone())).await.unwrap());
        assert!(!hasher.verify(String::new(), None).await.unwrap());
        let again = hasher.hash("あおい空を三羽で渡る".into()).await.unwrap();
        assert_ne!(hash, again, "each hash has its salt");
        assert!(!hasher.verify("x".into(), Some("no hash".into())).await.unwrap());
    }
}
