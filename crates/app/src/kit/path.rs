//! The parts of an address, each read as what it is.

use axum::{
    extract::{self, FromRequestParts},
    http::request::Parts,
};
use domain::FiscalYear;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error},
};

use super::error_page::PageError;

/// The parts of an address: in their order as a tuple, or by their names as a struct. An address with
/// a part that cannot be read names nothing.
pub(crate) struct Path<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let read = extract::Path::<T>::from_request_parts(parts, state).await;
        read.map_or_else(|_| Err(PageError::nowhere()), |extract::Path(parts)| Ok(Self(parts)))
    }
}

/// The year of an address, which names it as people do: `R7`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct AddressYear(#[serde(deserialize_with = "year")] pub(crate) FiscalYear);

/// Reads a year as people name it.
pub(crate) fn year<'de, D: Deserializer<'de>>(from: D) -> Result<FiscalYear, D::Error> {
    FiscalYear::parse(&String::deserialize(from)?).map_err(D::Error::custom)
}
