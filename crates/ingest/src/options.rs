//! What a person says about a file before it is read.

use domain::{FiscalYear, decision::Answer, layout::Layout};

use crate::password::Password;

/// What a person says about the file before it is read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The year of the sheet; taken from the headings when not given.
    pub year: Option<FiscalYear>,
    /// The form of the sheet; found from the headings when not given.
    pub layout: Option<Layout>,
    /// What people said about files of the same form, where their words leave it open.
    pub answers: Vec<Answer>,
    /// What opens the file, where it is locked.
    pub password: Option<Password>,
}
