//! The checker (点検): what a careful reviewer would find on a sheet, and where.
//!
//! A rule is data ([`Rule`]) and a pure function over the [`Book`], in which every cell has been
//! read once. Rules point; they stop nobody. Each rule carries an example that it must find and
//! controls on which it must stay silent; a test walks them all.
//!
//! This crate may not do IO, start threads, know SQL, HTTP or files, read the clock or roll dice:
//! every rule is a pure function.

mod book;
mod cells;
pub mod changed;
mod form;
mod grade;
mod likeness;
mod limits;
mod names;
mod numbers;
mod outcome;
mod years;

pub use book::{Book, Earlier, Line, Read};
pub use limits::{LIMITS, Limit, Limits, Refused};

use domain::{FiscalYear, Slot};
use prose::{Span, matching};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Must be answered before publication (E).
    Error,
    /// Should be answered (W).
    Warning,
    /// For information (I).
    Info,
}

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
    /// Numbers.
    Numbers,
    /// Names and words.
    Names,
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
    /// How much it weighs here: the rule's own weight, or less.
    pub severity: Severity,
    /// The row on the checked sheet; 0 for the sheet as a whole.
    pub no: u32,
    /// Where; the first mark leads. Never empty unless `no` is 0.
    pub marks: Vec<Mark>,
    /// One sentence that says what does not fit here, with the figures in it.
    pub message: String,
}

/// A rule.
pub struct Rule {
    /// Its name, in capitals: `NOT_DONE_100`.
    pub name: &'static str,
    /// A short name on screen: 未実施で達成度100.
    pub title: &'static str,
    /// Its family.
    pub family: Family,
    /// How much its findings weigh, unless it says less.
    pub severity: Severity,
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
    pub find: fn(&Book<'_>, &Rule) -> Vec<Finding>,
}

/// A made-up sheet of a rule's example or control: rows of cells by the keys of JSON (`status`,
/// `previous_status`, `content`, `action`, `page`, …). The year is 令和7年度.
pub type Case = &'static [&'static [(&'static str, &'static str)]];

/// All rules, family by family.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [form::RULES, years::RULES, cells::RULES, grade::RULES, numbers::RULES, names::RULES]
        .into_iter()
        .flatten()
}

/// All findings of the sheet that the book is opened at, row by row, heavier ones first.
pub fn check(book: &Book<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = rules().flat_map(|rule| (rule.find)(book, rule)).collect();
    found.sort_by(|a, b| (a.no, a.severity, a.rule).cmp(&(b.no, b.severity, b.rule)));
    found
}

impl Rule {
    /// A finding of this rule in one row.
    pub fn found(&self, no: u32, marks: Vec<Mark>, message: String) -> Finding {
        Finding { rule: self.name, severity: self.severity, no, marks, message }
    }
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod laws;
