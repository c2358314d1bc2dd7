//! The plan of a municipality.

use crate::Id;

/// A plan with its municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its identifier.
    pub id: Id<Plan>,
    /// The municipality whose plan it is: `あおぞら市`.
    pub municipality: String,
    /// The six-figure code of the municipality; empty when it has none.
    pub area_code: String,
    /// The plan's title: `自殺対策計画`.
    pub title: String,
}

impl Plan {
    /// Municipality and title in one line.
    pub fn name(&self) -> String {
        format!("{}{}", self.municipality, self.title)
    }
}
