//! The differences between two readings of one year's sheet.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::rows::{Row, Sheet};
use crate::{Slot, action::key, layout::ColumnRole, text::fold};

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
        role: ColumnRole,
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
            changes
                .push(change(row, ChangeKind::Cell { role: ColumnRole::Measure, before, after }));
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
    let fixed = [
        ColumnRole::Action,
        ColumnRole::Content,
        ColumnRole::Page,
        ColumnRole::Department,
        ColumnRole::Section,
        ColumnRole::Relisted,
    ];
    let mut slots: Vec<Slot> = Slot::STANDARD.into_iter().map(|(slot, _)| slot).collect();
    slots.extend(was.answers.keys().chain(row.answers.keys()).cloned());
    let mut seen = BTreeSet::new();
    let answers =
        slots.into_iter().filter(|slot| seen.insert(slot.clone())).map(ColumnRole::Answer);
    let text =
        |row: &Row, role: &ColumnRole| row.cell(role).map_or(String::new(), |c| c.text.clone());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Field, FiscalYear, Offset, Place, layout::Layout, scale::Scale, sheet::rows::Cell,
    };

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
