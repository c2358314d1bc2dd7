//! What a plan says wherever it is published.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{EditionKind, HelpLine, Publisher, ShownFields};

/// What a plan says wherever it is published, as people write it into a file or a form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PublicationSettings {
    /// Who publishes, and where to ask.
    pub publisher: Publisher,
    /// Where help is.
    pub help: Vec<HelpEntry>,
    /// The fields of the plan's own that an edition of each kind shows, by name.
    pub fields: BTreeMap<EditionKind, ShownFields>,
    /// Counts of persons below it are hidden; none for the usual 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small_number: Option<u32>,
}

/// A line or desk, with who looked its number up and who confirmed it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HelpEntry {
    /// Its name.
    pub name: String,
    /// Its telephone number as printed.
    pub telephone: String,
    /// When it can be reached, in words.
    pub hours: String,
    /// What it is for, or where it is.
    pub note: String,
    /// Whether it is the city's own desk.
    pub is_city: bool,
    /// Where the number was looked up.
    pub source: String,
    /// The day on which it was checked: `2026-11-01`.
    pub checked_on: String,
    /// Who checked it.
    pub checked_by: String,
    /// Who confirmed it: somebody else.
    pub confirmed_by: String,
}

impl HelpEntry {
    /// The line as an edition shows it: without persons.
    pub fn line(&self) -> HelpLine {
        let (by, second) = (self.checked_by.trim(), self.confirmed_by.trim());
        HelpLine {
            name: self.name.clone(),
            telephone: self.telephone.clone(),
            hours: self.hours.clone(),
            note: self.note.clone(),
            is_city: self.is_city,
            source: self.source.clone(),
            checked_on: self.checked_on.clone(),
            confirmed: !by.is_empty() && !second.is_empty() && by != second,
        }
    }
}

impl PublicationSettings {
    /// The fields of the plan's own that an edition of a kind shows.
    pub fn shown(&self, kind: EditionKind) -> ShownFields {
        self.fields.get(&kind).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_confirmed_by_somebody_else_or_not_at_all() {
        let entry = |by: &str, second: &str| HelpEntry {
            checked_by: by.into(),
            confirmed_by: second.into(),
            ..HelpEntry::default()
        };
        assert!(entry("担当", "係長").line().confirmed);
        for (by, second) in [("担当", "担当 "), ("担当", ""), ("", "係長")] {
            assert!(!entry(by, second).line().confirmed, "{by} {second}");
        }
    }
}
