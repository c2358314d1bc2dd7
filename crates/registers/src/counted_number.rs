//! What a counting makes of records: the number, of how many, and what a reader has to know.

use std::collections::BTreeSet;

use domain::Day;

use crate::{
    counting::{Counting, CountingKind as Kind},
    figures::{distinct, lists, number, reported_months},
    period::Period,
    record::RegisterRecord,
    tally::{Amount, CountedNumber, TallyFlag},
};

/// The records of which some are counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RecordsOver<'r, 'a> {
    /// All of the period.
    pub(crate) all: &'r [&'a RegisterRecord],
    /// Over which days is counted.
    pub(crate) period: Period,
    /// What is past.
    pub(crate) today: Day,
}

impl RecordsOver<'_, '_> {
    /// The number that a counting gives of the records that it looks at.
    pub(crate) fn number(
        self,
        counting: &Counting,
        codes: &[&str],
        counted: &[&RegisterRecord],
    ) -> CountedNumber {
        let mut told = match counting.kind {
            Kind::Held | Kind::Cancelled | Kind::Posts => self.records(counting.kind, counted),
            Kind::Months => {
                let month = |record: &&RegisterRecord| record.period().from.calendar();
                let months: BTreeSet<_> = counted.iter().map(month).map(|d| (d.0, d.1)).collect();
                self.known(months.len() as u64)
            }
            Kind::SectionsPresent | Kind::BodiesPresent | Kind::Venues => {
                different(counting.kind, counted)
            }
            _ => self.sum(counting, codes, counted),
        };
        told.flags.sort();
        told
    }

    /// A number of records: known where there is any record.
    fn known(self, n: u64) -> CountedNumber {
        let value = (!self.all.is_empty()).then_some(Amount::Whole(n));
        CountedNumber { value, ..CountedNumber::default() }
    }

    fn records(self, kind: Kind, counted: &[&RegisterRecord]) -> CountedNumber {
        let mut told = self.known(counted.len() as u64);
        if kind == Kind::Held {
            let past = self.all.iter().filter(|r| r.is_unresolved(self.today)).count() as u64;
            told.flags.extend((past > 0).then_some(TallyFlag::Unresolved(past)));
            let twice = twice(counted);
            told.flags.extend((twice > 0).then_some(TallyFlag::MaybeTwice(twice)));
        }
        told
    }

    /// The countings that add up numbers of records.
    fn sum(
        self,
        counting: &Counting,
        codes: &[&str],
        counted: &[&RegisterRecord],
    ) -> CountedNumber {
        let numbers: Vec<_> =
            counted.iter().map(|record| number(record, counting, codes)).collect();
        let told: Vec<u64> = numbers.iter().filter_map(|number| number.value).collect();
        let whole = numbers.iter().filter(|number| number.complete).count() as u64;
        let sum = told.iter().fold(0_u64, |all, one| all.saturating_add(*one));
        let value = match counting.kind {
            _ if told.is_empty() => None,
            Kind::Kinds => told.iter().max().copied().map(Amount::Whole),
            Kind::Last => told.last().copied().map(Amount::Whole),
            Kind::Mean => Amount::quotient(sum, told.len() as u64),
            _ => Some(Amount::Whole(sum)),
        };
        let mut flags = Vec::new();
        let unrecorded = counted.len() as u64 - whole;
        flags.extend((unrecorded > 0).then_some(TallyFlag::Unrecorded(unrecorded)));
        let approx = numbers.iter().any(|number| number.approx && number.value.is_some());
        flags.extend(approx.then_some(TallyFlag::Approx));
        if counting.kind == Kind::Sum && !counted.is_empty() {
            let (told, twice) = reported_months(counted, self.period);
            let all = self.period.each_month().len() as u64;
            flags.extend((told < all).then_some(TallyFlag::Months(told)));
            flags.extend((twice > 0).then_some(TallyFlag::MaybeTwice(twice)));
        }
        CountedNumber { value, of: Some((whole, counted.len() as u64)), flags }
    }
}

fn different(kind: Kind, counted: &[&RegisterRecord]) -> CountedNumber {
    let (there, unsaid) = distinct(counted, kind);
    let known = there > 0 || counted.iter().any(|record| lists(record));
    CountedNumber {
        value: known.then_some(Amount::Whole(there)),
        of: Some((there, there + unsaid)),
        flags: (unsaid > 0).then_some(TallyFlag::Unrecorded(unsaid)).into_iter().collect(),
    }
}

/// How many records share day, place and kind with one before them.
fn twice(counted: &[&RegisterRecord]) -> u64 {
    let mut seen = BTreeSet::new();
    let same = counted.iter().filter(|record| {
        let place = record.venue();
        place.is_some() && !seen.insert((record.period().from, place, record.channel()))
    });
    same.count() as u64
}
