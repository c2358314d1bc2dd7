//! Words of a plan's own, beside those of the lexicon: rules obey them as their own.

/// What a plan adds to the lexicon.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanWords {
    /// Short names with the official ones that are to stand in their place.
    pub names: Vec<(String, String)>,
    /// Further words for what one hopes to have none of.
    pub hoped_absent: Vec<String>,
}
