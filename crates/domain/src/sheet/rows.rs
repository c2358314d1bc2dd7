//! Cells, rows and the sheet that they make.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    FiscalYear, Place, Slot, Value,
    layout::{ColumnRole, Layout},
    measure::Measure,
    section::{Owner, owners, split_names},
};

/// A cell: its text, repaired where the reader had to, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The text; empty when the cell is.
    pub text: String,
    /// Where it stands; an empty cell may have no place of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

impl Cell {
    /// A cell with its place.
    pub fn new(text: impl Into<String>, place: Place) -> Self {
        Self { text: text.into(), place: Some(place) }
    }

    /// An empty cell that has no place.
    pub fn empty() -> Self {
        Self { text: String::new(), place: None }
    }

    /// What the cell says.
    pub fn value(&self) -> Value {
        Value::read(&self.text)
    }
}

/// A row of the sheet: one action under one measure in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number on the sheet, counted from 1.
    pub no: u32,
    /// The measure it stands under, by position in the sheet's list.
    pub measure: Option<usize>,
    /// The action's title.
    pub action: Cell,
    /// What the plan says of it.
    pub content: Cell,
    /// The page of the plan's book, as written (`18`, `Ｒ３追加`).
    pub page: Cell,
    /// The bureaux, as written.
    pub department: Cell,
    /// The sections, as written.
    pub section: Cell,
    /// What stands under 再掲.
    pub relisted: Cell,
    /// The answers by slot; every answer column of the layout has one, empty or not.
    pub answers: BTreeMap<Slot, Cell>,
    /// The row as a whole.
    pub place: Place,
}

impl Row {
    /// The action's title in one line: line breaks of a narrow cell are none of the title's.
    pub fn title(&self) -> String {
        self.action.text.replace('\n', "")
    }

    /// The number and the title in one line.
    pub fn numbered(&self) -> String {
        format!("{} {}", self.no, self.title())
    }

    /// The text of an answer; empty when the sheet has no such column.
    pub fn text(&self, slot: &Slot) -> &str {
        self.answers.get(slot).map_or("", |cell| &cell.text)
    }

    /// The bureaux, one by one.
    pub fn departments(&self) -> Vec<String> {
        split_names(&self.department.text)
    }

    /// The sections, one by one.
    pub fn sections(&self) -> Vec<String> {
        split_names(&self.section.text)
    }

    /// The owners: sections paired with their bureaux.
    pub fn owners(&self) -> Vec<Owner> {
        owners(&self.departments(), &self.sections())
    }

    /// The names under which its owners answer.
    pub fn owner_names(&self) -> Vec<String> {
        self.owners().iter().map(|owner| owner.name().to_owned()).collect()
    }

    /// Whether a section or bureau of the name answers for it.
    pub fn is_owned_by(&self, name: &str) -> bool {
        self.owners().iter().any(|owner| owner.name() == name)
    }

    /// The cell of a role other than the measure and the number.
    pub fn cell(&self, role: &ColumnRole) -> Option<&Cell> {
        match role {
            ColumnRole::Action => Some(&self.action),
            ColumnRole::Content => Some(&self.content),
            ColumnRole::Page => Some(&self.page),
            ColumnRole::Department => Some(&self.department),
            ColumnRole::Section => Some(&self.section),
            ColumnRole::Relisted => Some(&self.relisted),
            ColumnRole::Answer(slot) => self.answers.get(slot),
            ColumnRole::No | ColumnRole::Measure | ColumnRole::Ignored => None,
        }
    }

    /// All cells, in no order that matters.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        let named = [
            &self.action,
            &self.content,
            &self.page,
            &self.department,
            &self.section,
            &self.relisted,
        ];
        named.into_iter().chain(self.answers.values())
    }

    /// The same, to write into.
    pub fn cell_mut(&mut self, role: &ColumnRole) -> Option<&mut Cell> {
        match role {
            ColumnRole::Action => Some(&mut self.action),
            ColumnRole::Content => Some(&mut self.content),
            ColumnRole::Page => Some(&mut self.page),
            ColumnRole::Department => Some(&mut self.department),
            ColumnRole::Section => Some(&mut self.section),
            ColumnRole::Relisted => Some(&mut self.relisted),
            ColumnRole::Answer(slot) => {
                Some(self.answers.entry(slot.clone()).or_insert_with(Cell::empty))
            }
            ColumnRole::No | ColumnRole::Measure | ColumnRole::Ignored => None,
        }
    }

    /// A row without any text.
    pub fn blank(no: u32, place: Place) -> Self {
        Self {
            no,
            measure: None,
            action: Cell::empty(),
            content: Cell::empty(),
            page: Cell::empty(),
            department: Cell::empty(),
            section: Cell::empty(),
            relisted: Cell::empty(),
            answers: BTreeMap::new(),
            place,
        }
    }
}

/// The sheet of one fiscal year: a view over three years of the plan's actions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The year whose results it reports.
    pub year: FiscalYear,
    /// The form in which it came.
    pub layout: Layout,
    /// The measures in the order of the sheet.
    pub measures: Vec<Measure>,
    /// The rows in the order of the sheet.
    pub rows: Vec<Row>,
}

impl Sheet {
    /// The title of a row's measure; empty when it stands under none.
    pub fn measure_of(&self, row: &Row) -> &str {
        row.measure.and_then(|m| self.measures.get(m)).map_or("", |m| &m.title)
    }

    /// The answer columns of the standard sheet that this sheet has, then its own.
    pub fn slots(&self) -> Vec<Slot> {
        let has: Vec<&Slot> = self.layout.slots().collect();
        let standard = Slot::STANDARD.into_iter().map(|(slot, _)| slot);
        let mut slots: Vec<Slot> = standard.filter(|s| has.contains(&s)).collect();
        slots.extend(
            has.iter().filter(|s| !slots.contains(s)).map(|s| (*s).clone()).collect::<Vec<_>>(),
        );
        slots
    }
}
