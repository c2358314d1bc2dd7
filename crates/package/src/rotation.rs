//! The change of keys (鍵の交代): the key before signs a statement that names the one that follows.

use ssh_key::PublicKey;

use crate::{
    error::Error,
    signer::{KnownSigners, Principal, Purpose, Signer, signed_by},
};

/// The first line of a statement.
const FORMAT: &str = "sasae-key-rotation-1";

/// A statement with its signature, two small text files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRotation {
    statement: String,
    signature: String,
    named: NamedKeys,
}

/// What a statement names: the key before, and the signer from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NamedKeys {
    old: PublicKey,
    new: Signer,
}

impl KeyRotation {
    /// Reads a statement and its signature; who signed it is not asked yet.
    pub fn read(statement: &str, signature: &str) -> Result<Self, Error> {
        let statement = statement.replace("\r\n", "\n");
        let named = named(&statement).ok_or(Error::UnfitRotation)?;
        Ok(Self { statement, signature: signature.to_owned(), named })
    }

    /// What is to be signed.
    pub(crate) fn statement_of(old: &Signer, new: &PublicKey, day: &str) -> Result<String, Error> {
        let new = Signer { principal: old.principal.clone(), key: new.clone() };
        let statement = format!(
            "{FORMAT}\nprincipal: {}\ndate: {day}\nold: {}\nnew: {}\n",
            old.principal,
            old.public(),
            new.public()
        );
        match named(&statement) {
            Some(read) if read.new == new && read.old == old.key => Ok(statement),
            _ => Err(Error::UnfitRotation),
        }
    }

    /// What was signed, as a file.
    pub fn statement(&self) -> &str {
        &self.statement
    }

    /// The signature of the key before, as a file; its namespace is `sasae-key`.
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// The signer that follows, where somebody known signed for the same name.
    fn follower(&self, known: &KnownSigners) -> Option<Signer> {
        let message = self.statement.as_bytes();
        let key = signed_by(message, self.signature.as_bytes(), Purpose::Rotation)?;
        let old = known.of_key(&key)?;
        let NamedKeys { old: named, new } = &self.named;
        let is_theirs = old.key == *named && old.principal == new.principal;
        (is_theirs && known.of_key(&new.key).is_none()).then(|| new.clone())
    }
}

impl KnownSigners {
    /// These and the keys that follow theirs by statements that they signed, one after another.
    #[must_use]
    pub fn with(&self, rotations: &[KeyRotation]) -> Self {
        let mut known = self.clone();
        // A key that is known is not added again: each turn takes a further link, or it was the last
        while let Some(new) = rotations.iter().find_map(|one| one.follower(&known)) {
            known.add(new);
        }
        known
    }
}

/// What a statement names.
fn named(statement: &str) -> Option<NamedKeys> {
    let mut lines = statement.lines();
    if lines.next()? != FORMAT {
        return None;
    }
    let mut value = |label: &str| lines.next()?.strip_prefix(label)?.strip_prefix(": ");
    let principal = Principal::parse(value("principal")?).ok()?;
    value("date")?;
    let old = PublicKey::from_openssh(value("old")?).ok()?;
    let key = PublicKey::from_openssh(value("new")?).ok()?;
    Some(NamedKeys { old, new: Signer { principal, key } })
}
