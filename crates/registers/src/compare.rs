//! A text beside the figures of its records: which numbers and days agree, and which do not.

use std::cell::OnceCell;

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

/// No more numbers of a text are held against records: a longer list is a table, not a sentence.
const MOST: usize = 200;

/// Holds a text against the figures of all registers that serve its action, of its year and of the
/// one before.
pub fn held_against(read: TextRead<'_>, known: &[KnownFigures<'_>]) -> TextComparison {
    let mut found = TextComparison {
        growth: growth(read, known),
        unknown_days: unknown_days(read, known),
        state_conflict: state_conflict(read, known),
        ..TextComparison::default()
    };
    let before = OnceCell::new();
    let told = |one: &&Quantity| {
        let other = is_growth(read.text, one) || is_lacking(read.text, one);
        one.role != QuantityRole::Target && !other
    };
    for quantity in read.quantities.iter().filter(told).take(MOST) {
        let of_year = || known.iter().filter(|one| one.tells_of(quantity.year));
        let Some(written) = amount(quantity) else { continue };
        let same = of_year().find_map(|one| {
            let mut alike = one.alike(quantity);
            one.tally(alike.find(|figure| says(figure.unit(), figure.value, quantity, read.text))?)
        });
        if let Some(same) = same.or_else(|| sum(of_year(), quantity, read.text)) {
            found.agree.push((quantity.span, same));
        } else if let Some(differing) = nearest(of_year(), quantity, written) {
            let before = before.get_or_init(|| earlier(known));
            let changed = changed(before, quantity, written);
            found.differ.push(changed.map_or(differing.clone(), |(once, nearest)| {
                DifferingNumber { nearest, once: Some(once), ..differing }
            }));
        }
    }
    found
}

/// ほか結果未入力1回, ほか1か所未記録: what a figure lacks is no figure.
fn is_lacking(text: &str, quantity: &Quantity) -> bool {
    let span = quantity.span;
    text.get(span.end..).is_some_and(|after| after.starts_with("未記録"))
        || text.get(..span.start).is_some_and(|before| before.ends_with("未入力"))
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
    let mut sums: Vec<(CountingKind, u64, Vec<_>)> = Vec::new();
    for one in known {
        for figure in one.alike(quantity).filter(|figure| figure.is_whole() && !figure.is_rate()) {
            let (kind, Amount::Whole(n)) = (figure.counting.kind, figure.value) else { continue };
            match sums.iter_mut().find(|(other, ..)| *other == kind) {
                Some((_, sum, parts)) => {
                    *sum = sum.saturating_add(n);
                    parts.push((one, figure));
                }
                None => sums.push((kind, n, vec![(one, figure)])),
            }
        }
    }
    let said = sums.into_iter().find(|(_, n, parts)| {
        let unit = parts.first().map_or("", |(_, figure)| figure.unit());
        says(unit, Amount::Whole(*n), quantity, text)
    });
    let mut parts = said?.2.into_iter().filter_map(|(one, figure)| one.tally(figure));
    let mut sum = parts.next()?;
    parts.for_each(|part| sum.add(part));
    Some(sum)
}

/// The nearest figure of the same unit, of those whose words fit where any do.
fn nearest<'k, 'a: 'k>(
    known: impl Iterator<Item = &'k KnownFigures<'a>>,
    quantity: &Quantity,
    written: Amount,
) -> Option<DifferingNumber> {
    counts(quantity).then_some(())?;
    let alike = known.flat_map(|one| {
        let called = one.called(quantity);
        one.alike(quantity)
            .filter(|figure| one.is_measure(figure))
            .map(move |figure| (one, figure, called.contains(&figure.counting.key.as_str())))
    });
    let (one, figure, is_called) = alike.min_by_key(|(_, figure, is_called)| {
        (!is_called, figure.value.tenths().abs_diff(written.tenths()))
    })?;
    let (span, once, nearest) = (quantity.span, None, one.tally(figure)?);
    let fitting = fitting(quantity, &nearest);
    Some(DifferingNumber { span, written, nearest, once, is_called, fitting })
}

/// No more moments are looked back at: beyond, nobody remembers what a register said.
const MOMENTS: usize = 12;

/// Figures as records gave them before something was written, beside those of now.
type Earlier<'k, 'a> = (KnownFigures<'a>, &'k KnownFigures<'a>);

/// The figures before each of the last moments at which something was written, the latest first.
fn earlier<'k, 'a>(known: &'k [KnownFigures<'a>]) -> Vec<Earlier<'k, 'a>> {
    let of = |now: &'k KnownFigures<'a>| {
        let records = now.records();
        let moments = records.moments().into_iter().take(MOMENTS);
        moments.map(move |moment| (KnownFigures::of(&records.before(moment)), now))
    };
    known.iter().flat_map(of).collect()
}

/// The figure that said the number before something was written to the records, and what it says now.
fn changed(
    before: &[Earlier<'_, '_>],
    quantity: &Quantity,
    written: Amount,
) -> Option<(RegisterTally, RegisterTally)> {
    let of_year = before.iter().filter(|(one, _)| one.tells_of(quantity.year));
    let mut said = of_year.flat_map(|(one, now)| {
        let same = one.alike(quantity).filter(|figure| figure.value == written);
        same.map(move |figure| (one, now, figure))
    });
    said.find_map(|(one, now, figure)| {
        let once = one.tally(figure)?;
        let since = now.since(figure, &once)?;
        (since.value != once.value).then_some((once, since))
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
