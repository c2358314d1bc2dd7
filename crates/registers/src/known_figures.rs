//! Every figure that records give (of all of them, of each part, month, series and record), made once
//! and held against as many texts as there are.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Day, FiscalYear, Id};
use prose::{Quantity, Share};

use crate::{
    count::CountedRecords,
    counting::{Counting, CountingKind},
    period::Period,
    record::{RecordFacts, RegisterRecord},
    state::Shape,
    tally::{Amount, RegisterTally},
    wording::Wording,
};

/// The figures of a register's records.
#[derive(Debug, Clone)]
pub struct KnownFigures<'a> {
    records: CountedRecords<'a>,
    /// Parts of the records.
    groups: Vec<CountedRecords<'a>>,
    /// Those of all records first.
    figures: Vec<KnownFigure<'a>>,
    /// What the register's wordings call what a counting counts.
    labels: Vec<(String, String)>,
}

/// A figure: of which group, by which counting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KnownFigure<'a> {
    /// None where it is of all records.
    group: Option<usize>,
    pub(crate) counting: &'a Counting,
    form: FigureForm,
    pub(crate) value: Amount,
}

/// What a counting gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FigureForm {
    /// Its number.
    Number,
    /// Its rate over its base.
    Rate,
    /// The rate of those of the base who answered otherwise.
    Rest,
}

impl KnownFigure<'_> {
    /// Its unit.
    pub(crate) fn unit(&self) -> &str {
        if self.is_rate() { "％" } else { &self.counting.unit }
    }

    /// Whether it is a percentage.
    pub(crate) fn is_rate(&self) -> bool {
        self.form != FigureForm::Number || self.counting.kind == CountingKind::Rate
    }

    /// The same of some records, with its evidence.
    fn of(&self, records: &CountedRecords<'_>) -> Option<RegisterTally> {
        let key = &self.counting.key;
        match self.form {
            FigureForm::Number => records.tally(key),
            FigureForm::Rate => records.rate(key),
            FigureForm::Rest => {
                let rate = records.rate(key)?;
                let of = rate.of.and_then(rest);
                let value = of.and_then(|(n, base)| Amount::percent(n, base));
                Some(RegisterTally { value: value.filter(|_| rate.value.is_some()), of, ..rate })
            }
        }
    }

    /// Whether it is of all records.
    pub(crate) fn is_whole(&self) -> bool {
        self.group.is_none()
    }
}

impl<'a> KnownFigures<'a> {
    /// The known figures of the records.
    pub fn of(records: &CountedRecords<'a>) -> Self {
        let groups = groups(records);
        let mut figures = Vec::new();
        let numbered = groups.iter().zip(0..).map(|(group, at)| (Some(at), group));
        for (group, records) in std::iter::once((None, records)).chain(numbered) {
            for counting in &records.register().countings {
                let told = told(records, counting).into_iter();
                let known = told.filter_map(|(form, value)| Some((form, value?)));
                figures.extend(known.map(|(form, value)| KnownFigure {
                    group,
                    counting,
                    form,
                    value,
                }));
            }
        }
        let register = records.register();
        let wordings = register.wordings.iter().filter_map(|text| Wording::parse(text).ok());
        let owned = |(key, label): (&str, String)| (key.to_owned(), label);
        let labels = wordings
            .flat_map(|wording| wording.labels().into_iter().map(owned).collect::<Vec<_>>());
        Self { records: records.clone(), groups, figures, labels: labels.collect() }
    }

    /// The records.
    pub fn records(&self) -> &CountedRecords<'a> {
        &self.records
    }

    /// Whether they are of the same register as the other.
    pub(crate) fn is_of_register(&self, other: &Self) -> bool {
        self.records.register().name == other.records.register().name
    }

    /// Whether the register counts in a unit.
    pub fn counts_in(&self, unit: &str) -> bool {
        let mut countings = self.records.register().countings.iter();
        countings.any(|counting| prose::alike(&counting.unit, unit))
    }

    /// Whether they tell of the year.
    pub fn tells_of(&self, year: FiscalYear) -> bool {
        self.records.period().from.fiscal_year() == Some(year)
    }

    /// The figures in the unit of a quantity, those of all records first.
    pub(crate) fn alike(&self, quantity: &Quantity) -> impl Iterator<Item = &KnownFigure<'a>> {
        let countings = self.records.register().countings.iter();
        let units = countings.map(|one| one.unit.as_str()).chain(["％"]);
        let fits: Vec<&str> = units.filter(|unit| prose::alike(unit, &quantity.unit)).collect();
        self.figures.iter().filter(move |figure| fits.contains(&figure.unit()))
    }

    /// The countings of which the words of a quantity say that it is theirs: it has none of its own, is
    /// a sum, or is called as the register, its codes or the kind are.
    pub(crate) fn called(&self, quantity: &Quantity) -> Vec<&'a str> {
        let label = prose::matching::label(quantity);
        let register = self.records.register();
        if register.shape == Shape::Total && quantity.unit != "％" {
            return self.called_so(quantity, &label);
        }
        let mut codes = register.groups.iter().chain(&register.codes);
        let any = label.is_empty()
            || quantity.share == Share::Total
            || codes.any(|code| label.contains(&code.name));
        let is_own = |counting: &&Counting| {
            let own = self.labels.iter().filter(|(key, _)| *key == counting.key);
            let mut own = own.map(|(_, label)| prose::matching::plain(label));
            any || counting.kind.words().iter().any(|word| label.contains(word))
                || own.any(|own| label == own || prose::matching::holding(&label, &own))
        };
        register.countings.iter().filter(is_own).map(|one| one.key.as_str()).collect()
    }

    /// The same of reported numbers: a register of them counts one thing of many that have its unit, so
    /// that only its own words, or a sum, mean it.
    fn called_so(&self, quantity: &Quantity, label: &str) -> Vec<&'a str> {
        let register = self.records.register();
        let plain = prose::matching::plain;
        let is_own = |counting: &&Counting| {
            let own = self.labels.iter().filter(|(key, _)| *key == counting.key);
            quantity.share == Share::Total
                || label == plain(&register.name_of(counting))
                || own.map(|(_, own)| plain(own)).any(|own| label == own)
        };
        register.countings.iter().filter(is_own).map(|one| one.key.as_str()).collect()
    }

    /// Whether a number can be wrong beside a figure: of reported numbers a month or a record is no
    /// measure of what a text says of the year.
    pub(crate) fn is_measure(&self, figure: &KnownFigure<'_>) -> bool {
        let register = self.records.register();
        let codes = register.groups.len() + register.codes.len();
        register.shape != Shape::Total || figure.group.is_none_or(|at| at < codes)
    }

    /// The figures of all records.
    pub(crate) fn whole(&self) -> impl Iterator<Item = &KnownFigure<'a>> {
        self.figures.iter().take_while(|figure| figure.is_whole())
    }

    /// A figure with its evidence.
    pub(crate) fn tally(&self, figure: &KnownFigure<'_>) -> Option<RegisterTally> {
        let records = figure.group.map_or(Some(&self.records), |at| self.groups.get(at))?;
        figure.of(records)
    }

    /// What a figure that rests on other versions is by these records: of all of them, or of its one
    /// record.
    pub(crate) fn since(
        &self,
        figure: &KnownFigure<'_>,
        once: &RegisterTally,
    ) -> Option<RegisterTally> {
        match once.evidence.as_slice() {
            _ if figure.is_whole() => figure.of(&self.records),
            [one] => figure.of(&self.records.only(self.record(&one.record)?)),
            _ => None,
        }
    }

    /// Whether a figure rests on any of the records.
    pub fn is_under(&self, tally: &RegisterTally) -> bool {
        self.under(tally).next().is_some()
    }

    /// The records on which a figure rests.
    fn under(&self, tally: &RegisterTally) -> impl Iterator<Item = &'a RegisterRecord> {
        let ids: BTreeSet<_> = tally.evidence.iter().map(|one| one.record.clone()).collect();
        self.records.records().iter().copied().filter(move |record| ids.contains(&record.id))
    }

    /// A record by its identifier.
    pub fn record(&self, id: &Id<RegisterRecord>) -> Option<&'a RegisterRecord> {
        self.records.records().iter().copied().find(|record| record.id == *id)
    }

    /// The days of a figure's records, each once.
    pub fn days(&self, tally: &RegisterTally) -> Vec<Day> {
        let mut days: Vec<Day> = self.under(tally).map(|one| one.period().from).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// What a counting gives of records, as far as it is known.
fn told(records: &CountedRecords<'_>, counting: &Counting) -> [(FigureForm, Option<Amount>); 3] {
    let rate = match counting.kind {
        CountingKind::Rate => None,
        _ => records.rate_number(counting).filter(|rate| rate.value.is_some()),
    };
    let answers = rate.as_ref().filter(|_| counting.kind == CountingKind::Answers);
    let others = answers.and_then(|rate| rest(rate.of?));
    [
        (FigureForm::Number, records.number(counting).value),
        (FigureForm::Rate, rate.as_ref().and_then(|rate| rate.value)),
        (FigureForm::Rest, others.and_then(|(n, base)| Amount::percent(n, base))),
    ]
}

/// The rest of a base.
fn rest((n, base): (u64, u64)) -> Option<(u64, u64)> {
    Some((base.checked_sub(n)?, base))
}

/// Each code; each month, each series and each record of those that took place.
fn groups<'a>(records: &CountedRecords<'a>) -> Vec<CountedRecords<'a>> {
    let register = records.register();
    let codes = register.groups.iter().chain(&register.codes);
    let counts = || records.records().iter().copied().filter(|record| record.state.counts());
    let mut groups: Vec<_> = codes.map(|code| records.part(&code.key)).collect();
    let mut months: BTreeMap<(i32, u32), Vec<_>> = BTreeMap::new();
    let mut series: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for record in counts() {
        let (year, month, _) = record.period().from.calendar();
        months.entry((year, month)).or_default().push(record);
        if let RecordFacts::Occasion(told) = &record.facts {
            series.entry(told.series.as_deref().unwrap_or_default()).or_default().push(record);
        }
    }
    let of_month = |((year, month), own)| records.among(own, Period::month(year, month));
    groups.extend(months.into_iter().map(of_month));
    groups.extend(series.into_values().map(|own| records.among(own, records.period())));
    groups.extend(counts().map(|record| records.only(record)));
    groups
}
