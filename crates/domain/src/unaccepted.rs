//! What of a year's sheet the secretariat has not accepted yet: it is shown to few, and never without
//! its stage.

use std::collections::BTreeMap;

use crate::{Slot, sheet::Sheet, stage::Stage};

/// The answers of a sheet that are not what was accepted, by the row's number and the question, each
/// with its stage. A cell of several owners is as far as the one who is behind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unaccepted(BTreeMap<(u32, Slot), Stage>);

impl Unaccepted {
    /// Of answers that say something else than what was accepted, those whose reply is not accepted.
    pub fn of(changed: impl IntoIterator<Item = (u32, Slot, Stage)>) -> Self {
        let mut cells: BTreeMap<(u32, Slot), Stage> = BTreeMap::new();
        for (no, slot, stage) in changed.into_iter().filter(|(.., stage)| !stage.is_accepted()) {
            let least = cells.entry((no, slot)).or_insert(stage);
            *least = stage.min(*least);
        }
        Self(cells)
    }

    /// Whether everything was accepted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The stage of an answer that was not accepted.
    pub fn cell(&self, no: u32, slot: &Slot) -> Option<Stage> {
        self.0.get(&(no, slot.clone())).copied()
    }

    /// The stage of the answer of a row that is least far; `None` where all were accepted.
    pub fn row(&self, no: u32) -> Option<Stage> {
        self.0.iter().filter(|((of, _), _)| *of == no).map(|(_, stage)| *stage).min()
    }

    /// How many rows of a sheet have an answer that was not accepted.
    pub fn rows(&self, sheet: &Sheet) -> usize {
        sheet.rows.iter().filter(|row| self.row(row.no).is_some()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, Offset};

    #[test]
    fn a_cell_of_two_owners_is_as_far_as_the_one_behind_and_what_was_accepted_is_not_there() {
        let slot = |field| Slot::new(field, Offset::This);
        let open = Unaccepted::of([
            (1, slot(Field::Status), Stage::Submitted),
            (1, slot(Field::Status), Stage::Draft),
            (1, slot(Field::Progress), Stage::Approved),
            (2, slot(Field::Status), Stage::Accepted),
            (3, slot(Field::Status), Stage::Locked),
        ]);
        assert_eq!(open.cell(1, &slot(Field::Status)), Some(Stage::Draft));
        assert_eq!(open.cell(1, &slot(Field::Progress)), Some(Stage::Approved));
        assert_eq!((open.row(1), open.row(2), open.row(3)), (Some(Stage::Draft), None, None));
        assert!(Unaccepted::default().is_empty() && !open.is_empty());
    }
}
