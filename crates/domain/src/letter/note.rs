//! What a person should know: the notes of which letters are made, who writes and who is written to.

use crate::{Day, FiscalYear, Id, person::Person, round::Round};

/// Who writes: the secretariat of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// The municipality: `あおぞら市`.
    pub city: String,
    /// The plan: `自殺対策計画`.
    pub plan: String,
    /// The section that is the secretariat: `健康福祉部 健康課`.
    pub name: String,
    /// How it is reached, a line each: `電話 048-…`; empty when nothing is to be said.
    pub contact: String,
}

/// Who is written to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Recipient {
    /// The person.
    pub person: Option<Id<Person>>,
    /// The name.
    pub name: String,
    /// The address; empty when there is none: then the letter can be printed, not sent.
    pub address: String,
}

/// A file that goes with a letter, such as a section's workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Its name: `健康課_令和８年度.xlsx`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// One thing that a person should know, about one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Who is told.
    pub to: Recipient,
    /// The round that it is about.
    pub round: Id<Round>,
    /// The name of the section that it is about.
    pub section: String,
    /// What the person is told.
    pub matter: Matter,
    /// The address of the page where it is done.
    pub link: String,
    /// The section's workbook, so that editing it is answering.
    pub workbook: Option<Enclosure>,
    /// What tells this note from another of its kind on the same day, such as the identifier of the
    /// comment; empty when there is one a day at most.
    pub mark: String,
}

/// What a note is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// An answer was sent back.
    Returned {
        /// The action.
        action: String,
        /// Why it was sent back.
        reason: String,
    },
    /// The due date has passed.
    Overdue {
        /// The last day on which an answer was on time.
        due: Day,
        /// How many days ago that was.
        days: i64,
        /// How many actions have no answer.
        open: usize,
    },
    /// The due date comes near.
    Reminder {
        /// The last day on which an answer is on time.
        due: Day,
        /// How many days are left; none on the day itself.
        days: i64,
        /// How many actions have no answer.
        open: usize,
    },
    /// Someone asks about an answer.
    Comment {
        /// The action.
        action: String,
        /// The question.
        text: String,
    },
    /// A round has opened.
    Opened {
        /// The year that it asks about.
        year: FiscalYear,
        /// The due date.
        due: Day,
        /// How many actions are to be answered.
        open: usize,
    },
    /// Answers wait for the chief's approval.
    Approval {
        /// How many answers wait.
        count: usize,
    },
    /// Answers were accepted.
    Accepted {
        /// How many answers were accepted.
        count: usize,
    },
}

impl Matter {
    /// Every kind's code, in the order of a letter: what must be done first comes first.
    pub const KINDS: [&'static str; 7] =
        ["returned", "overdue", "reminder", "approval", "comment", "opened", "accepted"];

    /// The kind's code, as in a letter's key.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Returned { .. } => "returned",
            Self::Overdue { .. } => "overdue",
            Self::Reminder { .. } => "reminder",
            Self::Comment { .. } => "comment",
            Self::Opened { .. } => "opened",
            Self::Approval { .. } => "approval",
            Self::Accepted { .. } => "accepted",
        }
    }
}
