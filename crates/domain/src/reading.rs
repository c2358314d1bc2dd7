//! What came of reading a file: the sheet, what is doubtful, and an account of every character.

use serde::{Deserialize, Serialize};

use crate::{
    FiscalYear, Place, coded,
    decision::{Answer, Decision, DecisionKind, joined},
    layout::ColumnRole,
    sheet::{Cell, Sheet},
};

coded! {
    /// Which reader read the file.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Reader {
        /// The text layer of a PDF, or text pasted from one.
        Text => "text", "PDFのテキスト";
        /// A workbook: xlsx, xls or ods.
        Xlsx => "xlsx", "表計算ファイル";
        /// A table of comma- or tab-separated values.
        Csv => "csv", "CSV";
        /// A PDF file: its text with the places and lines of its pages.
        Pdf => "pdf", "PDF";
        /// Sasae's own JSON.
        Json => "json", "JSON";
    }
}

coded! {
    /// What kind of thing the reader wants a person to know.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum ProblemKind {
        /// Two readings were possible; the better was taken.
        Doubt => "doubt", "要確認";
        /// Text that no cell took.
        Unplaced => "unplaced", "未配置";
        /// A cell that should hold something else: no percentage, no grade of the scale, an error.
        Unexpected => "unexpected", "想定外の値";
        /// A repair of the source's characters that loses nothing.
        Repair => "repair", "補正";
        /// Something the reader saw and a person may want to know: other worksheets, hidden columns.
        Note => "note", "お知らせ";
    }
}

impl ProblemKind {
    /// Whether a person should look before booking.
    pub fn wants_review(self) -> bool {
        matches!(self, Self::Doubt | Self::Unplaced | Self::Unexpected)
    }
}

/// A cell as the other of two possible readings has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherCell {
    /// The cell's role in its row.
    pub role: ColumnRole,
    /// What it would say.
    pub cell: Cell,
}

/// Something to know or decide, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind of thing it is.
    pub kind: ProblemKind,
    /// Where it is in the source.
    pub place: Place,
    /// A sentence that names it and, where there is one, the way out.
    pub message: String,
    /// The row it concerns, by number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The column it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<ColumnRole>,
    /// The row's cells in the other reading, where a person can choose it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<OtherCell>,
}

impl Problem {
    /// A problem of the file, not of one cell.
    pub fn new(kind: ProblemKind, place: Place, message: impl Into<String>) -> Self {
        Self { kind, place, message: message.into(), row: None, role: None, other: Vec::new() }
    }

    /// The same, tied to a cell.
    pub fn at(self, row: u32, role: ColumnRole) -> Self {
        Self { row: Some(row), role: Some(role), ..self }
    }
}

/// The account: every character that is not white space is placed, heading or unplaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Account {
    /// Characters read, white space aside.
    pub characters_read: usize,
    /// Characters that stand in a row.
    pub characters_placed: usize,
    /// Characters of headings, titles, instructions, measures, page numbers.
    pub characters_heading: usize,
    /// Characters that no rule placed; each is listed as a problem.
    pub characters_unplaced: usize,
}

impl Account {
    /// Whether every character is accounted for.
    pub fn balances(&self) -> bool {
        self.characters_read
            == self.characters_placed + self.characters_heading + self.characters_unplaced
    }
}

/// A file, read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Which reader read it.
    pub reader: Reader,
    /// Whether the year was found in the file (and not only given by a person).
    pub year_found: Option<FiscalYear>,
    /// The title above the table; empty when there is none.
    pub title: String,
    /// The municipality that title and texts name, if any.
    pub municipality: Option<String>,
    /// The rows and the form.
    pub sheet: Sheet,
    /// What a person should know or decide.
    pub problems: Vec<Problem>,
    /// Every character accounted for.
    pub account: Account,
    /// What gave the text its meaning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// Whether a given layout said what the columns are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_layout: bool,
}

impl Reading {
    /// The problems that a person should look at before booking.
    pub fn open_questions(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.kind.wants_review())
    }

    /// The decisions that a person must be asked about before anything is booked.
    pub fn asked(&self) -> impl Iterator<Item = &Decision> {
        self.decisions.iter().filter(|decision| decision.is_asked())
    }

    /// What was said of this form with what a person says now: values of decisions by their
    /// positions. What was asked and not said otherwise is confirmed as it stands.
    pub fn answers(&self, said: &[(usize, String)]) -> Vec<Answer> {
        let value = |at: usize| said.iter().find(|(of, _)| *of == at).map(|(_, value)| value);
        let answer = |(at, decision): (usize, &Decision)| {
            let value = value(at).unwrap_or(&decision.value);
            let wanted = decision.is_asked() || *value != decision.value;
            // The year is no property of the form
            (wanted && decision.kind != DecisionKind::Year)
                .then(|| Answer { value: value.clone(), ..decision.confirmed() })
        };
        let new: Vec<Answer> = self.decisions.iter().enumerate().filter_map(answer).collect();
        joined(&self.sheet.layout.answers, &new)
    }

    /// The sheet with the other reading taken where a person chose it; the choices are positions
    /// in the list of problems.
    pub fn sheet_with(&self, choices: &[usize]) -> Sheet {
        let mut sheet = self.sheet.clone();
        for problem in choices.iter().filter_map(|at| self.problems.get(*at)) {
            let row = sheet.rows.iter_mut().find(|row| Some(row.no) == problem.row);
            let Some(row) = row else { continue };
            for other in &problem.other {
                if let Some(cell) = row.cell_mut(&other.role) {
                    *cell = other.cell.clone();
                }
            }
        }
        sheet
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, Offset, Slot, layout::Layout, scale::Scale, sheet::Row};

    #[test]
    fn a_person_can_choose_the_other_of_two_readings() {
        let year = FiscalYear::parse("R3").unwrap();
        let role = |field| ColumnRole::Answer(Slot::new(field, Offset::This));
        let mut row = Row::blank(1, Place::File);
        for field in [Field::Status, Field::Evaluation] {
            if let Some(cell) = row.cell_mut(&role(field)) {
                *cell = Cell::new("片方", Place::File);
            }
        }
        let mut problem =
            Problem::new(ProblemKind::Doubt, Place::File, "").at(1, role(Field::Status));
        problem.other = vec![
            OtherCell { role: role(Field::Status), cell: Cell::new("両方", Place::File) },
            OtherCell { role: role(Field::Evaluation), cell: Cell::empty() },
        ];
        let layout = Layout::standard(year, Scale::default());
        let reading = Reading {
            reader: Reader::Text,
            year_found: None,
            title: String::new(),
            municipality: None,
            sheet: Sheet { year, layout, measures: Vec::new(), rows: vec![row] },
            problems: vec![problem],
            account: Account::default(),
            decisions: Vec::new(),
            by_layout: false,
        };
        let texts = |sheet: &Sheet| {
            [Field::Status, Field::Evaluation]
                .map(|f| sheet.rows[0].text(&Slot::new(f, Offset::This)).to_owned())
        };
        assert_eq!(texts(&reading.sheet_with(&[])), ["片方", "片方"]);
        assert_eq!(texts(&reading.sheet_with(&[0, 9])), ["両方", ""]);
    }
}
