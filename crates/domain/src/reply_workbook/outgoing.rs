//! What is sent: one section's workbook of a round, as it is made from the replies, or one member's of
//! a meeting, as it is made from an edition.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::{column::WorkbookColumn, identity::WorkbookOwner};
use crate::{
    Day, Field, Id, Offset, Slot, action::Action, round::Question, scale::Scale, stage::Stage,
};

/// One section's workbook of a round, or one member's of a meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplyWorkbook {
    /// Whose it is.
    pub owner: WorkbookOwner,
    /// The day until which an answer is on time; the day of a member's meeting.
    pub due_on: Day,
    /// What is asked, in the order of the form.
    pub questions: Vec<WorkbookQuestion>,
    /// The section's actions, or all of the edition, in the order of the sheet.
    pub rows: Vec<WorkbookRow>,
}

/// A question with what its column needs.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkbookQuestion {
    /// The question.
    pub question: Question,
    /// The words of its column.
    pub heading: String,
    /// The grades to choose from; none for texts and percentages.
    pub scale: Option<Scale>,
}

/// One action of the section.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkbookRow {
    /// The action, by which the row is known again.
    pub key: Id<Action>,
    /// Its number on the sheet; 0 for a row that is no action's.
    pub no: u32,
    /// The measure under which it stands.
    pub measure: String,
    /// Its title.
    pub title: String,
    /// What it consists of.
    pub content: String,
    /// This year's plan: what the section said it would do.
    pub plan: String,
    /// Last year's answers, by the question that asks the same this year; to a member, this year's.
    pub last: BTreeMap<Slot, String>,
    /// This year's answers so far.
    pub cells: BTreeMap<Slot, WorkbookCell>,
    /// How far the reply is.
    pub stage: Stage,
    /// Whether the section may write.
    pub editable: bool,
    /// Why it was sent back, and open comments.
    pub remarks: String,
    /// What a careful reviewer would ask about a cell, by its column; several questions are lines
    /// of one text. They go out with the workbook and nothing of them is read back.
    pub notes: BTreeMap<WorkbookColumn, String>,
}

/// An answer as it stood when the workbook was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkbookCell {
    /// The text.
    pub text: String,
    /// How often it was written.
    pub version: u32,
}

impl ReplyWorkbook {
    /// Its columns from left to right; one that would be empty in every row, without a note even,
    /// is left out.
    pub fn columns(&self) -> Vec<WorkbookColumn> {
        let said = |row: &WorkbookRow, column: &WorkbookColumn| {
            !row.text(column).is_empty() || row.notes.contains_key(column)
        };
        let written = |column: &WorkbookColumn| self.rows.iter().any(|row| said(row, column));
        let always = [WorkbookColumn::Key, WorkbookColumn::No, WorkbookColumn::Action];
        let before = [WorkbookColumn::Content, WorkbookColumn::Plan].into_iter().filter(written);
        let told: BTreeSet<&Slot> = self.rows.iter().flat_map(|row| row.last.keys()).collect();
        let told = told.into_iter().filter(|slot| self.question(slot).is_none());
        let told = told.map(|slot| WorkbookColumn::Last(slot.clone()));
        let asked = self.questions.iter().flat_map(|asked| {
            let slot = &asked.question.slot;
            let last = Some(WorkbookColumn::Last(slot.clone())).filter(written);
            last.into_iter().chain([WorkbookColumn::Input(slot.clone())])
        });
        let remarks = match self.owner {
            WorkbookOwner::Section(_) => Some(WorkbookColumn::Remarks),
            WorkbookOwner::Member(_) => None,
        };
        always.into_iter().chain(before).chain(told).chain(asked).chain(remarks).collect()
    }

    /// The words above a column.
    pub fn heading(&self, column: &WorkbookColumn) -> String {
        match column {
            WorkbookColumn::Key => String::new(),
            WorkbookColumn::No => "No".to_owned(),
            WorkbookColumn::Action => "事業".to_owned(),
            WorkbookColumn::Content => "実施内容".to_owned(),
            WorkbookColumn::Plan => Slot::new(Field::Plan, Offset::This).heading(self.owner.year()),
            WorkbookColumn::Last(slot) => match self.owner {
                WorkbookOwner::Section(_) => format!("（参考）昨年度の{}", slot.field.label()),
                WorkbookOwner::Member(_) => slot.heading(self.owner.year()),
            },
            WorkbookColumn::Input(slot) => match self.question(slot) {
                Some(WorkbookQuestion { question, heading, .. }) => {
                    let limit = question.limit.map(|limit| format!("\n（{limit}字まで）"));
                    format!("{heading}{}", limit.unwrap_or_default())
                }
                None => slot.heading(self.owner.year()),
            },
            WorkbookColumn::Remarks => "状態・事務局から".to_owned(),
        }
    }

    /// The question of a slot.
    pub fn question(&self, slot: &Slot) -> Option<&WorkbookQuestion> {
        self.questions.iter().find(|asked| asked.question.slot == *slot)
    }

    /// The question whose answers stand in a column.
    pub(super) fn asked(&self, column: &WorkbookColumn) -> Option<&WorkbookQuestion> {
        match column {
            WorkbookColumn::Input(slot) => self.question(slot),
            _ => None,
        }
    }

    /// The row of an action.
    pub fn row(&self, key: &str) -> Option<&WorkbookRow> {
        self.rows.iter().find(|row| row.key.as_str() == key)
    }

    /// The name of its file, without characters that Windows refuses.
    pub fn file_name(&self) -> String {
        let safe = |c: char| match c {
            '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '＿',
            c if c.is_control() => '＿',
            other => other,
        };
        let name: String = self.owner.name().trim().chars().map(safe).collect();
        let name: String = name.chars().take(LONGEST_NAME).collect();
        let name = name.trim_end_matches(['.', ' ']);
        let what = match self.owner {
            WorkbookOwner::Section(_) => "回答",
            WorkbookOwner::Member(_) => "意見シート",
        };
        format!("{}_{name}_{what}.xlsx", self.owner.year().short())
    }
}

/// The most characters of a section's or member's name in a file's name: with year, word and a number for one
/// that is taken the whole stays within 100.
const LONGEST_NAME: usize = 80;

impl WorkbookRow {
    /// What the row says in a column.
    pub fn text(&self, column: &WorkbookColumn) -> Cow<'_, str> {
        match column {
            WorkbookColumn::Key => Cow::Borrowed(self.key.as_str()),
            WorkbookColumn::No if self.no == 0 => Cow::Borrowed(""),
            WorkbookColumn::No => Cow::Owned(self.no.to_string()),
            WorkbookColumn::Action => Cow::Borrowed(&self.title),
            WorkbookColumn::Content => Cow::Borrowed(&self.content),
            WorkbookColumn::Plan => Cow::Borrowed(&self.plan),
            WorkbookColumn::Last(slot) => {
                Cow::Borrowed(self.last.get(slot).map_or("", String::as_str))
            }
            WorkbookColumn::Input(slot) => {
                Cow::Borrowed(self.cells.get(slot).map_or("", |c| &c.text))
            }
            WorkbookColumn::Remarks if self.remarks.is_empty() => Cow::Borrowed(self.stage.label()),
            WorkbookColumn::Remarks => {
                Cow::Owned(format!("{}\n{}", self.stage.label(), self.remarks))
            }
        }
    }

    /// How often the answer to a question was written.
    pub fn version(&self, slot: &Slot) -> u32 {
        self.cells.get(slot).map_or(0, |cell| cell.version)
    }
}
