//! Why a file is no sheet, as it is told: also by a process of its own that read it.

use ingest::Unreadable;
use serde::{Deserialize, Serialize};

/// A file that is no sheet, as a sentence, and what may help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{sentence}")]
pub struct UnreadFile {
    sentence: String,
    /// Whether another choice of year or layout is the way out.
    pub(crate) is_choice: bool,
    /// Whether it may be a table whose columns a person can choose.
    pub(crate) may_be_table: bool,
    /// Whether a password is wanted.
    pub(crate) is_locked: bool,
}

impl From<Unreadable> for UnreadFile {
    fn from(why: Unreadable) -> Self {
        use Unreadable::{LayoutMissed, NoHead, NoYear, PdfLocked};
        Self {
            sentence: why.to_string(),
            is_choice: why.is_choice(),
            is_locked: matches!(why, PdfLocked { .. }),
            may_be_table: matches!(why, NoHead { .. } | LayoutMissed { .. } | NoYear),
        }
    }
}
