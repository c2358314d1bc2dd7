//! The signature over the list of lists: whose it is, if it is one.

use edition::EditionContent;
use serde::Serialize;
use ssh_key::HashAlg;

use super::finding::{PackageFault as Fault, PackageFinding};
use crate::{
    bag,
    opened::OpenedPackage,
    rotation::KeyRotation,
    signer::{KnownSigners, Principal, Purpose, signed_by},
};

/// Who signed a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum SignatureState {
    /// Somebody who is known.
    Valid {
        /// The name.
        principal: String,
        /// The key's fingerprint.
        fingerprint: String,
    },
    /// A key that nobody knows; the signature itself is right.
    UnknownSigner {
        /// The key's fingerprint.
        fingerprint: String,
    },
    /// It is no signature of this package.
    Invalid,
    /// There is none.
    Missing,
}

impl SignatureState {
    /// In words.
    pub fn sentence(&self) -> String {
        match self {
            Self::Valid { principal, fingerprint } => {
                format!("{principal} の署名です（鍵の指紋 {fingerprint}）。")
            }
            Self::UnknownSigner { fingerprint } => {
                format!("知らない署名者の署名です（鍵の指紋 {fingerprint}）。")
            }
            Self::Invalid => "署名が一式と合いません。".to_owned(),
            Self::Missing => "署名がありません。".to_owned(),
        }
    }
}

/// A looked at signature.
pub(super) struct LookedAt {
    pub(super) state: SignatureState,
    /// The signature's file; the usual name where there is none.
    file: &'static str,
    signer: Option<Principal>,
    /// Who knows signers asks for a signature of theirs.
    is_asked: bool,
}

/// Looks at a package's signature; keys that follow known ones by statements of theirs are known.
pub(super) fn look(package: &OpenedPackage, known: &KnownSigners) -> LookedAt {
    let mut files =
        bag::SIGNATURES.into_iter().filter_map(|name| Some((name, package.file(name)?)));
    let list = package.file(bag::TAG_MANIFEST).unwrap_or_default();
    let mut looked = LookedAt {
        state: SignatureState::Missing,
        file: bag::SIGNATURES[0],
        signer: None,
        is_asked: !known.is_empty(),
    };
    let Some((file, signature)) = files.next() else { return looked };
    looked.file = file;
    looked.state = match signed_by(list, signature, Purpose::Edition) {
        None => SignatureState::Invalid,
        Some(key) => {
            let fingerprint = key.fingerprint(HashAlg::Sha256).to_string();
            let known = known.with(&rotations(package));
            looked.signer = known.of_key(&key).map(|signer| signer.principal().clone());
            match &looked.signer {
                None => SignatureState::UnknownSigner { fingerprint },
                Some(name) => SignatureState::Valid { principal: name.to_string(), fingerprint },
            }
        }
    };
    looked
}

/// The statements of new keys in a package; what is none is none, and says nothing.
fn rotations(package: &OpenedPackage) -> Vec<KeyRotation> {
    let pairs = (1..).map_while(|no| {
        let statement = package.file(&format!("key-rotation-{no}.txt"))?;
        let signature =
            [format!("key-rotation-{no}.txt.sig"), format!("key-rotation-{no}.sig.txt")];
        let signature = signature.iter().find_map(|name| package.file(name))?;
        Some((String::from_utf8_lossy(statement), String::from_utf8_lossy(signature)))
    });
    pairs
        .filter_map(|(statement, signature)| KeyRotation::read(&statement, &signature).ok())
        .collect()
}

impl LookedAt {
    /// What is to be said of it.
    pub(super) fn finding(&self) -> Option<PackageFinding> {
        let told = if self.is_asked { PackageFinding::fault } else { PackageFinding::notice };
        match &self.state {
            SignatureState::Valid { .. } => None,
            SignatureState::UnknownSigner { fingerprint } => {
                Some(told(Fault::UnknownSigner, self.file, "", fingerprint.as_str()))
            }
            SignatureState::Invalid => {
                Some(PackageFinding::fault(Fault::SignatureInvalid, self.file, "", ""))
            }
            SignatureState::Missing => Some(told(Fault::Unsigned, self.file, "", "")),
        }
    }

    /// Whether a city signed that is known, and whose edition it is not.
    pub(super) fn of_another_city(&self, content: &EditionContent) -> Option<PackageFinding> {
        let signer = self.signer.as_ref()?;
        let (theirs, code) = (signer.region_code()?, content.city.region_code.as_str());
        (theirs != code).then(|| {
            let whose = format!("{}（{code}）", content.city.name);
            PackageFinding::fault(Fault::OtherSigner, self.file, whose, signer.as_str())
        })
    }
}
