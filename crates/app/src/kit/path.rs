//! The parts of an address.

use domain::FiscalYear;

use crate::Error;

/// The year of an address.
pub(crate) fn year_of(text: &str) -> Result<FiscalYear, Error> {
    FiscalYear::parse(text).map_err(|_| Error::NotFound("この年度の調査"))
}
