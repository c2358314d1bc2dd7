//! Mails (メール): where a letter in the queue stands.

use serde::{Deserialize, Serialize};

use crate::coded;

coded! {
    /// Where a mail stands.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum MailState {
        /// It waits for its time.
        Queued => "queued", "送信待ち";
        /// A program has taken it and speaks with the server.
        Sending => "sending", "送信中";
        /// The server took it.
        Sent => "sent", "送信済み";
        /// Nobody can know whether the server took it. A person decides; it is never sent by itself.
        Unclear => "unclear", "送信できたか不明";
        /// The server refused it for good, or it waited too long.
        Failed => "failed", "送信できず";
        /// A person keeps it back.
        Held => "held", "保留";
    }
}

impl MailState {
    /// The state of a code or word.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == text || state.label() == text)
    }
}
