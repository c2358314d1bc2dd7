//! The only place that makes identifiers and random values.

use std::{panic::AssertUnwindSafe, sync::Mutex};

use domain::Id;
use uuid::{ContextV7, Timestamp};

use super::clock;
use crate::{Error, Result};

/// A new identifier: `UUIDv7`, so that identifiers sort by time.
pub(crate) fn new<T>() -> Id<T> {
    Id::new(text())
}

/// The same as text, for the store.
pub(crate) fn text() -> String {
    static ORDER: Mutex<AssertUnwindSafe<ContextV7>> =
        Mutex::new(AssertUnwindSafe(ContextV7::new()));
    // Its own way to ask the time panics before 1970
    let since = clock::machine().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let time = Timestamp::from_unix(&ORDER, since.as_secs(), since.subsec_nanos());
    uuid::Uuid::new_v7(time).to_string()
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
