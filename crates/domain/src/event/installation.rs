//! What is done to the installation as a whole: mails, backups, moves.

use serde::{Deserialize, Serialize};

use crate::mail::MailState;

/// A person decided about a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSettled {
    /// Where it stood.
    pub before: MailState,
    /// Where it stands.
    pub after: MailState,
}

/// A backup was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupDone {
    /// The file.
    pub file: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
}

/// A backup did not come about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupFailed {
    /// Why.
    pub why: String,
}

/// Everything was brought back from a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupRestored {
    /// The file's name.
    pub file: String,
    /// The SHA-256 of its bytes.
    pub sha256: Option<String>,
}

/// Everything was moved into another database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatabaseCopied {
    /// The database that it came from, without a password.
    pub from: String,
    /// The database that it went to, without a password.
    pub to: String,
}

/// Everything came from a package that another installation gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageTaken {
    /// The file's name.
    pub file: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// The rows were held as they stood: what was changed in them before is not told by the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsHeld {
    /// Why somebody asked for it; empty where an older version's database was taken over.
    #[serde(default)]
    pub reason: String,
}
