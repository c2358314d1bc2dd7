//! The key that signs editions: an Ed25519 key in the file format of OpenSSH, under a passphrase.

use std::fmt;

use ssh_key::{
    Cipher, HashAlg, Kdf, LineEnding, PrivateKey,
    private::{Ed25519Keypair, KeypairData},
};

use crate::{
    error::Error,
    rotation::KeyRotation,
    signer::{Principal, Purpose, Signer},
};

/// How often the passphrase is hashed, as OpenSSH 9.4 and later do.
const ROUNDS: u32 = 24;
/// The most of a file that is opened; each round takes some milliseconds.
const MOST_ROUNDS: u32 = 2_000;

/// A key that signs, with the name of its signer.
pub struct SigningKey {
    key: PrivateKey,
    signer: Signer,
}

impl SigningKey {
    /// The key of 32 random bytes.
    pub fn of_seed(secret: &[u8; 32], principal: &Principal) -> Result<Self, Error> {
        let pair = KeypairData::from(Ed25519Keypair::from_seed(secret));
        let key = PrivateKey::new(pair, principal.as_str()).map_err(|_| Error::NotAKey)?;
        Self::of(key)
    }

    /// Reads the file of a key.
    pub fn open(file: &str, passphrase: &str) -> Result<Self, Error> {
        let sealed = PrivateKey::from_openssh(file.trim()).map_err(|_| Error::NotAKey)?;
        if !sealed.is_encrypted() {
            return Err(Error::UnprotectedKey);
        }
        if matches!(sealed.kdf(), Kdf::Bcrypt { rounds, .. } if *rounds > MOST_ROUNDS) {
            return Err(Error::NotAKey);
        }
        Self::of(sealed.decrypt(passphrase).map_err(|_| Error::WrongPassphrase)?)
    }

    fn of(key: PrivateKey) -> Result<Self, Error> {
        if key.key_data().ed25519().is_none() {
            return Err(Error::NotAKey);
        }
        let principal = Principal::parse(key.comment()).map_err(|_| Error::KeyOfNobody)?;
        let mut public = key.public_key().clone();
        public.set_comment("");
        Ok(Self { key, signer: Signer { principal, key: public } })
    }

    /// The file of the key under a passphrase; the salt is sixteen random bytes.
    pub fn sealed(&self, passphrase: &str, salt: [u8; 16]) -> Result<String, Error> {
        if passphrase.is_empty() {
            return Err(Error::NoPassphrase);
        }
        // By it a reader sees whether the passphrase was right; OpenSSH takes any number
        let [a, b, c, d, ..] = salt;
        let check = u32::from_be_bytes([a, b, c, d]);
        let hashing = Kdf::Bcrypt { salt: salt.to_vec(), rounds: ROUNDS };
        let sealed = self.key.encrypt_with(Cipher::Aes256Ctr, hashing, check, passphrase);
        let sealed = sealed.map_err(|_| Error::NotAKey)?;
        sealed.to_openssh(LineEnding::LF).map(|file| (*file).clone()).map_err(|_| Error::NotAKey)
    }

    /// Its public half with its name.
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// The statement by which this key names the one that follows.
    pub fn rotation(&self, new: &Signer, day: &str) -> Result<KeyRotation, Error> {
        let statement = KeyRotation::statement_of(&self.signer, &new.key, day)?;
        let signature = self.signed(statement.as_bytes(), Purpose::Rotation)?;
        KeyRotation::read(&statement, &signature)
    }

    /// A signature over a message, as `ssh-keygen -Y sign` writes it.
    pub(crate) fn signed(&self, message: &[u8], purpose: Purpose) -> Result<String, Error> {
        let signature = self.key.sign(purpose.code(), HashAlg::Sha512, message);
        let signature = signature.and_then(|signature| signature.to_pem(LineEnding::LF));
        signature.map_err(|_| Error::NotAKey)
    }
}

impl fmt::Debug for SigningKey {
    /// Never the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("signer", &self.signer).finish_non_exhaustive()
    }
}
