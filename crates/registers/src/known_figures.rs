//! Every figure that records give (of all of them, of each part, month, series and record), made once
//! and held against as many texts as there are.

use std::collections::BTreeMap;

use domain::{Day, FiscalYear, Id};
use prose::{Quantity, Share};

use crate::{
    count::CountedRecords,
    counting::{Counting, CountingKind},
    period::Period,
    record::{RecordFacts, RegisterRecord},
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

    /// Whether the words of a quantity say that it is what a figure counts: it has none of its own, is
    /// a sum, or is called as the register, its codes or its kind are.
    pub(crate) fn is_called(&self, figure: &KnownFigure<'_>, quantity: &Quantity) -> bool {
        let label = prose::matching::label(quantity);
        let own = self.labels.iter().filter(|(key, _)| *key == figure.counting.key);
        let mut own = own.map(|(_, label)| prose::matching::plain(label));
        let register = self.records.register();
        let mut codes = register.groups.iter().chain(&register.codes);
        label.is_empty()
            || quantity.share == Share::Total
            || figure.counting.kind.words().iter().any(|word| label.contains(word))
            || own.any(|own| label == own || prose::matching::holding(&label, &own))
            || codes.any(|code| label.contains(&code.name))
    }

    /// The figures of all records.
    pub(crate) fn whole(&self) -> impl Iterator<Item = &KnownFigure<'a>> {
        self.figures.iter().take_while(|figure| figure.is_whole())
    }

    /// A figure with its evidence.
    pub(crate) fn tally(&self, figure: &KnownFigure<'_>) -> Option<RegisterTally> {
        let records = figure.group.map_or(Some(&self.records), |at| self.groups.get(at))?;
        let key = &figure.counting.key;
        match figure.form {
            FigureForm::Number => records.tally(key),
            FigureForm::Rate => records.rate(key),
            FigureForm::Rest => {
                let rate = records.rate(key)?;
                let of = rate.of.and_then(rest);
                Some(RegisterTally { value: Some(figure.value), of, ..rate })
            }
        }
    }

    /// The same figure of these records: that of all of them, or of the one record.
    pub(crate) fn same(&self, other: &RegisterTally, is_whole: bool) -> Option<RegisterTally> {
        let records = match other.evidence.as_slice() {
            _ if is_whole => self.records.clone(),
            [one] => self.records.only(self.record(&one.record)?),
            _ => return None,
        };
        let key = &other.counting;
        if other.unit == "％" { records.rate(key) } else { records.tally(key) }
    }

    /// A record by its identifier.
    pub fn record(&self, id: &Id<RegisterRecord>) -> Option<&'a RegisterRecord> {
        self.records.records().iter().copied().find(|record| record.id == *id)
    }

    /// The days of a figure's records, each once.
    pub fn days(&self, tally: &RegisterTally) -> Vec<Day> {
        let records = tally.evidence.iter().filter_map(|one| self.record(&one.record));
        let mut days: Vec<Day> = records.map(|record| record.period().from).collect();
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
