//! Rules: data with an example and controls, and a pure function over the sheet.

use crate::{
    context::CheckContext,
    finding::{Finding, Mark, Severity},
    limit::Limit,
};

/// The family of a rule: what is held against what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// The form of one cell or of the sheet.
    Form,
    /// Year against year.
    Years,
    /// Cell against cell.
    Cells,
    /// Text against grade and percent.
    Grade,
    /// Days, times and years.
    Calendar,
    /// Numbers.
    Numbers,
    /// Column against column.
    Columns,
    /// Row against row.
    Rows,
    /// Names and words.
    Names,
    /// What tells of one person.
    People,
    /// Text against the records of the work.
    Registers,
}

/// How much of a sheet a rule needs to speak: what it finds in one cell or row is told to the writer
/// while the reply is being written, what needs other rows only when the sheet is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleScope {
    /// One cell, with what the round asks of it.
    Cell,
    /// The cells of a row, with the same row in earlier years.
    Row,
    /// Other rows, or the form itself.
    Sheet,
}

/// A rule.
pub struct Rule {
    /// Its name, in capitals: `NOT_DONE_100`.
    pub name: &'static str,
    /// A short name on screen: 未実施で達成度100.
    pub title: &'static str,
    /// Its family.
    pub family: Family,
    /// How much of the sheet it needs to speak.
    pub scope: RuleScope,
    /// How grave its findings are, unless it says less.
    pub severity: Severity,
    /// The numbers in it that a plan may set.
    pub limits: &'static [Limit],
    /// What the secretariat asks the section.
    pub question: &'static str,
    /// What the writer should do.
    pub instruction: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// A row, or rows, on which it must speak.
    pub example: Case,
    /// Rows on which it must stay silent though they look alike.
    pub controls: &'static [Case],
    /// The rule itself.
    pub find: fn(&CheckContext<'_>, &Rule) -> Vec<Finding>,
}

/// A made-up sheet of a rule's example or control: rows of cells by the keys of JSON (`status`,
/// `previous_status`, `content`, `action`, `page`, …), of what is asked (`ask:status`), of the form
/// (`head:status`, `scale`), of last year's own sheet (`before.status`) and of a register that the
/// product brings and that serves the row: that there is one (`register:相談`), and its records
/// (`record:相談` with the fields of a record's line). The year is 令和7年度, the day 2026-04-10.
pub type Case = &'static [&'static [(&'static str, &'static str)]];

impl Rule {
    /// A finding of this rule in one row.
    pub fn found(&self, no: u32, marks: Vec<Mark>, message: String) -> Finding {
        let (rule, severity) = (self.name, self.severity);
        Finding { rule, severity, no, marks, message, advice: None, records: Vec::new() }
    }

    /// What the plan holds a limit of this rule to be.
    pub(crate) fn limit(&self, context: &CheckContext<'_>, limit: &Limit) -> u32 {
        context.limits().of(self.name, limit)
    }

    /// A limit in percent, as a share of one.
    pub(crate) fn share(&self, context: &CheckContext<'_>, limit: &Limit) -> f64 {
        f64::from(self.limit(context, limit)) / 100.0
    }
}
