//! Mails (メール): where a letter in the queue stands.

use serde::{Deserialize, Serialize};

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// It waits for its time.
    Queued,
    /// A program has taken it and speaks with the server.
    Sending,
    /// The server took it.
    Sent,
    /// Nobody can know whether the server took it. A person decides; it is never sent by itself.
    Unclear,
    /// The server refused it for good, or it waited too long.
    Failed,
    /// A person keeps it back.
    Held,
}

impl MailState {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Queued, Self::Sending, Self::Sent, Self::Unclear, Self::Failed, Self::Held];

    /// The code under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Unclear => "unclear",
            Self::Failed => "failed",
            Self::Held => "held",
        }
    }

    /// The word on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Queued => "送信待ち",
            Self::Sending => "送信中",
            Self::Sent => "送信済み",
            Self::Unclear => "送信できたか不明",
            Self::Failed => "送信できず",
            Self::Held => "保留",
        }
    }

    /// The state of a code or word.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == text || state.label() == text)
    }
}
