//! Counting: records, a counting and a period give a figure.
//!
//! Records count by the day of the fact. Of a record's versions the last counts; what is void or was
//! given anew counts nowhere. What is not recorded is told beside the figure and never read as zero.

use std::collections::{BTreeMap, BTreeSet};

use domain::Day;

use crate::{
    counting::{Counting, CountingKind as Kind},
    figures::{distinct, number, reported_months, takes_part},
    period::Period,
    record::RegisterRecord,
    register::Register,
    state::RecordState,
    tally::{Amount, Evidence, RegisterTally, TallyFlag},
};

/// The records of a register over a period, as they are counted.
#[derive(Debug, Clone)]
pub struct CountedRecords<'a> {
    register: &'a Register,
    records: Vec<&'a RegisterRecord>,
    period: Period,
    today: Day,
    code: Option<&'a str>,
}

impl<'a> CountedRecords<'a> {
    /// The register's records of the period, in the order of their days and identifiers.
    pub fn of(
        register: &'a Register,
        records: &'a [RegisterRecord],
        period: Period,
        today: Day,
    ) -> Self {
        let mut last: BTreeMap<_, &RegisterRecord> = BTreeMap::new();
        for record in records.iter().filter(|record| record.register == register.name) {
            let known = last.entry(&record.id).or_insert(record);
            if known.version < record.version {
                *known = record;
            }
        }
        last.retain(|_, record| record.state != RecordState::Void);
        let replaced: BTreeSet<_> = last.values().filter_map(|r| r.supersedes.as_ref()).collect();
        let mut records: Vec<_> =
            last.values().copied().filter(|record| !replaced.contains(&record.id)).collect();
        records.retain(|record| takes_part(record, period));
        records.sort_by_key(|record| (record.period().from, &record.id));
        Self { register, records, period, today, code: None }
    }

    /// The register.
    pub fn register(&self) -> &'a Register {
        self.register
    }

    /// Over which days is counted.
    pub fn period(&self) -> Period {
        self.period
    }

    /// The records, void ones and those that were given anew left out.
    pub fn records(&self) -> &[&'a RegisterRecord] {
        &self.records
    }

    /// One of the records alone.
    pub fn only(&self, record: &'a RegisterRecord) -> Self {
        let Self { register, today, code, .. } = *self;
        Self { register, records: vec![record], period: record.period(), today, code }
    }

    /// The records of one action: those of a register that serves it, and those that count for it.
    pub fn of_action(mut self, action: u32) -> Self {
        let served = self.register.serves.iter().any(|served| served.action == action);
        let named = action.to_string();
        self.records.retain(|record| served || record.counted_for.contains(&named));
        self
    }

    /// The part of a code: a group, a kind, a channel, a topic.
    pub fn part(&self, code: &'a str) -> Self {
        Self { code: Some(code), ..self.clone() }
    }

    /// The figure of a counting of the register, or of its rate's base.
    pub fn tally(&self, key: &str) -> Option<RegisterTally> {
        Some(self.figure(self.register.counting(key)?))
    }

    /// The rate of a counting over its base.
    pub fn rate(&self, key: &str) -> Option<RegisterTally> {
        let counting = self.register.counting(key)?;
        let (part, base) = match counting.of.as_slice() {
            [base] => (key, base),
            [part, base] => (part.as_str(), base),
            _ => return None,
        };
        let rate = self.tally(part)?.over(&self.tally(base)?);
        Some(RegisterTally { counting: key.to_owned(), ..rate })
    }

    fn figure(&self, counting: &Counting) -> RegisterTally {
        if let Some(rate) =
            (counting.kind == Kind::Rate).then(|| self.rate(&counting.key)).flatten()
        {
            return rate;
        }
        let codes: Vec<&str> = match self.code {
            Some(code) => vec![code],
            None => counting.codes.iter().map(String::as_str).collect(),
        };
        let counted: Vec<_> = self.counted(counting, &codes);
        let mut tally = self.bare(counting, &counted);
        self.fill(&mut tally, counting, &codes, &counted);
        tally.flags.sort();
        tally
    }

    /// The records that a counting looks at.
    fn counted(&self, counting: &Counting, codes: &[&str]) -> Vec<&'a RegisterRecord> {
        let state = |state: RecordState| match counting.kind {
            Kind::Cancelled => state == RecordState::Cancelled,
            _ => state.counts(),
        };
        let all = self.records.iter().copied().filter(|record| state(record.state));
        all.filter(|record| crate::figures::concerns(record, counting, codes)).collect()
    }

    fn bare(&self, counting: &Counting, counted: &[&RegisterRecord]) -> RegisterTally {
        let evidence = |record: &&RegisterRecord| Evidence {
            record: record.id.clone(),
            version: record.version,
        };
        RegisterTally {
            register: self.register.name.clone(),
            counting: counting.key.clone(),
            period: self.period,
            value: None,
            of: None,
            unit: counting.unit.clone(),
            flags: Vec::new(),
            evidence: counted.iter().map(evidence).collect(),
            definition: counting.definition(),
        }
    }

    fn fill(
        &self,
        tally: &mut RegisterTally,
        counting: &Counting,
        codes: &[&str],
        counted: &[&RegisterRecord],
    ) {
        match counting.kind {
            Kind::Held | Kind::Cancelled | Kind::Posts => {
                let known = !self.records.is_empty();
                tally.value = known.then_some(Amount::Whole(counted.len() as u64));
                let past = self.records.iter().filter(|r| r.is_unresolved(self.today)).count();
                if past > 0 && counting.kind == Kind::Held {
                    tally.flags.push(TallyFlag::Unresolved(past as u64));
                }
                let twice = twice(counted);
                if twice > 0 && counting.kind == Kind::Held {
                    tally.flags.push(TallyFlag::MaybeTwice(twice));
                }
            }
            Kind::Months => {
                let months: BTreeSet<_> = counted
                    .iter()
                    .map(|r| r.period().from.calendar())
                    .map(|d| (d.0, d.1))
                    .collect();
                let known = !self.records.is_empty();
                tally.value = known.then_some(Amount::Whole(months.len() as u64));
            }
            Kind::SectionsPresent | Kind::BodiesPresent | Kind::Venues => {
                let (there, unsaid) = distinct(counted, counting.kind);
                let known = there > 0 || counted.iter().any(|r| crate::figures::lists(r));
                tally.value = known.then_some(Amount::Whole(there));
                tally.of = Some((there, there + unsaid));
                tally.flags.extend((unsaid > 0).then_some(TallyFlag::Unrecorded(unsaid)));
            }
            _ => self.add(tally, counting, codes, counted),
        }
    }

    /// The countings that add up numbers of records.
    fn add(
        &self,
        tally: &mut RegisterTally,
        counting: &Counting,
        codes: &[&str],
        counted: &[&RegisterRecord],
    ) {
        let numbers: Vec<_> =
            counted.iter().map(|record| number(record, counting, codes)).collect();
        let told: Vec<u64> = numbers.iter().filter_map(|number| number.value).collect();
        let whole = numbers.iter().filter(|number| number.complete).count() as u64;
        let sum = told.iter().fold(0_u64, |all, one| all.saturating_add(*one));
        tally.value = match counting.kind {
            _ if told.is_empty() => None,
            Kind::Kinds => told.iter().max().copied().map(Amount::Whole),
            Kind::Last => told.last().copied().map(Amount::Whole),
            Kind::Mean => Amount::quotient(sum, told.len() as u64),
            _ => Some(Amount::Whole(sum)),
        };
        tally.of = Some((whole, counted.len() as u64));
        let unrecorded = counted.len() as u64 - whole;
        tally.flags.extend((unrecorded > 0).then_some(TallyFlag::Unrecorded(unrecorded)));
        let approx = numbers.iter().any(|number| number.approx && number.value.is_some());
        tally.flags.extend(approx.then_some(TallyFlag::Approx));
        if counting.kind == Kind::Sum && !counted.is_empty() {
            let (told, twice) = reported_months(counted, self.period);
            let all = self.period.each_month().len() as u64;
            tally.flags.extend((told < all).then_some(TallyFlag::Months(told)));
            tally.flags.extend((twice > 0).then_some(TallyFlag::MaybeTwice(twice)));
        }
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
