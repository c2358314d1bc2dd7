//! Values that are kept as JSON, and codes that are kept as text.

use domain::FiscalYear;
use serde::{Serialize, de::DeserializeOwned};

use crate::{Error, Result};

/// The JSON of a value.
pub(crate) fn write<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Corrupt(error.to_string()))
}

/// The value of a stored JSON.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Corrupt(error.to_string()))
}

/// The value among all whose code is stored.
pub(crate) fn coded<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str, text: &str) -> Result<T> {
    all.iter()
        .copied()
        .find(|one| code(*one) == text)
        .ok_or_else(|| Error::Corrupt(text.to_owned()))
}

/// The fiscal year of a stored number.
pub(crate) fn year(start: i64) -> Result<FiscalYear> {
    let year = i32::try_from(start).ok().and_then(FiscalYear::starting);
    year.ok_or_else(|| Error::Corrupt(start.to_string()))
}

/// The stored number of a fiscal year.
pub(crate) fn start(year: FiscalYear) -> i64 {
    i64::from(year.start())
}

/// A count or position as both databases keep it.
pub(crate) fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A stored count or position.
pub(crate) fn count<T: TryFrom<i64>>(n: i64) -> Result<T> {
    T::try_from(n).map_err(|_| Error::Corrupt(n.to_string()))
}
