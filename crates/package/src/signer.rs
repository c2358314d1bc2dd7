//! Who signs: names and public keys, in the form of OpenSSH's `allowed_signers`.

use std::fmt;

use domain::coded;
use edition::City;
use ssh_key::{HashAlg, PublicKey, SshSig};

use crate::error::Error;

/// What a signature of an edition is for: one that was given for something else is none.
pub const NAMESPACE: &str = "sasae-edition";

/// The name of a signer, ASCII: `112020@sasae`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Principal(String);

impl Principal {
    /// The name as somebody gave it.
    pub fn parse(name: &str) -> Result<Self, Error> {
        let is_fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '-');
        if name.is_empty() || !name.chars().all(is_fit) {
            return Err(Error::UnfitPrincipal(name.to_owned()));
        }
        Ok(Self(name.to_owned()))
    }

    /// The name of a city by its code; refused where it has none.
    pub fn of_city(city: &City) -> Result<Self, Error> {
        if city.region_code.is_empty() {
            return Err(Error::UnfitPrincipal(city.name.clone()));
        }
        Self::parse(&format!("{}{CITY}", city.region_code))
    }

    /// The code of the city, where the name was made of one.
    pub(crate) fn region_code(&self) -> Option<&str> {
        let code = self.0.strip_suffix(CITY)?;
        (code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What follows a city's code in its name.
const CITY: &str = "@sasae";

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A signer: a name with its public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    pub(crate) principal: Principal,
    pub(crate) key: PublicKey,
}

impl Signer {
    /// Reads a line of `allowed_signers`, or a public key with the name as its comment.
    fn read(line: &str) -> Option<Self> {
        let at = line.find("ssh-ed25519 ")?;
        let key = PublicKey::from_openssh(&line[at..]).ok()?;
        let mut before = line[..at].split_whitespace();
        let principal = before.next().unwrap_or(key.comment());
        let is_for_editions = match before.next() {
            None => true,
            Some(option) => namespaces(option)?.any(|one| one == NAMESPACE),
        };
        let principal = Principal::parse(principal).ok()?;
        // Other options bound a key in ways that are not looked at here
        let is_whole = is_for_editions && before.next().is_none();
        is_whole.then(|| Self { key: PublicKey::new(key.key_data().clone(), ""), principal })
    }

    /// The name.
    pub fn principal(&self) -> &Principal {
        &self.principal
    }

    /// The key's fingerprint as `ssh-keygen -l` prints it: `SHA256:…`.
    pub fn fingerprint(&self) -> String {
        self.key.fingerprint(HashAlg::Sha256).to_string()
    }

    /// The public key in one line, with the name as its comment.
    pub fn public_line(&self) -> String {
        format!("{} {}", self.public(), self.principal)
    }

    /// The line of `allowed_signers` with which `ssh-keygen -Y verify` checks editions and rotations.
    pub fn allowed_line(&self) -> String {
        let [edition, rotation] = Purpose::ALL.map(Purpose::code);
        format!("{} namespaces=\"{edition},{rotation}\" {}", self.principal, self.public())
    }

    /// The public key without a comment.
    pub(crate) fn public(&self) -> String {
        // Writing into memory fails for no key that was read
        self.key.to_openssh().unwrap_or_default()
    }
}

/// The namespaces that an option of `allowed_signers` names.
fn namespaces(option: &str) -> Option<impl Iterator<Item = &str>> {
    Some(option.strip_prefix("namespaces=\"")?.strip_suffix('"')?.split(','))
}

coded! {
    /// What a signature is for.
    pub(crate) enum Purpose {
        /// An edition.
        Edition => "sasae-edition";
        /// The key that follows.
        Rotation => "sasae-key";
    }
}

/// Who signed a message for a purpose: the key, where the signature is right.
pub(crate) fn signed_by(message: &[u8], signature: &[u8], purpose: Purpose) -> Option<PublicKey> {
    let signature = SshSig::from_pem(signature).ok()?;
    let key = PublicKey::from(signature.public_key().clone());
    key.verify(purpose.code(), message, &signature).ok()?;
    Some(key)
}

/// The signers that somebody knows, from the cities' pages or their minutes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownSigners(pub(crate) Vec<Signer>);

impl KnownSigners {
    /// Reads lines of `allowed_signers`; empty ones and remarks (`#`) are passed over.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let lines = (1..).zip(text.lines().map(str::trim));
        let told = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let signers = told.map(|(no, line)| Signer::read(line).ok_or(Error::UnfitSigner(no)));
        signers.collect::<Result<_, _>>().map(Self)
    }

    /// Adds a signer.
    pub fn add(&mut self, signer: Signer) {
        self.0.push(signer);
    }

    /// Whether nobody is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The signers, as they were told.
    pub fn iter(&self) -> impl Iterator<Item = &Signer> {
        self.0.iter()
    }

    /// The signer of a key.
    pub(crate) fn of_key(&self, key: &PublicKey) -> Option<&Signer> {
        self.0.iter().find(|one| one.key.key_data() == key.key_data())
    }
}
