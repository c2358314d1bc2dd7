//! A text beside the figures of its records: which numbers and days agree, and which do not.

use domain::Day;
use prose::{AskedField, Completion, Quantity, Span, Tense};

use crate::{
    count::CountedRecords,
    rate,
    tally::{Amount, RegisterTally},
};

/// What comes of the comparison.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextComparison {
    /// Numbers that a figure says as well.
    pub agree: Vec<(Span, RegisterTally)>,
    /// Numbers that figures of the same unit do not say.
    pub differ: Vec<DifferingNumber>,
    /// Days on which no record says that anything took place.
    pub unknown_days: Vec<UnknownDay>,
    /// Where the text says that it was done and all records say that it was not.
    pub state_conflict: Option<Span>,
}

/// A number of a text that its records do not give.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferingNumber {
    /// Its words.
    pub span: Span,
    /// The number in the text.
    pub written: Amount,
    /// The figure of the same unit that is nearest.
    pub nearest: RegisterTally,
    /// Of a percentage: over which pairs, numerator and base, it would be right.
    pub fitting: Vec<(u64, u64)>,
}

/// A day of a text that no record has.
#[derive(Debug, Clone, PartialEq)]
pub struct UnknownDay {
    /// Its words.
    pub span: Span,
    /// The day.
    pub day: Day,
    /// The days that records have.
    pub known: Vec<Day>,
}

/// Compares a text with the figures of its records.
pub fn compare(text: &str, asked: AskedField<'_>, records: &CountedRecords<'_>) -> TextComparison {
    let told = figures_of(records);
    let mut found = TextComparison {
        unknown_days: unknown_days(text, asked, records),
        state_conflict: state_conflict(text, records),
        ..TextComparison::default()
    };
    for quantity in prose::quantities(text, asked) {
        if quantity.year != asked.year || quantity.role == prose::QuantityRole::Target {
            continue;
        }
        let alike = || told.iter().filter(|tally| prose::alike(&tally.unit, &quantity.unit));
        let Some(written) = amount(&quantity) else { continue };
        let distance = |tally: &&RegisterTally| {
            tally.value.map_or(u64::MAX, |value| tenths(value).abs_diff(tenths(written)))
        };
        if let Some(same) = alike().find(|tally| says(tally, &quantity, text)) {
            found.agree.push((quantity.span, same.clone()));
        } else if let Some(nearest) = alike().min_by_key(distance) {
            let fitting = fitting(&quantity, nearest);
            let nearest = nearest.clone();
            found.differ.push(DifferingNumber { span: quantity.span, written, nearest, fitting });
        }
    }
    found
}

/// Every known figure of the records: of all of them, of each part and of each one.
fn figures_of(records: &CountedRecords<'_>) -> Vec<RegisterTally> {
    let register = records.register();
    let mut told = figures_in(records);
    for code in register.groups.iter().chain(&register.codes) {
        told.extend(figures_in(&records.part(&code.key)));
    }
    for record in records.records().iter().filter(|record| record.state.counts()) {
        told.extend(figures_in(&records.only(record)));
    }
    told
}

fn figures_in(records: &CountedRecords<'_>) -> Vec<RegisterTally> {
    let keys = records.register().countings.iter().map(|counting| counting.key.as_str());
    let both = keys.flat_map(|key| [records.tally(key), records.rate(key)]);
    both.flatten().filter(|tally| tally.value.is_some()).collect()
}

fn tenths(amount: Amount) -> u64 {
    match amount {
        Amount::Whole(n) => n.saturating_mul(10),
        Amount::Tenths(n) => n,
    }
}

/// The number of a text, exact to its tenths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded just before")]
fn amount(quantity: &Quantity) -> Option<Amount> {
    let scaled = (quantity.value * 10.0).round();
    let bounded = (0.0..1e15).contains(&scaled);
    bounded.then_some(match scaled as u64 {
        whole if whole % 10 == 0 => Amount::Whole(whole / 10),
        tenths => Amount::Tenths(tenths),
    })
}

/// Whether the figure says the number: exactly, about where the text says 約, and a percentage without
/// a decimal if it rounds to it.
fn says(tally: &RegisterTally, quantity: &Quantity, text: &str) -> bool {
    let (Some(value), Some(written)) = (tally.value, amount(quantity)) else { return false };
    let (value, written) = (tenths(value), tenths(written));
    if tally.unit == "％" && !quantity.span.of(text).contains(['.', '．']) {
        return (value + 5) / 10 == written / 10;
    }
    let near = value.abs_diff(written).saturating_mul(20) <= value.max(written);
    value == written || quantity.approximate && near
}

/// The pairs over which a percentage would be right.
fn fitting(quantity: &Quantity, nearest: &RegisterTally) -> Vec<(u64, u64)> {
    let (Some(written), Some((n, base)), "％") =
        (amount(quantity), nearest.of, nearest.unit.as_str())
    else {
        return Vec::new();
    };
    let written = tenths(written);
    let own = rate::numerator(written, base).map(|n| (n, base));
    let others = rate::bases(written, n).into_iter().map(|base| (n, base));
    let mut pairs: Vec<_> = own.into_iter().chain(others).collect();
    if pairs.is_empty() {
        pairs.extend(rate::smallest(written));
    }
    pairs
}

fn unknown_days(
    text: &str,
    asked: AskedField<'_>,
    records: &CountedRecords<'_>,
) -> Vec<UnknownDay> {
    let held = records.records().iter().filter(|record| record.state.counts());
    let known: Vec<Day> = held.map(|record| record.period().from).collect();
    let dates = prose::dates(text, asked).into_iter();
    let days = dates.filter_map(|date| {
        let day = Day::new(date.year, date.month.into(), date.day?.into())?;
        Some((date.span, day))
    });
    // A day of another year tells of something else
    days.filter(|(_, day)| day.fiscal_year() == Some(asked.year))
        .filter(|(_, day)| !known.is_empty() && !has(records, *day))
        .map(|(span, day)| UnknownDay { span, day, known: known.clone() })
        .collect()
}

fn has(records: &CountedRecords<'_>, day: Day) -> bool {
    records.records().iter().any(|record| record.period().has(day))
}

/// Where the text says done while every occasion of the records was cancelled or put off.
fn state_conflict(text: &str, records: &CountedRecords<'_>) -> Option<Span> {
    let all = records.records();
    let none = !all.is_empty() && all.iter().all(|record| !record.state.counts());
    let planned = all.iter().any(|r| r.state == crate::state::RecordState::Planned);
    let done = |clause: &prose::Clause| {
        clause.completion == Completion::Plain && clause.tense == Tense::Past
    };
    let clauses = prose::clauses(text);
    // 中止した。…を検討した。: what else was done is not the occasion
    let said = clauses
        .iter()
        .any(|clause| !matches!(clause.completion, Completion::Plain | Completion::Reduced));
    (none && !planned && !said).then(|| clauses.iter().find(|c| done(c)).map(|c| c.span)).flatten()
}

/// What a base has over its parts (案内 less 希望, 辞退, 回答なし): zero where they make it up.
pub fn unaccounted(records: &CountedRecords<'_>, base: &str) -> Option<i64> {
    let register = records.register();
    let parts = register.countings.iter().filter(|counting| counting.of == [base]);
    let told: Option<Vec<u64>> =
        parts.map(|counting| records.tally(&counting.key)?.whole()).collect();
    let told = told.filter(|told| !told.is_empty())?;
    let whole = i64::try_from(records.tally(base)?.whole()?).ok()?;
    told.into_iter().try_fold(whole, |rest, n| rest.checked_sub(i64::try_from(n).ok()?))
}

/// The figures that a text was adopted with beside those of now: what is stale (旧→新).
pub fn stale(
    adopted: &[RegisterTally],
    now: &CountedRecords<'_>,
) -> Vec<(RegisterTally, RegisterTally)> {
    let fresh = |old: &RegisterTally| match old.unit.as_str() {
        "％" => now.rate(&old.counting),
        _ => now.tally(&old.counting),
    };
    let pairs = adopted.iter().filter_map(|old| Some((old.clone(), fresh(old)?)));
    pairs.filter(|(old, new)| old.period == new.period && old.value != new.value).collect()
}

/// The months of a period of which no total tells (「何月分がない」).
pub fn silent_months(records: &CountedRecords<'_>, key: &str) -> Vec<(i32, u32)> {
    let evidence = records.tally(key).map(|tally| tally.evidence).unwrap_or_default();
    let own = records.records().iter().filter(|r| evidence.iter().any(|e| e.record == r.id));
    let told: Vec<_> = own.map(|record| record.period()).collect();
    let months = records.period().each_month().into_iter();
    let silent = months.filter(|month| {
        !told.iter().any(|one| one.has(month.from)) || !told.iter().any(|one| one.has(month.to))
    });
    silent.map(|month| month.from.calendar()).map(|(year, month, _)| (year, month)).collect()
}
