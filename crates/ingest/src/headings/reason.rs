//! Why a column is what it is, and how sure that is.

use domain::decision::Certainty;

/// Why a column is what it is, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadingReason {
    /// How sure it is.
    pub certainty: Certainty,
    /// Why, in words for people.
    pub evidence: &'static str,
}

impl HeadingReason {
    /// What the words say, or what leaves no second reading.
    pub(crate) const fn certain(evidence: &'static str) -> Self {
        Self { certainty: Certainty::Certain, evidence }
    }

    /// What is merely suggested.
    pub(crate) const fn inferred(evidence: &'static str) -> Self {
        Self { certainty: Certainty::Inferred, evidence }
    }
}
