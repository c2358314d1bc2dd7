//! Counting: records, a counting and a period give a figure.
//!
//! Records count by the day of the fact. Of a record's versions the last counts; what is void or was
//! given anew counts nowhere. What is not recorded is told beside the figure and never read as zero.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Day, FiscalYear, text::fold};

use crate::{
    counted_number::RecordsOver,
    counting::{Counting, CountingKind as Kind},
    figures::{concerns, takes_part},
    period::Period,
    record::RegisterRecord,
    register::{Register, ServedAction},
    state::RecordState,
    tally::{CountedNumber, Evidence, RegisterTally},
};

/// The records of a register over a period, as they are counted.
#[derive(Debug, Clone)]
pub struct CountedRecords<'a> {
    register: &'a Register,
    records: Vec<&'a RegisterRecord>,
    /// Everything that was written: what stood before is counted from it.
    written: &'a [RegisterRecord],
    action: Option<u32>,
    /// Sections whose records are left out.
    without: Vec<String>,
    period: Period,
    today: Day,
    code: Option<&'a str>,
}

impl<'a> CountedRecords<'a> {
    /// The register's records of the period, in the order of their days and identifiers; of the
    /// versions that are given the last counts.
    pub fn of(
        register: &'a Register,
        written: &'a [RegisterRecord],
        period: Period,
        today: Day,
    ) -> Self {
        let records = standing(register, written, period, |_| true);
        Self {
            register,
            records,
            written,
            action: None,
            without: Vec::new(),
            period,
            today,
            code: None,
        }
    }

    /// The same as it stood before a moment.
    pub fn before(&self, moment: &str) -> Self {
        let earlier = |record: &RegisterRecord| record.at.as_str() < moment;
        let records = standing(self.register, self.written, self.period, earlier);
        let all = Self { records, ..self.clone() }.without_sections(&self.without);
        match self.action {
            Some(action) => all.of_action(action),
            None => all,
        }
    }

    /// The moments at which something was written after the first, the latest first.
    pub fn moments(&self) -> Vec<&'a str> {
        let own = self.written.iter().filter(|record| {
            takes_part(record, self.period)
                && record.register == self.register.name
                && self.action.is_none_or(|action| self.counts_for(record, action))
        });
        let all: BTreeSet<&str> = own.map(|record| record.at.as_str()).collect();
        all.into_iter().skip(1).rev().collect()
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

    /// Those whose day is past and of which nobody has said what came of them.
    pub fn unresolved(&self) -> impl Iterator<Item = &'a RegisterRecord> + use<'_, 'a> {
        self.records.iter().copied().filter(|record| record.is_unresolved(self.today))
    }

    /// One of the records alone.
    pub fn only(&self, record: &'a RegisterRecord) -> Self {
        self.among(vec![record], record.period())
    }

    /// Some of the records, over some of the days.
    pub fn among(&self, records: Vec<&'a RegisterRecord>, period: Period) -> Self {
        Self { records, period, ..self.clone() }
    }

    /// The records of one action: those of a register that serves it, and those that count for it.
    pub fn of_action(mut self, action: u32) -> Self {
        let mut records = std::mem::take(&mut self.records);
        records.retain(|record| self.counts_for(record, action));
        Self { records, action: Some(action), ..self }
    }

    /// The records that none of these sections keeps.
    pub fn without_sections(mut self, names: &[String]) -> Self {
        let is_theirs = |section: &String| names.iter().any(|name| fold(name) == fold(section));
        self.records.retain(|record| !record.section.as_ref().is_some_and(is_theirs));
        Self { without: names.to_vec(), ..self }
    }

    /// The records of one action that a section's own part of its row tells: those that no other owner
    /// of the row keeps; nothing of a register that serves the action for other owners only.
    pub fn of_part(self, action: u32, others: &[String]) -> Option<Self> {
        let is_theirs =
            |served: &ServedAction| others.iter().any(|name| fold(name) == fold(&served.section));
        let serves = &self.register.serves;
        let mut served = serves.iter().filter(|served| served.action == action).peekable();
        let theirs = served.peek().is_some() && served.all(is_theirs);
        (!theirs).then(|| self.of_action(action).without_sections(others))
    }

    /// The records year by year, those years of which any tells.
    pub fn by_year(
        register: &'a Register,
        records: &'a [RegisterRecord],
        today: Day,
    ) -> impl Iterator<Item = (FiscalYear, Self)> {
        let days = records.iter().filter_map(|record| record.period().from.fiscal_year());
        let years: BTreeSet<FiscalYear> = days.collect();
        years
            .into_iter()
            .map(move |year| (year, Self::of(register, records, Period::fiscal_year(year), today)))
    }

    /// The actions that the register serves, and those for which its records count.
    pub fn actions(&self) -> BTreeSet<u32> {
        let served = self.register.serves.iter().map(|served| served.action);
        let named = self.records.iter().flat_map(|record| &record.counted_for);
        served.chain(named.filter_map(|no| no.parse().ok())).collect()
    }

    /// Whether a record counts for an action: it names it, or the register serves it, for the section
    /// that keeps the record where the register tells sections apart.
    pub fn counts_for(&self, record: &RegisterRecord, action: u32) -> bool {
        let serves = &self.register.serves;
        let keeps = |served: &&ServedAction| Some(&served.section) == record.section.as_ref();
        let mut own = serves.iter().filter(keeps).peekable();
        let served = match own.peek() {
            Some(_) => own.any(|served| served.action == action),
            None => serves.iter().any(|served| served.action == action),
        };
        served || record.counted_for.iter().any(|no| no.parse() == Ok(action))
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
        let (part, base) = self.pair(counting)?;
        let rate = self.figure(part).over(&self.figure(base));
        Some(RegisterTally { counting: key.to_owned(), ..rate })
    }

    /// Of what a rate is made: the counting and its base, or the two that it names.
    fn pair<'c>(&self, counting: &'c Counting) -> Option<(&'c Counting, &'c Counting)>
    where
        'a: 'c,
    {
        match counting.of.as_slice() {
            [base] => Some((counting, self.register.counting(base)?)),
            [part, base] => Some((self.register.counting(part)?, self.register.counting(base)?)),
            _ => None,
        }
    }

    fn figure(&self, counting: &Counting) -> RegisterTally {
        if let Some(rate) =
            (counting.kind == Kind::Rate).then(|| self.rate(&counting.key)).flatten()
        {
            return rate;
        }
        let codes = self.codes(counting);
        let counted = self.counted(counting, &codes);
        let CountedNumber { value, of, flags } = self.over().number(counting, &codes, &counted);
        RegisterTally {
            register: self.register.name.clone(),
            counting: counting.key.clone(),
            period: self.period,
            value,
            of,
            unit: counting.unit.clone(),
            flags,
            evidence: counted.iter().map(|record| Evidence::of(record)).collect(),
            definition: counting.definition(),
        }
    }

    /// The number of a counting alone, as it is needed for many groups of records.
    pub(crate) fn number(&self, counting: &Counting) -> CountedNumber {
        if counting.kind == Kind::Rate {
            return self.rate_number(counting).unwrap_or_default();
        }
        let codes = self.codes(counting);
        let counted = self.counted(counting, &codes);
        self.over().number(counting, &codes, &counted)
    }

    /// The rate of a counting over its base alone.
    pub(crate) fn rate_number(&self, counting: &Counting) -> Option<CountedNumber> {
        let (part, base) = self.pair(counting)?;
        Some(self.number(part).over(&self.number(base)))
    }

    fn over(&self) -> RecordsOver<'_, 'a> {
        RecordsOver { all: &self.records, period: self.period, today: self.today }
    }

    fn codes<'c>(&self, counting: &'c Counting) -> Vec<&'c str>
    where
        'a: 'c,
    {
        match self.code {
            Some(code) => vec![code],
            None => counting.codes.iter().map(String::as_str).collect(),
        }
    }

    /// The records that a counting looks at.
    fn counted(&self, counting: &Counting, codes: &[&str]) -> Vec<&'a RegisterRecord> {
        let state = |state: RecordState| match counting.kind {
            Kind::Cancelled => state == RecordState::Cancelled,
            _ => state.counts(),
        };
        let all = self.records.iter().copied().filter(|record| state(record.state));
        all.filter(|record| concerns(record, counting, codes)).collect()
    }
}

/// The versions that stand among those that are known, by day and identifier: void ones and those that
/// were given anew are left out.
fn standing<'a>(
    register: &Register,
    written: &'a [RegisterRecord],
    period: Period,
    known: impl Fn(&RegisterRecord) -> bool,
) -> Vec<&'a RegisterRecord> {
    // What lies elsewhere, was never changed and stands for no other changes nothing here
    let matters = |record: &&RegisterRecord| {
        record.version > 1 || record.supersedes.is_some() || takes_part(record, period)
    };
    // One that was given anew may be another register's
    let is_own = |record: &RegisterRecord| record.register == register.name;
    let own = written.iter().filter(matters);
    let own = own.filter(|record| record.supersedes.is_some() || is_own(record));
    let mut last: BTreeMap<_, &RegisterRecord> = BTreeMap::new();
    for record in own.filter(|record| known(record)) {
        let newest = last.entry(&record.id).or_insert(record);
        if newest.version < record.version {
            *newest = record;
        }
    }
    last.retain(|_, record| record.state != RecordState::Void);
    let replaced: BTreeSet<_> = last.values().filter_map(|r| r.supersedes.as_ref()).collect();
    let mut records: Vec<_> =
        last.values().copied().filter(|record| !replaced.contains(&record.id)).collect();
    records.retain(|record| is_own(record) && takes_part(record, period));
    records.sort_by_key(|record| (record.period().from, &record.id));
    records
}
