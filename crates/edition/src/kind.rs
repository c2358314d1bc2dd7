//! What an edition is for, and the files that are made of it.

use domain::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// What an edition is for.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum EditionKind {
        /// What the council was shown (協議会用).
        Council => "council", "協議会用";
        /// What was decided after it (決定).
        Approved => "approved", "決定";
        /// What the public is shown (公表).
        Published => "published", "公表";
    }
}

impl EditionKind {
    /// Kind and number as people name an edition: 公表第２版 is written 公表第2版.
    pub fn named(self, number: u32) -> String {
        format!("{}第{number}版", self.label())
    }
}

/// A file that is derived of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DerivedFile {
    /// Its path in the edition's folder, with `/`: `csv/answers.csv`.
    pub name: String,
    /// Its media type: `text/csv`.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
