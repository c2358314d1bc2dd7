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
use domain::text::fold;
use tokio::sync::Semaphore;

use crate::{Error, Result, kit::ids};

/// How many passwords are looked at in one moment: each takes 19 MiB and a processor.
const AT_ONCE: usize = 2;

/// How long an attempt waits for its turn.
const PATIENCE: Duration = Duration::from_secs(15);

/// The shortest password that is taken: NIST SP 800-63B asks for eight or more, and for length
/// rather than kinds of characters.
pub(crate) const SHORTEST: usize = 10;

/// The longest; a longer one is work without gain.
const LONGEST: usize = 200;

/// What people choose first.
const COMMON: [&str; 12] = [
    "password",
    "passw0rd",
    "pasuwado",
    "qwertyuiop",
    "1234567890",
    "0123456789",
    "abcdefghij",
    "1q2w3e4r5t",
    "iloveyou",
    "administrator",
    "sasae",
    "welcome",
];

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

/// Why a password is not good enough for a person of this login and name, if it is not.
pub(crate) fn objection(password: &str, login: &str, name: &str) -> Option<String> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some(format!("パスワードは{SHORTEST}文字以上にしてください。"));
    }
    if length > LONGEST {
        return Some(format!("パスワードは{LONGEST}文字までにしてください。"));
    }
    let folded = fold(password);
    let known = [fold(login), fold(name)];
    let holds = |word: &str| word.chars().count() >= 4 && folded.contains(word);
    if known.iter().any(|word| holds(word)) {
        return Some("職員番号や氏名を含まないパスワードにしてください。".to_owned());
    }
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    let mut kinds: Vec<char> = folded.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let common = COMMON.iter().any(|word| *word == folded || *word == bare);
    (common || kinds.len() < 5).then(|| {
        "推測されやすいパスワードです。いくつかの言葉をつなげるなど、別のものにしてください。"
            .to_owned()
    })
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

    #[test]
    fn what_is_short_known_or_guessed_first_is_refused() {
        for bad in [
            "",
            "short",
            "a00123-secret",
            "1234567890",
            "Password1!",
            "aaaaaaaaaaaa",
            "健康課担当者です、はい",
        ] {
            assert!(objection(bad, "A00123", "健康課 担当者").is_some(), "{bad}");
        }
        for good in ["あおい空を三羽で渡る", "correct horse battery", "k9x2-vv81-ppq0"] {
            assert_eq!(objection(good, "A00123", "健康課 担当者"), None, "{good}");
        }
        assert!(objection(&"長い".repeat(101), "1", "x").is_some());
    }
}
