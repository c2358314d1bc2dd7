//! What is done to registers of the work and their records. What they are is told by their JSON: this
//! crate does not know the registers.

use serde::{Deserialize, Serialize};

/// A register was added, or has a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterDefined {
    /// Its name.
    pub name: String,
    /// The version.
    pub version: u32,
    /// The version before as JSON; none of the first.
    pub before: Option<String>,
    /// The register as JSON.
    pub after: String,
}

/// A record was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordWritten {
    /// The record.
    pub id: String,
    /// Its register.
    pub register: String,
    /// Its version.
    pub version: u32,
    /// The record as a line of JSON.
    pub after: String,
}

/// A record has a new version: its result is told, a figure is put right, or it was a mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordCorrected {
    /// The record.
    pub id: String,
    /// Its register.
    pub register: String,
    /// The new version.
    pub version: u32,
    /// The version before as a line of JSON.
    pub before: String,
    /// The record as a line of JSON.
    pub after: String,
    /// Why.
    pub reason: String,
}

/// Records came from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordsImported {
    /// The name of the file.
    pub file: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// How many records it has.
    pub sent: usize,
    /// How many of them were there already.
    pub known: usize,
    /// Those that were taken.
    pub taken: Vec<RecordWritten>,
    /// How the columns of a table were understood, for the next table with the same headings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<(String, String)>,
}

impl RecordsImported {
    /// What came of the file, in a few words.
    pub fn sentence(&self) -> String {
        let (file, sent, known) = (&self.file, self.sent, self.known);
        format!("{file}：{sent}件のうち{}件を取り込み、{known}件は登録済み", self.taken.len())
    }
}

/// A text that records write was put into the field of a reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftAdopted {
    /// The key of the question.
    pub field: String,
    /// The register.
    pub register: String,
    /// The wording by which it is written.
    pub wording: String,
    /// The text of the same wording whose place it took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The text.
    pub after: String,
    /// The version of the entry in which it stands.
    pub version: u32,
    /// The records behind its figures: identifier and version.
    pub evidence: Vec<(String, u32)>,
    /// The SHA-256 of the text and its evidence.
    pub digest: String,
}
