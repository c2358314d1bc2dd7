//! What is done to schemes and crosswalks.

use serde::{Deserialize, Serialize};

use crate::scheme::{CrosswalkChange, CrosswalkKey, Scheme};

/// A scheme was added, or has a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeDefined {
    /// The version before; none of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Scheme>,
    /// The scheme.
    pub after: Scheme,
}

/// Rows of a crosswalk were changed, one on its page or many by a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrosswalkWritten {
    /// Which crosswalk.
    pub crosswalk: CrosswalkKey,
    /// The name of the file; empty where there was none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// The SHA-256 of its bytes; empty where there was none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// The rows that are other ones now.
    pub changes: Vec<CrosswalkChange>,
}

impl CrosswalkWritten {
    /// What was changed, in a few words: 追加3件、変更1件、削除2件.
    pub fn sentence(&self) -> String {
        let count = |before: bool, after: bool| {
            let of = |one: &&CrosswalkChange| {
                one.before.is_some() == before && one.after.is_some() == after
            };
            self.changes.iter().filter(of).count()
        };
        let told = [("追加", false, true), ("変更", true, true), ("削除", true, false)]
            .map(|(word, before, after)| (word, count(before, after)));
        let told = told.iter().filter(|(_, count)| *count > 0);
        let words: Vec<String> = told.map(|(word, count)| format!("{word}{count}件")).collect();
        let version = self.crosswalk.version;
        let words = if words.is_empty() { "変わりなし".to_owned() } else { words.join("、") };
        format!("第{version}版の対応表：{words}")
    }
}
