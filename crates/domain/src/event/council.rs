//! What is done in and around the council. What a record is, its JSON says.

use serde::{Deserialize, Serialize};

use crate::Day;

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

/// A 意見シート came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetReturned {
    /// The name of its file.
    pub file: String,
    /// The meeting.
    pub meeting: String,
    /// The member for whom it was made.
    pub member: String,
}

/// A link that opens a meeting's papers without signing in was made or ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingLinkSet {
    /// What the meeting is called.
    pub meeting: String,
    /// For whom its papers are, in a word: 委員.
    pub papers: String,
    /// The last day on which it opens.
    pub expires_on: Day,
}

/// Something was read by a meeting's link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingLinkRead {
    /// What was read: the list of papers, an edition, a file of one.
    pub what: String,
}
