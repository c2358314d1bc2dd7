//! The key under which the secrets of second factors are stored. It is in a file of its own, so that a
//! database or a backup alone gives nobody a code.

use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use clap::Args;
use domain::{Id, person::Person};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::ids;
use crate::{Error, Result};

/// What a sealed secret begins with, before its nonce and bytes in hexadecimal.
const SEALED: &str = "sealed:";

/// Where the key is.
#[derive(Debug, Clone, Args)]
pub(crate) struct KeyArgs {
    #[arg(
        long,
        env = "SASAE_KEY_FILE",
        value_name = "ファイル",
        help = "確認コードの秘密を封じる鍵のファイル。省くと、データファイルの名前に .key を付けたもの"
    )]
    key_file: Option<PathBuf>,
}

impl KeyArgs {
    /// The key for a database: beside its file, where it is one and nothing else is said.
    pub(crate) fn key(self, database: &str) -> SeedKey {
        let beside = store::database_file(database).map(|file| {
            let mut name = file.as_os_str().to_owned();
            name.push(".key");
            PathBuf::from(name)
        });
        SeedKey { place: self.key_file.or(beside).map_or(KeyPlace::Nowhere, KeyPlace::File) }
    }
}

/// The key, made where it is needed first.
#[derive(Clone)]
pub(crate) struct SeedKey {
    place: KeyPlace,
}

#[derive(Clone)]
enum KeyPlace {
    /// In memory, for a database that ends with the program.
    Memory(Arc<Mutex<Option<String>>>),
    /// In a file.
    File(PathBuf),
    /// Nobody has said where.
    Nowhere,
}

impl Default for SeedKey {
    fn default() -> Self {
        Self { place: KeyPlace::Memory(Arc::default()) }
    }
}

impl std::fmt::Debug for SeedKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SeedKey")
    }
}

impl SeedKey {
    /// Whether a stored secret is sealed.
    pub(crate) fn is_sealed(stored: &str) -> bool {
        stored.starts_with(SEALED)
    }

    /// Whether there is a place for a key.
    pub(crate) fn has_place(&self) -> bool {
        !matches!(self.place, KeyPlace::Nowhere)
    }

    /// Seals a person's secret; nobody else's opens in its place.
    pub(crate) fn seal(&self, person: &Id<Person>, secret: &str) -> Result<String> {
        let key = self.key()?.map_or_else(|| self.make(), Ok)?;
        let nonce: [u8; NONCE_LEN] = ids::random()?;
        let mut bytes = secret.as_bytes().to_vec();
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(person.as_str()),
            &mut bytes,
        )
        .map_err(|_| broken())?;
        Ok(format!("{SEALED}{}{}", hex(&nonce), hex(&bytes)))
    }

    /// Opens a person's secret. One that an earlier version stored is as it is.
    pub(crate) fn open(&self, person: &Id<Person>, stored: &str) -> Result<String> {
        let Some(sealed) = stored.strip_prefix(SEALED) else { return Ok(stored.to_owned()) };
        let key = self.key()?.ok_or_else(broken)?;
        let mut bytes = unhex(sealed).ok_or_else(broken)?;
        let (nonce, sealed) = bytes.split_at_mut_checked(NONCE_LEN).ok_or_else(broken)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken())?;
        let opened = key.open_in_place(nonce, Aad::from(person.as_str()), sealed);
        String::from_utf8(opened.map_err(|_| broken())?.to_vec()).map_err(|_| broken())
    }

    /// The key, if there is one yet.
    fn key(&self) -> Result<Option<LessSafeKey>> {
        let text = match &self.place {
            KeyPlace::Memory(kept) => kept.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            KeyPlace::Nowhere => None,
            KeyPlace::File(path) => match std::fs::read_to_string(path) {
                Ok(text) => Some(text),
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                Err(error) => return Err(unusable(path, &error)),
            },
        };
        let Some(text) = text else { return Ok(None) };
        let bytes = unhex(text.trim()).ok_or_else(broken)?;
        let key = UnboundKey::new(&CHACHA20_POLY1305, &bytes).map_err(|_| broken())?;
        Ok(Some(LessSafeKey::new(key)))
    }

    fn make(&self) -> Result<LessSafeKey> {
        let fresh = ids::token()?;
        match &self.place {
            KeyPlace::Memory(kept) => {
                *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(fresh);
            }
            KeyPlace::File(path) => write(path, &fresh).map_err(|error| unusable(path, &error))?,
            KeyPlace::Nowhere => {
                return Err(Error::Refused(
                    "確認コードを設定できません。システム管理者に、鍵のファイル（sasae serve --key-file）の指定を頼んでください。"
                        .to_owned(),
                ));
            }
        }
        self.key()?.ok_or_else(broken)
    }
}

/// Writes a new file that nobody else on the machine may read.
fn write(path: &Path, key: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(format!("{key}\n").as_bytes())?;
    file.sync_all()
}

fn unusable(path: &Path, error: &std::io::Error) -> Error {
    tracing::error!("{}: {error}", path.display());
    Error::Refused(format!(
        "確認コードの鍵のファイル「{}」を使えません（{error}）。置き場所と読み書きの権限を確認してください。",
        path.display()
    ))
}

fn broken() -> Error {
    Error::Refused(
        "確認コードの鍵が合わないため、確認できません。システム管理者に、鍵のファイルを元に戻すか、確認コードの登録を取り消すよう頼んでください。"
            .to_owned(),
    )
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = (0..text.len()).step_by(2);
    pairs.map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_in(folder: &tempfile::TempDir) -> SeedKey {
        let database = format!("sqlite:{}", folder.path().join("a.sqlite").display());
        KeyArgs { key_file: None }.key(&database)
    }

    #[test]
    fn a_sealed_secret_opens_with_its_key_for_its_person_only() {
        let folder = tempfile::tempdir().unwrap();
        let (key, person) = (key_in(&folder), Id::new("p1"));
        let sealed = key.seal(&person, "SECRET").unwrap();
        assert!(SeedKey::is_sealed(&sealed) && !sealed.contains("SECRET"), "{sealed}");
        assert_ne!(key.seal(&person, "SECRET").unwrap(), sealed, "each has its nonce");
        assert_eq!(key_in(&folder).open(&person, &sealed).unwrap(), "SECRET", "from the file");
        assert!(key.open(&Id::new("p2"), &sealed).is_err(), "another person's");
        let bent = format!("{}0", &sealed[..sealed.len() - 1]);
        assert!(bent == sealed || key.open(&person, &bent).is_err());
        assert!(key.open(&person, "sealed:00").is_err());
        assert_eq!(key.open(&person, "PLAIN").unwrap(), "PLAIN", "of an earlier version");
        let file = folder.path().join("a.sqlite.key");
        #[cfg(unix)]
        {
            let mode =
                std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::remove_file(&file).unwrap();
        let lost = key.open(&person, &sealed).unwrap_err().to_string();
        assert!(lost.contains("鍵が合わない"), "{lost}");
        assert!(!file.exists(), "opening makes no key");
    }

    #[test]
    fn without_a_place_for_a_key_nothing_is_sealed() {
        let key = KeyArgs { key_file: None }.key("postgres://host/city");
        assert!(!key.has_place());
        let why = key.seal(&Id::new("p1"), "SECRET").unwrap_err().to_string();
        assert!(why.contains("--key-file"), "{why}");
        let named = KeyArgs { key_file: Some("/elsewhere/key".into()) }.key("postgres://host/city");
        assert!(named.has_place());
    }
}
