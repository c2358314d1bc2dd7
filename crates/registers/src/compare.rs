//! A text beside the figures of its records: which numbers and days agree, and which do not.

use prose::{AskedField, Quantity, QuantityRole, Share, Span};

use crate::{
    count::CountedRecords,
    counting::CountingKind,
    days::{UnknownDay, state_conflict, unknown_days},
    growth::{GrowthClaim, growth, is_growth},
    known_figures::KnownFigures,
    rate,
    tally::{Amount, RegisterTally},
    text_read::{TextRead, amount, says},
};

/// What comes of the comparison.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextComparison {
    /// Numbers that a figure says as well.
    pub agree: Vec<(Span, RegisterTally)>,
    /// Numbers that figures of the same unit do not say.
    pub differ: Vec<DifferingNumber>,
    /// Rates of a rise or fall that figures of two years do not say.
    pub growth: Vec<GrowthClaim>,
    /// Days on which no record says that anything took place.
    pub unknown_days: Vec<UnknownDay>,
    /// Where the text says that it was done and all records say that it was not, or the reverse.
    pub state_conflict: Option<Span>,
}

/// A number of a text that its records do not give.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferingNumber {
    /// Its words.
    pub span: Span,
    /// The number in the text.
    pub written: Amount,
    /// The figure of the same unit that is nearest; where records said the number once, what they say
    /// since.
    pub nearest: RegisterTally,
    /// The figure as records gave it before something was written to them.
    pub once: Option<RegisterTally>,
    /// Whether its words say that it is what the figure counts.
    pub is_called: bool,
    /// Of a percentage: over which pairs, numerator and base, it would be right.
    pub fitting: Vec<(u64, u64)>,
}

/// Compares a text with the figures of its records.
pub fn compare(text: &str, asked: AskedField<'_>, records: &CountedRecords<'_>) -> TextComparison {
    let (quantities, dates) = (prose::quantities(text, asked), prose::dates(text, asked));
    let (clauses, year) = (prose::clauses(text), asked.year);
    let read = TextRead { text, year, quantities: &quantities, dates: &dates, clauses: &clauses };
    held_against(read, &[KnownFigures::of(records)])
}

/// Holds a text against the figures of all registers that serve its action, of its year and of the
/// one before.
pub fn held_against(read: TextRead<'_>, known: &[KnownFigures<'_>]) -> TextComparison {
    let mut found = TextComparison {
        growth: growth(read, known),
        unknown_days: unknown_days(read, known),
        state_conflict: state_conflict(read, known),
        ..TextComparison::default()
    };
    let told = |one: &&Quantity| one.role != QuantityRole::Target && !is_growth(read.text, one);
    for quantity in read.quantities.iter().filter(told) {
        let of_year = || known.iter().filter(|one| one.tells_of(quantity.year));
        let Some(written) = amount(quantity) else { continue };
        let same = of_year().find_map(|one| {
            let mut alike = one.alike(quantity);
            one.tally(alike.find(|figure| says(figure.unit(), figure.value, quantity, read.text))?)
        });
        if let Some(same) = same.or_else(|| sum(of_year(), quantity, read.text)) {
            found.agree.push((quantity.span, same));
        } else if counts(quantity) {
            found.differ.extend(differing(of_year(), quantity, written));
        }
    }
    found
}

/// Words of what was meant and not done.
const MEANT: [&str; 4] = ["計画", "目標", "予定", "見込"];

/// Whether a quantity is a count of its own: one that describes, was meant, came in addition, or is a
/// frequency is held against nothing.
fn counts(quantity: &Quantity) -> bool {
    let meant = MEANT.iter().any(|word| quantity.label.contains(word));
    let open = quantity.high.is_some() || quantity.least || quantity.per.is_some() || meant;
    quantity.role == QuantityRole::Actual && quantity.share != Share::Change && !open
}

/// The number as the sum over several registers, with the records of them all.
fn sum<'k, 'a: 'k>(
    known: impl Iterator<Item = &'k KnownFigures<'a>>,
    quantity: &Quantity,
    text: &str,
) -> Option<RegisterTally> {
    let mut sums: Vec<(CountingKind, RegisterTally)> = Vec::new();
    for one in known {
        for figure in one.alike(quantity).filter(|figure| figure.is_whole() && !figure.is_rate()) {
            let (kind, tally) = (figure.counting.kind, one.tally(figure)?);
            match sums.iter_mut().find(|(other, _)| *other == kind) {
                Some((_, sum)) => sum.add(tally),
                None => sums.push((kind, tally)),
            }
        }
    }
    let says =
        |sum: &RegisterTally| sum.value.is_some_and(|value| says(&sum.unit, value, quantity, text));
    sums.into_iter().map(|(_, sum)| sum).find(says)
}

/// The nearest figure of the same unit, of those whose words fit where any do.
fn differing<'k, 'a: 'k>(
    known: impl Iterator<Item = &'k KnownFigures<'a>> + Clone,
    quantity: &Quantity,
    written: Amount,
) -> Option<DifferingNumber> {
    let alike = known.clone().flat_map(|one| one.alike(quantity).map(move |figure| (one, figure)));
    let (one, figure) = alike.min_by_key(|(one, figure)| {
        let distance = figure.value.tenths().abs_diff(written.tenths());
        (!one.is_called(figure, quantity), distance)
    })?;
    let (span, is_called) = (quantity.span, one.is_called(figure, quantity));
    let changed = known.clone().find_map(|one| changed(one, quantity, written));
    let (once, nearest) = match changed {
        Some((once, now)) => (Some(once), now),
        None => (None, one.tally(figure)?),
    };
    let fitting = fitting(quantity, &nearest);
    Some(DifferingNumber { span, written, nearest, once, is_called, fitting })
}

/// No more moments are looked back at: beyond, nobody remembers what a register said.
const MOMENTS: usize = 12;

/// The figure that said the number before something was written to the records, and what it says now.
fn changed(
    known: &KnownFigures<'_>,
    quantity: &Quantity,
    written: Amount,
) -> Option<(RegisterTally, RegisterTally)> {
    known.records().moments().into_iter().take(MOMENTS).find_map(|moment| {
        let before = KnownFigures::of(&known.records().before(moment));
        let mut said = before.alike(quantity).filter(|figure| figure.value == written);
        said.find_map(|figure| {
            let once = before.tally(figure)?;
            let now = known.same(&once, figure.is_whole())?;
            (now.value != once.value).then_some((once, now))
        })
    })
}

/// The pairs over which a percentage would be right.
fn fitting(quantity: &Quantity, nearest: &RegisterTally) -> Vec<(u64, u64)> {
    let (Some(written), Some((n, base)), "％") =
        (amount(quantity), nearest.of, nearest.unit.as_str())
    else {
        return Vec::new();
    };
    let written = written.tenths();
    let own = rate::numerator(written, base).map(|n| (n, base));
    let others = rate::bases(written, n).into_iter().map(|base| (n, base));
    let mut pairs: Vec<_> = own.into_iter().chain(others).collect();
    if pairs.is_empty() {
        pairs.extend(rate::smallest(written));
    }
    pairs
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
