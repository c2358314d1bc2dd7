//! The only place that makes identifiers and random values.

use domain::Id;

use crate::{Error, Result};

/// A new identifier: `UUIDv7`, so that identifiers sort by time.
pub(crate) fn new<T>() -> Id<T> {
    Id::new(text())
}

/// The same as text, for the store.
pub(crate) fn text() -> String {
    #[expect(clippy::disallowed_methods, reason = "the one place")]
    let id = uuid::Uuid::now_v7();
    id.to_string()
}

/// Random bytes that nobody can guess.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    Ok(bytes)
}

/// A token of 256 bits, in hexadecimal, as cookies and links carry it.
pub(crate) fn token() -> Result<String> {
    let bytes: [u8; 32] = random()?;
    Ok(bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")))
}
