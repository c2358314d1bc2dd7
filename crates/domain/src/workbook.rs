//! The workbook for replies (回答用の Excel): what is sent to a section, what comes back, and what
//! became of each cell meanwhile.

mod compare;
mod habits;
mod hidden;
mod notice;
mod returned;
mod rows;

pub use compare::{Compared, Comparison, Conflict, Doubt, Outcome, compare};
pub use hidden::{Base, BaseCell, BaseRow, FORMAT, Hidden, read, records};
pub use notice::{Notice, NoticeKind};
pub use returned::{Kind, Returned, ReturnedRow, Written};

use std::{borrow::Cow, collections::BTreeMap};

use crate::{
    Day, Field, FiscalYear, Id, Slot,
    action::Action,
    layout::Role,
    plan::Plan,
    round::{Question, Round},
    scale::Scale,
    section::Section,
    stage::Stage,
};

/// Whose workbook it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The municipality's name.
    pub city: String,
    /// The plan's title.
    pub plan_title: String,
    /// The plan.
    pub plan: Id<Plan>,
    /// The round.
    pub round: Id<Round>,
    /// The year that is asked about.
    pub year: FiscalYear,
    /// The section that answers.
    pub section: Id<Section>,
    /// Its name.
    pub section_name: String,
}

/// One section's workbook of a round.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionBook {
    /// Whose it is.
    pub identity: Identity,
    /// The day until which an answer is on time.
    pub due_on: Day,
    /// What is asked, in the order of the form.
    pub questions: Vec<BookQuestion>,
    /// The section's actions, in the order of the sheet.
    pub rows: Vec<BookRow>,
}

/// A question with what its column needs.
#[derive(Debug, Clone, PartialEq)]
pub struct BookQuestion {
    /// The question.
    pub question: Question,
    /// The words of its column.
    pub heading: String,
    /// The grades to choose from; none for texts and percentages.
    pub scale: Option<Scale>,
}

/// One action of the section.
#[derive(Debug, Clone, PartialEq)]
pub struct BookRow {
    /// The action, by which the row is known again.
    pub key: Id<Action>,
    /// Its number on the sheet.
    pub no: u32,
    /// The measure under which it stands.
    pub measure: String,
    /// Its title.
    pub title: String,
    /// What it consists of.
    pub content: String,
    /// This year's plan: what the section said it would do.
    pub plan: String,
    /// Last year's answers, by the question that asks the same this year.
    pub last: BTreeMap<Slot, String>,
    /// This year's answers so far.
    pub cells: BTreeMap<Slot, BookCell>,
    /// How far the reply is.
    pub stage: Stage,
    /// Whether the section may write.
    pub editable: bool,
    /// Why it was sent back, and open comments.
    pub remarks: String,
    /// What a careful reviewer would ask about a cell, by its column; several questions are lines
    /// of one text. They go out with the workbook and nothing of them is read back.
    pub notes: BTreeMap<Column, String>,
}

/// An answer as it stood when the workbook was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BookCell {
    /// The text.
    pub text: String,
    /// How often it was written.
    pub version: u32,
}

/// A column of the workbook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The key of the row; hidden.
    Key,
    /// The number.
    No,
    /// The title.
    Action,
    /// What it consists of.
    Content,
    /// This year's plan.
    Plan,
    /// Last year's answer to a question.
    Last(Slot),
    /// The answer; the only column to write in.
    Input(Slot),
    /// The stage, and what the secretariat says.
    Remarks,
}

/// What stands in the key's column of a row that is a measure's heading.
pub const BAND: &str = "-";

/// What stands in the key's column of the hidden row that says what the columns are.
pub const MARK: &str = "sasae";

impl Column {
    /// The code in the workbook's hidden row.
    pub fn code(&self) -> String {
        match self {
            Self::Key => MARK.to_owned(),
            Self::No => "no".to_owned(),
            Self::Action => "action".to_owned(),
            Self::Content => "content".to_owned(),
            Self::Plan => "plan".to_owned(),
            Self::Last(slot) => format!("last:{}", Role::Answer(slot.clone()).name()),
            Self::Input(slot) => format!("input:{}", Role::Answer(slot.clone()).name()),
            Self::Remarks => "remarks".to_owned(),
        }
    }

    /// The column of a code.
    pub fn coded(code: &str) -> Option<Self> {
        let slot = |name: &str| match Role::named(name) {
            Ok(Role::Answer(slot)) => Some(slot),
            _ => None,
        };
        let plain = [Self::Key, Self::No, Self::Action, Self::Content, Self::Plan, Self::Remarks];
        match code.split_once(':') {
            Some(("last", name)) => slot(name).map(Self::Last),
            Some(("input", name)) => slot(name).map(Self::Input),
            _ => plain.into_iter().find(|column| column.code() == code),
        }
    }
}

impl SectionBook {
    /// Its columns from left to right; one that would be empty in every row, without a note even,
    /// is left out.
    pub fn columns(&self) -> Vec<Column> {
        let said = |row: &BookRow, column: &Column| {
            !row.text(column).is_empty() || row.notes.contains_key(column)
        };
        let written = |column: &Column| self.rows.iter().any(|row| said(row, column));
        let always = [Column::Key, Column::No, Column::Action];
        let before = [Column::Content, Column::Plan].into_iter().filter(written);
        let asked = self.questions.iter().flat_map(|asked| {
            let slot = &asked.question.slot;
            let last = Some(Column::Last(slot.clone())).filter(written);
            last.into_iter().chain([Column::Input(slot.clone())])
        });
        always.into_iter().chain(before).chain(asked).chain([Column::Remarks]).collect()
    }

    /// The words above a column.
    pub fn heading(&self, column: &Column) -> String {
        match column {
            Column::Key => String::new(),
            Column::No => "No".to_owned(),
            Column::Action => "事業".to_owned(),
            Column::Content => "実施内容".to_owned(),
            Column::Plan => Slot::new(Field::Plan, crate::Offset::This).heading(self.identity.year),
            Column::Last(slot) => format!("（参考）昨年度の{}", slot.field.label()),
            Column::Input(slot) => match self.question(slot) {
                Some(BookQuestion { question, heading, .. }) => {
                    let limit = question.limit.map(|limit| format!("\n（{limit}字まで）"));
                    format!("{heading}{}", limit.unwrap_or_default())
                }
                None => slot.heading(self.identity.year),
            },
            Column::Remarks => "状態・事務局から".to_owned(),
        }
    }

    /// The question of a slot.
    pub fn question(&self, slot: &Slot) -> Option<&BookQuestion> {
        self.questions.iter().find(|asked| asked.question.slot == *slot)
    }

    /// The row of an action.
    pub fn row(&self, key: &str) -> Option<&BookRow> {
        self.rows.iter().find(|row| row.key.as_str() == key)
    }

    /// The name of its file, without characters that Windows refuses.
    pub fn file_name(&self) -> String {
        let safe = |c: char| match c {
            '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '＿',
            c if c.is_control() => '＿',
            other => other,
        };
        let section: String = self.identity.section_name.trim().chars().map(safe).collect();
        let section: String = section.chars().take(LONGEST_NAME).collect();
        let section = section.trim_end_matches(['.', ' ']);
        format!("{}_{section}_回答.xlsx", self.identity.year.short())
    }
}

/// The most characters of a section's name in a file's name: with year, word and a number for one
/// that is taken the whole stays within 100.
const LONGEST_NAME: usize = 80;

impl BookRow {
    /// What the row says in a column.
    pub fn text(&self, column: &Column) -> Cow<'_, str> {
        match column {
            Column::Key => Cow::Borrowed(self.key.as_str()),
            Column::No => Cow::Owned(self.no.to_string()),
            Column::Action => Cow::Borrowed(&self.title),
            Column::Content => Cow::Borrowed(&self.content),
            Column::Plan => Cow::Borrowed(&self.plan),
            Column::Last(slot) => Cow::Borrowed(self.last.get(slot).map_or("", String::as_str)),
            Column::Input(slot) => Cow::Borrowed(self.cells.get(slot).map_or("", |c| &c.text)),
            Column::Remarks if self.remarks.is_empty() => Cow::Borrowed(self.stage.label()),
            Column::Remarks => Cow::Owned(format!("{}\n{}", self.stage.label(), self.remarks)),
        }
    }

    /// How often the answer to a question was written.
    pub fn version(&self, slot: &Slot) -> u32 {
        self.cells.get(slot).map_or(0, |cell| cell.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Offset;

    #[test]
    fn every_column_is_known_again_by_its_code() {
        let own = Slot::new(Field::Other("予算額（千円）".into()), Offset::This);
        let next = Slot::new(Field::Other("見込".into()), Offset::Next);
        let slots = Slot::STANDARD.into_iter().map(|(slot, _)| slot).chain([own, next]);
        let asked = slots.flat_map(|slot| [Column::Last(slot.clone()), Column::Input(slot)]);
        let plain = [
            Column::Key,
            Column::No,
            Column::Action,
            Column::Content,
            Column::Plan,
            Column::Remarks,
        ];
        for column in plain.into_iter().chain(asked) {
            assert_eq!(Column::coded(&column.code()), Some(column));
        }
        assert_eq!(Column::coded("input:section"), None);
        assert_eq!(Column::coded("No"), None);
    }
}
