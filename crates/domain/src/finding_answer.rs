//! Answers to findings (指摘への回答): what someone says of a finding.

use serde::{Deserialize, Serialize};

use crate::coded;

coded! {
    /// What someone answers to a finding.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum AnswerKind {
        /// The cell was corrected.
        Corrected => "corrected", "直した";
        /// It is right as it is.
        Right => "right", "このままでよい";
        /// It is left for next year.
        Left => "left", "次年度に直す";
    }
}
