//! What is done to a yearly round.

use serde::{Deserialize, Serialize};

use crate::{
    Day, FiscalYear, Id,
    action::Action,
    revision::Revision,
    round::{Question, Round},
    sheet::SheetFiling,
    stage::Stage,
};

/// A round was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundOpened {
    /// The year that it asks about.
    pub fiscal_year: FiscalYear,
    /// What was decided of it.
    #[serde(flatten)]
    pub settings: RoundSettings,
    /// How many replies are asked for.
    pub asked: usize,
    /// The SHA-256 under which the sheet is kept with which it began; none in events of earlier
    /// versions.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Under which identifiers its rows are kept; none in events of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<SheetFiling>,
}

/// What the secretariat decides of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundSettings {
    /// The first day on which sections may write.
    pub opens_on: Day,
    /// The day until which an answer is on time.
    pub due_on: Day,
    /// Whether a chief approves.
    pub approval: bool,
    /// What is asked.
    pub questions: Vec<Question>,
}

impl From<&Round> for RoundSettings {
    fn from(round: &Round) -> Self {
        Self {
            opens_on: round.opens_on,
            due_on: round.due_on,
            approval: round.approval,
            questions: round.questions.clone(),
        }
    }
}

/// A round was set otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundChanged {
    /// What was decided before.
    pub before: RoundSettings,
    /// What is decided.
    pub after: RoundSettings,
}

/// A round was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundClosed {
    /// The round's year.
    pub fiscal_year: FiscalYear,
    /// How many replies were locked.
    pub locked: usize,
    /// The stage that they came to.
    pub stage: Stage,
}

/// A closed round was opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundReopened {
    /// The round's year.
    pub fiscal_year: FiscalYear,
    /// Why.
    pub reason: String,
}

/// A section got leave to write after the close.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundExcepted {
    /// The last day.
    pub until: Day,
    /// Why.
    pub reason: String,
}

/// The year's list was revised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundRevised {
    /// The round's year.
    pub fiscal_year: FiscalYear,
    /// How.
    pub revision: Revision,
    /// The list as it is since; none in events of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<RevisedList>,
}

/// The year's list after a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisedList {
    /// The SHA-256 under which the sheet is kept as it was saved.
    pub sheet: String,
    /// Under which identifiers its rows are kept.
    pub filed: SheetFiling,
    /// Which actions go on as which, as far as the revision says it: old and new.
    pub links: Vec<(Id<Action>, Id<Action>)>,
}

/// Reminders were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundReminded {
    /// The round's year.
    pub fiscal_year: FiscalYear,
    /// How many letters there are.
    pub letters: usize,
    /// Whether mail is off, and the letters are handed out as files.
    pub mail_off: bool,
    /// How many were queued.
    pub queued: usize,
    /// How many were queued before.
    pub sent_before: usize,
    /// Whose letter cannot be sent.
    pub refused: Vec<RefusedLetter>,
    /// The sections in which nobody can be written to.
    pub without_person: Vec<String>,
}

/// A letter that cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedLetter {
    /// Whose it is.
    pub name: String,
    /// Why.
    pub why: String,
}
