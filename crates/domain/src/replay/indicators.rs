//! What the events of indicators tell: which there are, and what figures people gave them.

use std::collections::BTreeMap;

use super::told::{EventFold, ToldEvent};
use crate::{
    FiscalYear, Id,
    event::{Event, GivenFigure, ListKept},
    indicator::{FigureKind, Indicator},
};

/// The indicators of a plan with the figures that were given for them.
#[derive(Debug, Clone, Default)]
pub(super) struct ReplayedIndicators {
    all: BTreeMap<Id<Indicator>, Indicator>,
    figures: BTreeMap<(Id<Indicator>, FiscalYear, FigureKind), Option<f64>>,
}

impl ReplayedIndicators {
    /// Takes an event of indicators.
    pub(super) fn tell(&mut self, told: ToldEvent<'_>) -> EventFold {
        EventFold::of(match told.event {
            Event::IndicatorAdded(added) => added.after.as_ref().map(|one| self.add(one)),
            Event::IndicatorFigure(figure) => figure.id.as_ref().map(|id| {
                let key = (id.clone(), figure.year, figure.kind);
                if figure.dropped {
                    self.figures.remove(&key);
                } else {
                    self.figures.insert(key, figure.value);
                }
            }),
            Event::IndicatorRenamed(renamed) => {
                let one = renamed.id.as_ref().and_then(|id| self.all.get_mut(id));
                one.map(|one| one.name.clone_from(&renamed.name))
            }
            Event::IndicatorRemoved(removed) => removed.id.as_ref().map(|id| self.remove(id)),
            Event::IndicatorListed(listed) => listed.after.as_ref().map(|kept| self.list(kept)),
            _ => return EventFold::Elsewhere,
        })
    }

    fn add(&mut self, one: &Indicator) {
        self.all.insert(one.id.clone(), one.clone());
    }

    fn remove(&mut self, id: &Id<Indicator>) {
        self.all.remove(id);
        self.figures.retain(|(of, ..), _| of != id);
    }

    fn list(&mut self, kept: &ListKept) {
        kept.indicators.iter().for_each(|one| self.add(one));
        for (id, GivenFigure(year, kind, value)) in &kept.figures {
            self.figures.insert((id.clone(), *year, *kind), *value);
        }
    }

    /// The indicators in the order in which they were added.
    pub(super) fn all(&self) -> Vec<Indicator> {
        self.all.values().cloned().collect()
    }

    /// The figures that were given.
    pub(super) fn figures(
        &self,
    ) -> impl Iterator<Item = (&Id<Indicator>, FiscalYear, FigureKind, Option<f64>)> {
        self.figures.iter().map(|((id, year, kind), value)| (id, *year, *kind, *value))
    }
}
