//! What is answered to findings, and how a plan sets its rules.

use serde::{Deserialize, Serialize};

use crate::{
    FiscalYear, finding_answer::AnswerKind, layout::Layout, plan_words::PlanWords,
    scale::GradeClass,
};

/// A finding was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingAnswered {
    /// The rule.
    pub rule: String,
    /// The digest of the words on which the finding stood; empty in events of earlier versions.
    #[serde(default)]
    pub mark: String,
    /// What was answered.
    pub answer: AnswerKind,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// The finding as it was answered.
    pub told: String,
}

/// An answer to a finding was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingReopened {
    /// The rule.
    pub rule: String,
    /// The digest of the words on which the finding stood; empty in events of earlier versions.
    #[serde(default)]
    pub mark: String,
}

/// A plan set its rules otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleChanged {
    /// What of which rule.
    pub changes: Vec<RuleChange>,
}

/// A setting of a rule: rule, what of it (`weight`, or a limit's key), before, after. `None` is the
/// rule's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleChange(
    /// The rule.
    pub String,
    /// What of it.
    pub String,
    /// Before.
    pub Option<RuleSetting>,
    /// After.
    pub Option<RuleSetting>,
);

/// A plan gave the checker other words of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanWordsChanged {
    /// What it had.
    pub before: PlanWords,
    /// What it has.
    pub after: PlanWords,
}

/// It was said what grades of the plan mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GradesExplained {
    /// Which grades, with what they meant before.
    pub grades: Vec<GradeExplained>,
    /// The forms of the sheets that have them, as they are since; none in events of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layouts: Option<Vec<(FiscalYear, Layout)>>,
}

/// A grade with what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeExplained {
    /// The grade as it is written: code and words.
    pub grade: String,
    /// Before.
    pub before: GradeClass,
    /// After.
    pub after: GradeClass,
}

impl GradeExplained {
    /// The change in words.
    pub fn sentence(&self) -> String {
        format!("「{}」：{} → {}", self.grade, self.before.label(), self.after.label())
    }
}

/// What something of a rule is set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RuleSetting {
    /// The code of a weight.
    Weight(String),
    /// The number of a limit.
    Limit(u32),
}

impl std::fmt::Display for RuleSetting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Weight(code) => f.write_str(code),
            Self::Limit(number) => write!(f, "{number}"),
        }
    }
}
