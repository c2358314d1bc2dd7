//! What is done to replies: written, moved on, asked about, taken from workbooks.

use serde::{Deserialize, Serialize};

use crate::{Day, Id, action::Action, stage::Stage};

/// A text was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryWritten {
    /// The key of the question: `previous_status`.
    pub field: String,
    /// What stood there.
    pub before: String,
    /// What stands there.
    pub after: String,
    /// The version that it stands as.
    pub version: u32,
    /// Why it says the same as last year, where that was chosen.
    #[serde(default)]
    pub same_as_last_year: Option<String>,
    /// The SHA-256 of the workbook that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// A reply came to another stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyMoved {
    /// Where it was.
    pub before: Stage,
    /// Where it is.
    pub after: Stage,
    /// Why, where a reason is asked for.
    #[serde(default)]
    pub reason: String,
    /// The day on which it was handed in last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_on: Option<Day>,
}

/// A section was asked about a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentAsked {
    /// The key of the question whose cell it is.
    pub field: String,
    /// What was asked.
    pub after: String,
}

/// A section answered what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentAnswered {
    /// The comment.
    pub comment: String,
    /// What was answered.
    pub after: String,
}

/// A file with workbooks came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkbookReturned {
    /// The file's name.
    pub file: String,
    /// The round.
    pub round: String,
    /// The round's year.
    pub fiscal_year: crate::FiscalYear,
    /// How many workbooks it has.
    pub workbooks: usize,
    /// How many answers were taken from them at once.
    pub taken: usize,
}

/// Answers of a workbook were taken or decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkbookSettled {
    /// The workbook's name.
    pub file: String,
    /// The round.
    pub round: String,
    /// The answers.
    pub cells: Vec<SettledCell>,
}

/// An answer of a workbook that is not asked about again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledCell {
    /// The action.
    pub action: Id<Action>,
    /// The key of the question.
    pub field: String,
    /// Whose text stands.
    pub choice: ChosenText,
    /// The version as which it stands.
    pub version: u32,
    /// The text that was kept against the workbook's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<String>,
    /// The workbook's text that was left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<String>,
}

/// Whose text stands after a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChosenText {
    /// What stood already.
    Ours,
    /// The workbook's.
    Theirs,
}
