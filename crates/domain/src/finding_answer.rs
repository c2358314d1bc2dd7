//! Answers to findings (指摘への回答): what someone says of a finding.

use serde::{Deserialize, Serialize};

/// What someone answers to a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// The cell was corrected.
    Corrected,
    /// It is right as it is.
    Right,
    /// It is left for next year.
    Left,
}

impl AnswerKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Corrected, Self::Right, Self::Left];

    /// The code under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::Right => "right",
            Self::Left => "left",
        }
    }

    /// The word on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Corrected => "直した",
            Self::Right => "このままでよい",
            Self::Left => "次年度に直す",
        }
    }
}
