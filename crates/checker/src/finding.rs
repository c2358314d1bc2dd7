//! Findings (指摘): what a rule says of cells, and where.

use domain::{FiscalYear, Slot};
use prose::Span;
use registers::Evidence;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Must be answered before publication (E).
    Error,
    /// Should be answered (W).
    Warning,
    /// For information (I).
    Info,
}

/// A cell, or words in it, that a finding points at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// The year of the sheet in which the cell stands.
    pub sheet: FiscalYear,
    /// The row's number on that sheet; 0 for the sheet as a whole.
    pub no: u32,
    /// The cell's role in its row.
    pub spot: Spot,
    /// The words; `None` for the cell as a whole.
    pub span: Option<Span>,
}

/// Which cell of a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// An answer.
    Answer(Slot),
    /// The action's title.
    Action,
    /// What the plan says of it.
    Content,
    /// The page of the plan's book.
    Page,
    /// The owning sections.
    Section,
    /// The column's head, by its number from 0.
    Head(usize),
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// How grave it is here: as the rule says, or less.
    pub severity: Severity,
    /// The row on the checked sheet; 0 for the sheet as a whole.
    pub no: u32,
    /// Where; the first mark leads. Never empty unless `no` is 0.
    pub marks: Vec<Mark>,
    /// One sentence that says what does not fit here, with the figures in it.
    pub message: String,
    /// What the writer is told in its place while the reply is being written.
    pub advice: Option<&'static str>,
    /// The records of the work that it rests on.
    pub records: Vec<Evidence>,
}

impl Finding {
    /// The same with what the writer is told while the reply is being written.
    pub(crate) fn advising(self, advice: &'static str) -> Self {
        Self { advice: Some(advice), ..self }
    }

    /// The same with the records that it rests on.
    pub(crate) fn resting_on(self, records: Vec<Evidence>) -> Self {
        Self { records, ..self }
    }

    /// What the writer of the reply is told.
    pub fn to_writer(&self) -> &str {
        self.advice.unwrap_or(&self.message)
    }
}
