//! How many findings wait, section by section, for pages that show no more than the number: kept for a
//! moment, since a check reads every sentence.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use checker::Severity;
use domain::{FiscalYear, Id, plan::Plan};
use store::Tx;

use super::{
    Years,
    answers::{self, Listed},
    web::{is_open, owners},
};
use crate::{Result, clock};

/// So long a count is shown although something was written since, in seconds.
const KEPT: u64 = 20;

/// No more counts are kept at once.
const MOST: usize = 100;

/// The findings that wait in what a sheet's sections wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    sections: BTreeMap<String, usize>,
}

impl Tally {
    /// How many wait in rows of a section.
    pub(crate) fn of(&self, section: &str) -> usize {
        self.sections.get(section).copied().unwrap_or_default()
    }
}

/// The counts with the times at which they were made.
#[derive(Debug, Default)]
struct Kept {
    tallies: BTreeMap<(Id<Plan>, FiscalYear), (u64, Arc<Tally>)>,
    /// How often counts were forgotten: one that was begun before is not kept.
    forgotten: u64,
}

/// The counts of late.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tallies(Arc<Mutex<Kept>>);

impl Tallies {
    /// The count of a year's sheet, made anew where it is older than a moment.
    pub(crate) async fn read(
        &self,
        tx: &mut Tx,
        plan: &Id<Plan>,
        year: FiscalYear,
    ) -> Result<Arc<Tally>> {
        let (key, now) = ((plan.clone(), year), clock::seconds());
        let (known, begun) = self.kept(|kept| (kept.tallies.get(&key).cloned(), kept.forgotten));
        if let Some((_, tally)) = known.filter(|(at, _)| now.saturating_sub(*at) < KEPT) {
            return Ok(tally);
        }
        let years = super::years(tx, true, plan, year).await?;
        let listed = answers::list(tx, plan, &years).await?.listed;
        let tally = Arc::new(count(&years, &listed));
        self.kept(|kept| {
            if kept.tallies.len() >= MOST {
                kept.tallies.clear();
            }
            if kept.forgotten == begun {
                kept.tallies.insert(key, (now, Arc::clone(&tally)));
            }
        });
        Ok(tally)
    }

    /// Forgets a plan's counts: whoever answered a finding sees the new number at once.
    pub(crate) fn forget(&self, plan: &Id<Plan>) {
        self.kept(|kept| {
            kept.tallies.retain(|(of, _), _| of != plan);
            kept.forgotten += 1;
        });
    }

    fn kept<T>(&self, with: impl FnOnce(&mut Kept) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn count(years: &Years, listed: &[Listed]) -> Tally {
    let mut tally = Tally::default();
    for one in listed.iter().filter(|one| waits(one) && is_written(years, one)) {
        for section in owners(years, one) {
            *tally.sections.entry(section).or_default() += 1;
        }
    }
    tally
}

/// Whether a finding of some weight waits for an answer.
pub(crate) fn waits(one: &Listed) -> bool {
    is_open(one) && one.finding.severity != Severity::Info
}

/// Whether a finding is about something that was written, not only about cells that are still empty
/// or come from last year.
pub(super) fn is_written(years: &Years, one: &Listed) -> bool {
    one.finding.marks.iter().any(|mark| years.is_written(mark))
}
