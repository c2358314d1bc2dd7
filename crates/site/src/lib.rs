//! An edition as a public site: a folder of pages that works from a file, in any folder, on any
//! host.
//!
//! No IO, no async, no clock, no randomness: the same edition gives the same bytes. No page loads
//! anything from elsewhere, none needs script, and help stands first on each. No template holds a
//! telephone number: every one comes from the edition, where two persons confirmed it.

mod answer;
mod error;
mod frame;
mod history;
mod input;
mod names;
mod pages;
mod row;
mod site;
mod standing;

use edition::DerivedFile;

pub use self::{
    error::Error,
    input::{NewerEdition, SiteDataFile, SiteInput, WithdrawnEdition},
};

/// The files of the site, pages first. The caller puts the data files beside them.
pub fn files(input: &SiteInput<'_>) -> Result<Vec<DerivedFile>, Error> {
    let site = site::Site::of(input)?;
    pages::all(&site)
}
