//! The canonical form of a document: the same content has the same bytes, on every machine.
//!
//! Keys are ASCII and sorted, there is no white space, numbers are whole and what was written as a
//! figure is text; for such values this is RFC 8785. One line feed ends the document.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A value in its canonical form. The error is serde's: a value that is no JSON.
pub fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    // The map of `serde_json` is sorted by its keys
    let value = serde_json::to_value(value)?;
    let mut bytes = serde_json::to_vec(&value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The SHA-256 of a document in its canonical form, in 64 hexadecimal figures.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentDigest(String);

impl ContentDigest {
    /// The digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let digest = Sha256::digest(bytes);
        Self(digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")))
    }

    /// The 照合番号 that people compare: the first sixteen figures in groups of four.
    pub fn short(&self) -> String {
        let figures: Vec<char> = self.0.chars().take(16).collect();
        let groups: Vec<String> = figures.chunks(4).map(|four| four.iter().collect()).collect();
        groups.join("-")
    }

    /// All its figures.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for ContentDigest {
    fn from(figures: String) -> Self {
        Self(figures)
    }
}

impl fmt::Display for ContentDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_a_line_feed_ends_the_document() {
        #[derive(Serialize)]
        struct Two {
            b: &'static str,
            a: u32,
        }
        let bytes = canonical(&Two { b: "行\n2", a: 1 }).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "{\"a\":1,\"b\":\"行\\n2\"}\n");
    }

    #[test]
    fn the_number_that_people_compare_begins_the_digest() {
        let digest = ContentDigest::of(b"");
        assert!(digest.as_str().starts_with("e3b0c44298fc1c14"));
        assert_eq!(digest.short(), "e3b0-c442-98fc-1c14");
    }
}
