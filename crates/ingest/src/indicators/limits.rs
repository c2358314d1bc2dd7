//! How long a list of indicators may be.

/// The most indicators of a list; a plan has some dozens.
pub(super) const MOST: usize = 1_000;

/// The most lines of a list: some years of each kind for the most indicators.
pub(super) const MOST_LINES: usize = 30_000;

/// The most columns of a list: many years of each kind.
pub(super) const MOST_COLUMNS: usize = 1_000;
