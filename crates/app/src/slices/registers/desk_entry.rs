//! Something of the calendar.

use domain::Day;

/// A day on which something is planned or due.
#[derive(Debug, Clone)]
pub(super) struct ComingEntry {
    /// By which a calendar knows it again.
    pub(super) id: String,
    pub(super) day: Day,
    /// The day in words.
    pub(super) said: String,
    pub(super) what: String,
    pub(super) place: String,
    pub(super) section: String,
}
