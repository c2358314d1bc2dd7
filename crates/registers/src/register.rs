//! A register (台帳) as versioned data.

use serde::{Deserialize, Serialize};

use crate::{
    counting::{Counting, CountingKind},
    state::Shape,
};

domain::coded! {
    /// How deep a register goes.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum RegisterLevel {
        /// Each fact is a record.
        #[default]
        Records => "records", "記録";
        /// Totals of months only.
        Totals => "totals", "集計だけ";
    }
}

domain::coded! {
    /// How careful one has to be with a register's figures.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Sensitivity {
        /// As any figure.
        #[default]
        Normal => "normal", "通常";
        /// 要配慮.
        Special => "special", "要配慮";
        /// ＤＶ.
        Violence => "violence", "DV";
    }
}

/// An action that a register serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServedAction {
    /// The number of the action.
    pub action: u32,
    /// The section, as the sheet names it.
    #[serde(default)]
    pub section: String,
}

/// A code of a register's list. It is retired, never deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterCode {
    /// The code in records.
    pub key: String,
    /// The word on screen and in wordings.
    pub name: String,
    /// Whether it is no longer offered.
    #[serde(default)]
    pub retired: bool,
}

/// A question of a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterQuestion {
    /// The key in records.
    pub key: String,
    /// Its words.
    pub text: String,
    /// The options of a single choice; none of a statement that one agrees to.
    #[serde(default)]
    pub options: Vec<String>,
    /// Whether it is no longer asked.
    #[serde(default)]
    pub retired: bool,
}

/// A register in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Register {
    /// Its name, which stays through its versions.
    pub name: String,
    /// The version, from 1.
    pub version: u32,
    /// The shape of its records.
    pub shape: Shape,
    /// The family of the work: S2, S7.
    pub family: String,
    /// The actions that it serves.
    pub serves: Vec<ServedAction>,
    /// How deep it goes.
    pub level: RegisterLevel,
    /// How careful one has to be.
    pub sensitivity: Sensitivity,
    /// Optional fields that are shown, by their names in records.
    pub show: Vec<String>,
    /// Fields that have to be filled.
    pub require: Vec<String>,
    /// Groups of persons.
    pub groups: Vec<RegisterCode>,
    /// Kinds, channels, topics: the codes of records and breakdowns.
    pub codes: Vec<RegisterCode>,
    /// Questions of its questionnaire.
    pub questions: Vec<RegisterQuestion>,
    /// The countings that it offers.
    pub countings: Vec<Counting>,
    /// Its wordings.
    pub wordings: Vec<String>,
}

impl Register {
    /// The counting of a key, or of a name.
    pub fn counting(&self, key: &str) -> Option<&Counting> {
        let mut named = self.countings.iter().filter(|counting| self.name_of(counting) == key);
        self.countings.iter().find(|counting| counting.key == key).or_else(|| named.next())
    }

    /// The name of a counting on screen: its own, the words of its question, or its kind's.
    pub fn name_of(&self, counting: &Counting) -> String {
        if !counting.name.is_empty() {
            return counting.name.clone();
        }
        let question = self.questions.iter().find(|question| question.key == counting.key);
        match question.filter(|_| counting.kind == CountingKind::Answers) {
            Some(question) if counting.option.is_empty() => question.text.clone(),
            Some(question) => format!("{}：{}", question.text, counting.option),
            None => counting.kind.short().to_owned(),
        }
    }

    /// The word of a group or code; the code itself where it is unknown.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        let mut all = self.groups.iter().chain(&self.codes);
        all.find(|code| code.key == key).map_or(key, |code| &code.name)
    }
}
