//! Figures and days of registers as messages tell them.

use std::collections::BTreeSet;

use ::registers::{Amount, KnownFigures, RegisterRecord, RegisterTally, Shape, TallyFlag};
use domain::{Day, Field, Offset, text::thousands};

use crate::{context::CheckContext, finding::Mark, recorded::RowRecords};

/// A figure with its unit: 4,210日.
pub(super) fn figure(tally: &RegisterTally) -> String {
    tally.value.map_or_else(|| "未記録".to_owned(), |value| number(value, &tally.unit))
}

/// A number with its unit.
pub(super) fn number(value: Amount, unit: &str) -> String {
    let text = match value {
        Amount::Whole(n) => thousands(&n.to_string()),
        Amount::Tenths(n) => format!("{}.{}", thousands(&(n / 10).to_string()), n % 10),
    };
    format!("{text}{unit}")
}

/// A day within its year: 11月16日.
pub(super) fn day(day: Day) -> String {
    let (_, month, date) = day.calendar();
    format!("{month}月{date}日")
}

/// More days are not listed.
const DAYS: usize = 4;

/// Days, the first of them.
pub(super) fn days(all: &[Day]) -> String {
    let mut words: Vec<String> = all.iter().take(DAYS).map(|one| day(*one)).collect();
    if all.len() > DAYS {
        words.push(format!("ほか{}日", all.len() - DAYS));
    }
    words.join("、")
}

/// The records of a figure, in brackets: by their days, or by their number.
pub(super) fn evidence(row: &RowRecords<'_>, tally: &RegisterTally) -> String {
    let source = row.source(tally);
    let dated = source.filter(|one| one.records().register().shape != Shape::Total);
    let told = dated.map(|one| one.days(tally)).filter(|days| !days.is_empty());
    match told {
        Some(all) => format!("（{}の記録）", days(&all)),
        None => format!("（{}件の記録）", tally.evidence.len()),
    }
}

/// Whether a figure lacks something that would change it.
pub(super) fn is_partial(tally: &RegisterTally) -> bool {
    tally.flags.iter().any(|flag| !matches!(flag, TallyFlag::Approx | TallyFlag::MaybeTwice(_)))
}

/// A name of a register: 台帳「相談」.
pub(super) fn register(name: &str) -> String {
    format!("台帳「{name}」")
}

/// The status of each of the rows.
pub(super) fn marks(context: &CheckContext<'_>, rows: &BTreeSet<u32>) -> Vec<Mark> {
    let lines = context.lines.iter().filter(|line| rows.contains(&line.row.no));
    let cells =
        lines.filter_map(|line| Some(line.mark(&line.get(Field::Status, Offset::This)?.slot)));
    cells.collect()
}

/// The records of what took place.
pub(super) fn done<'b, 'a>(
    known: &'b KnownFigures<'a>,
) -> impl Iterator<Item = &'a RegisterRecord> + use<'b, 'a> {
    known.records().records().iter().copied().filter(|record| record.state.counts())
}
