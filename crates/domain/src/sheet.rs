//! The sheet: rows of a year, each cell with its place in the source.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    FiscalYear, Place, Slot, Value,
    action::key,
    layout::{Layout, Role},
    measure::Measure,
    section::{Owner, owners, split_names},
    text::fold,
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

    /// The cell of a role other than the measure and the number.
    pub fn cell(&self, role: &Role) -> Option<&Cell> {
        match role {
            Role::Action => Some(&self.action),
            Role::Content => Some(&self.content),
            Role::Page => Some(&self.page),
            Role::Department => Some(&self.department),
            Role::Section => Some(&self.section),
            Role::Relisted => Some(&self.relisted),
            Role::Answer(slot) => self.answers.get(slot),
            Role::No | Role::Measure | Role::Ignored => None,
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
    pub fn cell_mut(&mut self, role: &Role) -> Option<&mut Cell> {
        match role {
            Role::Action => Some(&mut self.action),
            Role::Content => Some(&mut self.content),
            Role::Page => Some(&mut self.page),
            Role::Department => Some(&mut self.department),
            Role::Section => Some(&mut self.section),
            Role::Relisted => Some(&mut self.relisted),
            Role::Answer(slot) => {
                Some(self.answers.entry(slot.clone()).or_insert_with(Cell::empty))
            }
            Role::No | Role::Measure | Role::Ignored => None,
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

/// A cell that two readings of one year's sheet give differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The row's number in the newer sheet, or in the older one when the row is gone.
    #[serde(default)]
    pub no: u32,
    /// The action's title.
    pub action: String,
    /// What changed.
    #[serde(flatten)]
    pub kind: ChangeKind,
}

/// What changed between two readings of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ChangeKind {
    /// The row is new.
    Added,
    /// The row is gone.
    Removed,
    /// A cell says something else.
    Cell {
        /// The cell's role.
        role: Role,
        /// What it said.
        before: String,
        /// What it says.
        after: String,
    },
}

/// The differences between two readings of one year's sheet, cell by cell, in the newer one's
/// order. Rows are matched by their action's title, the n-th of a title with the n-th.
pub fn changes(before: &Sheet, after: &Sheet) -> Vec<Change> {
    let old = numbered(before);
    let new = numbered(after);
    let mut changes = Vec::new();
    for (row_key, row) in ordered(after) {
        let Some(was) = old.get(&row_key) else {
            changes.push(change(row, ChangeKind::Added));
            continue;
        };
        if fold(before.measure_of(was)) != fold(after.measure_of(row)) {
            let (before, after) = (before.measure_of(was).into(), after.measure_of(row).into());
            changes.push(change(row, ChangeKind::Cell { role: Role::Measure, before, after }));
        }
        changes.extend(cell_changes(was, row));
    }
    let gone = ordered(before).into_iter().filter(|(key, _)| !new.contains_key(key));
    changes.extend(gone.map(|(_, row)| change(row, ChangeKind::Removed)));
    changes
}

fn change(row: &Row, kind: ChangeKind) -> Change {
    Change { no: row.no, action: row.action.text.clone(), kind }
}

/// The differing cells of one row, in the order of the standard form.
fn cell_changes(was: &Row, row: &Row) -> Vec<Change> {
    let fixed =
        [Role::Action, Role::Content, Role::Page, Role::Department, Role::Section, Role::Relisted];
    let mut slots: Vec<Slot> = Slot::STANDARD.into_iter().map(|(slot, _)| slot).collect();
    slots.extend(was.answers.keys().chain(row.answers.keys()).cloned());
    let mut seen = std::collections::BTreeSet::new();
    let answers = slots.into_iter().filter(|slot| seen.insert(slot.clone())).map(Role::Answer);
    let text = |row: &Row, role: &Role| row.cell(role).map_or(String::new(), |c| c.text.clone());
    fixed
        .into_iter()
        .chain(answers)
        .filter_map(|role| {
            let (before, after) = (text(was, &role), text(row, &role));
            let same = before.trim() == after.trim();
            (!same).then(|| change(row, ChangeKind::Cell { role, before, after }))
        })
        .collect()
}

type RowKey = (String, usize);

/// Each row with its title's key and how many of that title came before it.
fn ordered(sheet: &Sheet) -> Vec<(RowKey, &Row)> {
    let mut seen = BTreeMap::<String, usize>::new();
    let numbered = sheet.rows.iter().map(|row| {
        let title = key(&row.action.text);
        let nth = seen.entry(title.clone()).or_default();
        *nth += 1;
        ((title, *nth), row)
    });
    numbered.collect()
}

fn numbered(sheet: &Sheet) -> BTreeMap<RowKey, &Row> {
    ordered(sheet).into_iter().collect()
}

/// How many rows of `after` tell of an action that `known` has, by title: few means that it is
/// another city's sheet.
pub fn shared_titles<'a>(known: impl IntoIterator<Item = &'a str>, after: &Sheet) -> usize {
    let known: std::collections::BTreeSet<String> = known.into_iter().map(key).collect();
    after.rows.iter().filter(|row| known.contains(&key(&row.action.text))).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, Offset, scale::Scale};

    fn sheet(rows: &[(&str, &str)]) -> Sheet {
        let year = FiscalYear::parse("R3").unwrap();
        let status = Slot::new(Field::Status, Offset::This);
        let rows = rows.iter().zip(1..).map(|((title, text), no)| {
            let mut row = Row::blank(no, Place::File);
            row.action.text = (*title).to_owned();
            row.answers.insert(status.clone(), Cell::new(*text, Place::File));
            row
        });
        let layout = Layout::standard(year, Scale::default());
        Sheet { year, layout, measures: Vec::new(), rows: rows.collect() }
    }

    #[test]
    fn a_corrected_sheet_differs_cell_by_cell() {
        let before = sheet(&[("会議", "１回"), ("研修", "2回"), ("廃止", "なし")]);
        let after = sheet(&[("会議", "１回"), ("研修", "3回"), ("新設", "1回")]);
        let found = changes(&before, &after);
        assert_eq!(found.len(), 3);
        assert!(
            matches!(&found[0].kind, ChangeKind::Cell { before, after, .. } if before == "2回" && after == "3回")
        );
        assert_eq!(found[1].kind, ChangeKind::Added);
        assert_eq!((found[2].action.as_str(), &found[2].kind), ("廃止", &ChangeKind::Removed));
    }

    #[test]
    fn a_title_listed_twice_is_matched_in_order() {
        let before = sheet(&[("会議", "1"), ("会議", "2")]);
        let after = sheet(&[("会議", "1"), ("会議", "3")]);
        assert_eq!(changes(&before, &after).len(), 1);
    }

    #[test]
    fn a_sheet_does_not_differ_from_itself() {
        let one = sheet(&[("会議", "１回"), ("研修", "")]);
        assert_eq!(changes(&one, &one), []);
    }
}
