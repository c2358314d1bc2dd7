//! What is done in and around the council. What a record is, its JSON says.

use serde::{Deserialize, Serialize};

/// A meeting, an opinion or minutes were written, or have a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilWritten {
    /// Its identifier.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// What was done, in a word: 受付, 回答確定.
    pub step: String,
    /// The version before as JSON; none of the first.
    pub before: Option<String>,
    /// The record as JSON.
    pub after: String,
}
