//! What a round's events tell: what is asked, what was written, what of it was accepted.

use std::collections::BTreeMap;

use super::told::{EventFold, ToldEvent};
use crate::{
    Id, Slot,
    accepted::{Accepted, AcceptedParts, AnsweredFor, RowOwners},
    event::{EntryWritten, Event, RoundOpened, RoundSettings},
    plan::Plan,
    round::Round,
    sheet::{Sheet, SheetFiling},
};

/// The rounds of a plan, by their identifiers.
#[derive(Debug, Clone, Default)]
pub(super) struct ReplayedRounds(BTreeMap<String, ReplayedRound>);

/// A round as its events tell it.
#[derive(Debug, Clone)]
struct ReplayedRound {
    round: Round,
    /// What was written by the question, and what of it was accepted.
    entries: BTreeMap<AnsweredFor, BTreeMap<Slot, ReplayedEntry>>,
}

/// A text with the one that was accepted last.
#[derive(Debug, Clone, Default)]
struct ReplayedEntry {
    text: String,
    accepted: Option<String>,
}

impl ReplayedRound {
    fn opened(plan: &Id<Plan>, id: &str, opened: &RoundOpened) -> Self {
        let settings = opened.settings.clone();
        let round = Round {
            id: Id::new(id),
            plan: plan.clone(),
            year: opened.fiscal_year,
            opens_on: settings.opens_on,
            due_on: settings.due_on,
            approval: settings.approval,
            questions: settings.questions,
            closed: false,
        };
        Self { round, entries: BTreeMap::new() }
    }

    fn set(&mut self, settings: &RoundSettings) {
        let settings = settings.clone();
        self.round.opens_on = settings.opens_on;
        self.round.due_on = settings.due_on;
        self.round.approval = settings.approval;
        self.round.questions = settings.questions;
    }

    /// What is written answers a question of the round; none where it cannot be placed.
    fn write(&mut self, key: AnsweredFor, written: &EntryWritten) -> Option<()> {
        let mut asked = self.round.questions.iter().map(|question| &question.slot);
        let slot = asked.find(|slot| slot.key() == written.field)?.clone();
        let entry = self.entries.entry(key).or_default().entry(slot).or_default();
        entry.text.clone_from(&written.after);
        Some(())
    }

    fn accept(&mut self, key: &AnsweredFor) {
        for entry in self.entries.get_mut(key).into_iter().flat_map(BTreeMap::values_mut) {
            entry.accepted = Some(entry.text.clone());
        }
    }

    /// What was accepted, by the question.
    fn parts(&self) -> AcceptedParts {
        let mut parts = AcceptedParts::new();
        for (key, entries) in &self.entries {
            for (slot, entry) in entries {
                let of = parts.entry(slot.clone()).or_default();
                of.extend(entry.accepted.clone().map(|text| (key.clone(), text)));
            }
        }
        parts
    }
}

/// The owners of the rows of a sheet, by the row's number.
fn owners(sheet: &Sheet, filed: &SheetFiling) -> RowOwners {
    let mut rows = RowOwners::new();
    for ((row, action), owners) in sheet.rows.iter().zip(&filed.actions).zip(&filed.owners) {
        let keyed =
            owners.iter().map(|(section, name)| (name.clone(), (action.clone(), section.clone())));
        rows.entry(row.no).or_default().extend(keyed);
    }
    rows
}

impl ReplayedRounds {
    /// A round begins.
    pub(super) fn open(&mut self, plan: &Id<Plan>, id: &str, opened: &RoundOpened) {
        self.0.insert(id.to_owned(), ReplayedRound::opened(plan, id, opened));
    }

    /// Takes an event of a round.
    pub(super) fn tell(&mut self, told: ToldEvent<'_>) -> EventFold {
        let key = told.action.cloned().zip(told.section.cloned());
        let round = self.0.get_mut(told.subject);
        EventFold::of(match told.event {
            Event::RoundChanged(changed) => round.map(|one| one.set(&changed.after)),
            Event::EntryWritten(written) => {
                round.zip(key).and_then(|(one, key)| one.write(key, written))
            }
            Event::ReplyAccept(_) => round.zip(key).map(|(one, key)| one.accept(&key)),
            _ => return EventFold::Elsewhere,
        })
    }

    /// What was accepted of the round of a sheet's year, where there is one.
    pub(super) fn accepted(&self, sheet: &Sheet, filed: &SheetFiling) -> Option<Accepted> {
        let one = self.0.values().find(|one| one.round.year == sheet.year)?;
        Some(Accepted::joined(&one.round, one.parts(), &owners(sheet, filed)))
    }
}
