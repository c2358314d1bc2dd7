//! Reads a form as a person does: with a year where one is given.

use domain::{FiscalYear, reading::Reading};
use ingest::{Options, Unreadable};
use testkit::NotRead;

/// Reads the file of a form.
pub(crate) fn read(bytes: &[u8], year: Option<FiscalYear>) -> Result<Reading, NotRead> {
    let options = Options { year, ..Options::default() };
    ingest::read(bytes, &options).map_err(|why| match why {
        Unreadable::NoYear => NotRead::NoYear,
        Unreadable::NoHead { .. }
        | Unreadable::NoRows { .. }
        | Unreadable::WrongYear { .. }
        | Unreadable::OrderLost { .. } => NotRead::Reason(why.to_string()),
        other => NotRead::Untrue(other.to_string()),
    })
}
