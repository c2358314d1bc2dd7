//! The number that one record adds to a counting.

use std::collections::{BTreeMap, BTreeSet};

use domain::Day;

use crate::{
    counting::{Counting, CountingKind as Kind},
    period::Period,
    record::{
        AttendeeKind, Handout, Movement, Occasion, Presence, RecordFacts, RegisterRecord, Total,
    },
};

/// What a record adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RecordNumber {
    /// The number, as far as it is recorded.
    pub(crate) value: Option<u64>,
    /// Whether nothing of it is unrecorded.
    pub(crate) complete: bool,
    /// Whether it is about right only.
    pub(crate) approx: bool,
}

/// Whether a record belongs to the period: by its first day, a total by all of its days.
pub(crate) fn takes_part(record: &RegisterRecord, period: Period) -> bool {
    match &record.facts {
        RecordFacts::Total(total) => period.covers(total.period),
        _ => period.has(record.period().from),
    }
}

/// Whether a counting looks at the record.
pub(crate) fn concerns(record: &RegisterRecord, counting: &Counting, codes: &[&str]) -> bool {
    let coded = |code: Option<&str>| codes.is_empty() || code.is_some_and(|c| codes.contains(&c));
    match &record.facts {
        RecordFacts::Occasion(told) => {
            let asked = match counting.kind {
                Kind::Returned | Kind::Answers => told.asked.is_some(),
                _ => true,
            };
            let group = told.attended.iter().any(|row| codes.contains(&row.group.as_str()));
            asked && (coded(told.channel.as_deref()) || group)
        }
        RecordFacts::Handout(told) => {
            let fits = match counting.kind {
                Kind::Posts | Kind::Reach => told.movement == Movement::Post,
                Kind::Copies | Kind::Persons | Kind::Kinds => {
                    matches!(told.movement, Movement::Give | Movement::Restock)
                }
                _ => true,
            };
            fits && coded(told.channel.as_deref())
        }
        RecordFacts::Total(told) => {
            let part = told.breakdown.iter().any(|row| codes.contains(&row.code.as_str()));
            let of = if counting.option.is_empty() { &counting.key } else { &counting.option };
            told.counting == *of && (codes.is_empty() || part)
        }
    }
}

/// The number that the record adds.
pub(crate) fn number(record: &RegisterRecord, counting: &Counting, codes: &[&str]) -> RecordNumber {
    match &record.facts {
        RecordFacts::Occasion(told) => of_occasion(told, counting, codes),
        RecordFacts::Handout(told) => single(of_handout(told, counting.kind), told.approx),
        RecordFacts::Total(told) => of_total(told, codes),
    }
}

fn single(value: Option<u64>, approx: bool) -> RecordNumber {
    RecordNumber { value, complete: value.is_some(), approx }
}

/// The sum of rows: complete where there are rows and each has its number.
fn rows(rows: impl Iterator<Item = Option<u64>>) -> RecordNumber {
    let rows: Vec<_> = rows.collect();
    let mut told = rows.iter().flatten().peekable();
    let known = told.peek().is_some();
    let sum = told.fold(0_u64, |all, one| all.saturating_add(*one));
    let complete = known && rows.iter().all(Option::is_some);
    RecordNumber { value: known.then_some(sum), complete, approx: false }
}

fn of_occasion(told: &Occasion, counting: &Counting, codes: &[&str]) -> RecordNumber {
    match counting.kind {
        Kind::Attended => {
            let whole = codes.is_empty()
                || told.channel.as_deref().is_some_and(|code| codes.contains(&code));
            let own = told.attended.iter();
            rows(own.filter(|r| whole || codes.contains(&r.group.as_str())).map(|row| row.n))
        }
        Kind::Seats => single(told.seats, false),
        Kind::Returned => single(told.asked.as_ref().and_then(|asked| asked.returned), false),
        Kind::Answers => {
            let answers = told.asked.iter().flat_map(|asked| &asked.answers);
            let fits = answers.filter(|answer| {
                let option = counting.option.is_empty() || answer.option == counting.option;
                answer.question == counting.key && option
            });
            rows(fits.map(|answer| answer.n))
        }
        _ => single(None, false),
    }
}

fn of_handout(told: &Handout, kind: Kind) -> Option<u64> {
    match kind {
        Kind::Copies => {
            let each = || told.persons?.checked_mul(told.kinds?);
            told.quantity.or_else(each)
        }
        Kind::Persons => told.persons,
        Kind::Kinds => told.kinds,
        Kind::Reach => told.reach,
        _ => None,
    }
}

fn of_total(told: &Total, codes: &[&str]) -> RecordNumber {
    if codes.is_empty() {
        return single(told.value, told.approx);
    }
    let parts = told.breakdown.iter().filter(|row| codes.contains(&row.code.as_str()));
    RecordNumber { approx: told.approx, ..rows(parts.map(|row| row.n)) }
}

/// Whether the record lists who was there, or where it was.
pub(crate) fn lists(record: &RegisterRecord) -> bool {
    let present = match &record.facts {
        RecordFacts::Occasion(told) => {
            told.present.iter().any(|one| one.presence != Presence::Unrecorded)
        }
        _ => false,
    };
    present || record.venue().is_some()
}

/// How many different ones there were, and of how many others nobody has said.
pub(crate) fn distinct(records: &[&RegisterRecord], kind: Kind) -> (u64, u64) {
    if kind == Kind::Venues {
        let venues: BTreeSet<_> = records.iter().filter_map(|record| record.venue()).collect();
        let unsaid = records.iter().filter(|record| record.venue().is_none()).count();
        return (venues.len() as u64, unsaid as u64);
    }
    let wanted =
        if kind == Kind::BodiesPresent { AttendeeKind::Body } else { AttendeeKind::Section };
    let named = |presence: Presence| -> BTreeSet<&str> {
        let told = records.iter().filter_map(|record| match &record.facts {
            RecordFacts::Occasion(told) => Some(&told.present),
            _ => None,
        });
        let fits = told.flatten().filter(|one| one.kind == wanted && one.presence == presence);
        fits.map(|one| one.name.as_str()).collect()
    };
    let there = named(Presence::Present);
    let unsaid = named(Presence::Unrecorded).difference(&there).count();
    (there.len() as u64, unsaid as u64)
}

/// How many months of the period totals tell of, and how many totals tell of days told before.
pub(crate) fn reported_months(records: &[&RegisterRecord], period: Period) -> (u64, u64) {
    let known = records.iter().filter_map(|record| match &record.facts {
        RecordFacts::Total(told) if told.value.is_some() || !told.breakdown.is_empty() => {
            Some((told.period, record.section.as_deref()))
        }
        _ => None,
    });
    let told: Vec<_> = known.collect();
    let has = |month: &Period| {
        let first = told.iter().any(|(one, _)| one.has(month.from.max(period.from)));
        first && told.iter().any(|(one, _)| one.has(month.to.min(period.to)))
    };
    let months = period.each_month().iter().filter(|month| has(month)).count();
    // By their first days: one meets an earlier one where that of the latest end has not ended
    let mut ends: BTreeMap<Option<&str>, Day> = BTreeMap::new();
    let mut twice = 0;
    for (one, section) in &told {
        let end = ends.insert(*section, one.to);
        twice += u64::from(end.is_some_and(|end| one.from <= end));
        ends.extend(end.map(|end| (*section, end.max(one.to))));
    }
    (months as u64, twice)
}
