//! Something that is open before a freeze.

use edition::{EditionKind, open::FreezeMatter};

/// Something that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenItem {
    pub(crate) matter: FreezeMatter,
    /// What is open and how it is settled.
    pub(crate) sentence: String,
    /// Whether no reason for the whole is enough.
    pub(crate) stops: bool,
    /// By what it is answered alone; empty where it is settled elsewhere.
    pub(crate) mark: String,
    /// Whether it is a figure that can be kept back instead.
    pub(crate) is_figure: bool,
}

/// The answer that keeps a figure back instead of publishing it.
pub(crate) const KEPT_BACK: &str = "※で伏せて公表する";

impl OpenItem {
    pub(super) fn of(matter: FreezeMatter, kind: EditionKind, sentence: String) -> Self {
        Self { matter, sentence, stops: matter.stops(kind), mark: String::new(), is_figure: false }
    }
}
