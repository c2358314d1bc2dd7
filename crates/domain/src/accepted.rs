//! What of a year's round those are shown who may not read drafts: in the cells that sections write,
//! the texts that the secretariat has accepted.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Id, Slot, action::Action, reply::joined, round::Round, section::Section, sheet::Row};

/// The accepted texts of a round's sheet.
///
/// It covers every question that the round asks, and every one that it asked once and somebody
/// answered: a question that is dropped takes no draft out from under the cover.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accepted {
    slots: BTreeSet<Slot>,
    texts: BTreeMap<(u32, Slot), String>,
}

/// What a section answers for: an action under its own name.
pub type AnsweredFor = (Id<Action>, Id<Section>);

/// The accepted parts of a round by the question; a question that somebody answered is there even
/// where nothing of it was accepted.
pub type AcceptedParts = BTreeMap<Slot, BTreeMap<AnsweredFor, String>>;

/// The owners of the rows of a sheet by the row's number, each with the name under which it signs.
pub type RowOwners = BTreeMap<u32, Vec<(String, AnsweredFor)>>;

impl Accepted {
    /// The cover over a round's sheet: in each cell the accepted parts of its owners, joined as sheets
    /// write them.
    pub fn joined(round: &Round, parts: AcceptedParts, rows: &RowOwners) -> Self {
        let mut texts = BTreeMap::new();
        for (no, owners) in rows {
            for (slot, accepted) in &parts {
                let own = owners.iter().map(|(name, key)| {
                    (name.as_str(), accepted.get(key).map_or("", String::as_str))
                });
                let text = joined(own);
                if !text.is_empty() {
                    texts.insert((*no, slot.clone()), text);
                }
            }
        }
        Self::of(round, parts.into_keys(), texts)
    }

    /// The cover over what a round asks and what was written in it, with the accepted texts by the
    /// row's number and the question.
    pub fn of(
        round: &Round,
        written: impl IntoIterator<Item = Slot>,
        texts: BTreeMap<(u32, Slot), String>,
    ) -> Self {
        let asked = round.questions.iter().map(|question| question.slot.clone());
        Self { slots: asked.chain(written).collect(), texts }
    }

    /// The questions whose cells sections write.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter()
    }

    /// The accepted texts by the row's number and the question; a cell without one is not there.
    pub fn texts(&self) -> &BTreeMap<(u32, Slot), String> {
        &self.texts
    }

    /// Puts what was accepted in the place of what was written.
    pub fn cover(&self, row: &mut Row) {
        for (slot, cell) in &mut row.answers {
            if self.slots.contains(slot) {
                let accepted = self.texts.get(&(row.no, slot.clone()));
                cell.text = accepted.cloned().unwrap_or_default();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Day, Field, FiscalYear, Offset, Place, layout::Layout, round::questions, scale::Scale,
        sheet::Cell,
    };

    #[test]
    fn a_question_that_was_dropped_stays_covered_where_somebody_answered_it() {
        let year = FiscalYear::parse("R8").unwrap();
        let day = |text| Day::parse(text).unwrap();
        let status = Slot::new(Field::Status, Offset::This);
        let dropped = Slot::new(Field::Evaluation, Offset::This);
        let plan = Slot::new(Field::Plan, Offset::This);
        let mut round = Round {
            id: Id::new("r"),
            plan: Id::new("p"),
            year,
            opens_on: day("2027-04-01"),
            due_on: day("2027-05-31"),
            approval: true,
            questions: questions(&Layout::standard(year, Scale::default())),
            closed: false,
        };
        round.questions.retain(|question| question.slot == status);
        let texts = [((1, dropped.clone()), "受理".to_owned())].into();
        let mut row = Row::blank(1, Place::File);
        for slot in [&status, &dropped, &plan] {
            row.answers.insert(slot.clone(), Cell::new("案", Place::File));
        }
        Accepted::of(&round, [dropped.clone()], texts).cover(&mut row);
        assert_eq!([&status, &dropped, &plan].map(|slot| row.text(slot)), ["", "受理", "案"]);
    }
}
