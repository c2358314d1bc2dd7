//! The days of a text, and whether it was done, beside the records.

use domain::Day;
use prose::{Completion, Date, Span, Tense, lexicon};

use crate::{
    known_figures::KnownFigures,
    state::{RecordState, Shape},
    text_read::TextRead,
};

/// A day of a text that no record has.
#[derive(Debug, Clone, PartialEq)]
pub struct UnknownDay {
    /// Its words.
    pub span: Span,
    /// The day.
    pub day: Day,
    /// The days that records have.
    pub known: Vec<Day>,
    /// Whether a number follows it that records of its kind have.
    pub is_counted: bool,
}

/// No more days of a text are held against records: a longer list is a calendar, not a sentence.
const MOST: usize = 200;

/// Words after a day on which nothing is held: a term, a state of things, the date of a paper.
const NO_EVENT: [&str; 10] =
    ["現在", "時点", "付", "締切", "まで", "から", "以降", "以前", "号", "改正"];

/// The days on which something was done by the text and no record has anything.
pub(crate) fn unknown_days(read: TextRead<'_>, known: &[KnownFigures<'_>]) -> Vec<UnknownDay> {
    let of_year = known.iter().filter(|one| one.tells_of(read.year));
    // A total tells of months, not of days
    let dated: Vec<_> =
        of_year.filter(|one| one.records().register().shape != Shape::Total).collect();
    let records = || dated.iter().flat_map(|one| one.records().records().iter().copied());
    let mut held: Vec<Day> =
        records().filter(|r| r.state.counts()).map(|r| r.period().from).collect();
    held.sort_unstable();
    held.dedup();
    let has = |day: Day| records().any(|one| one.period().has(day) || one.moved_to == Some(day));
    let unknown = read.dates.iter().take(MOST).filter_map(|date| {
        let day = Day::new(date.year, date.month.into(), date.day?.into())?;
        // A day of another year tells of something else
        let own = day.fiscal_year() == Some(read.year) && !held.is_empty() && !has(day);
        let is_counted = own.then(|| event(read, date, &dated)).flatten()?;
        Some(UnknownDay { span: date.span, day, known: held.clone(), is_counted })
    });
    unknown.collect()
}

/// Whether something took place on a date: `true` where a number follows that the registers count,
/// `false` where its clause only tells of an event that was.
fn event(read: TextRead<'_>, date: &Date, dated: &[&KnownFigures<'_>]) -> Option<bool> {
    let after = read.text.get(date.span.end..).unwrap_or_default();
    // １１月１６日（火）
    let bracket = after.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']));
    let after = bracket.map_or(after, |(_, rest)| rest);
    let clause = read
        .clauses
        .iter()
        .find(|clause| clause.span.start <= date.span.start && date.span.end <= clause.span.end)?;
    if clause.tense == Tense::Future || NO_EVENT.iter().any(|word| after.starts_with(word)) {
        return None;
    }
    let next = read.dates.iter().map(|other| other.span.start).find(|at| *at > date.span.start);
    let end = next.unwrap_or(usize::MAX).min(clause.span.end);
    let counted = read.quantities.iter().any(|one| {
        let follows = (date.span.end..end).contains(&one.span.start);
        follows && dated.iter().any(|known| known.counts_in(&one.unit))
    });
    let words = clause.span.of(read.text);
    let held = lexicon::EVENTS.iter().chain(lexicon::HELD).any(|word| words.contains(word));
    (counted || held).then_some(counted)
}

/// Where the text says done while every occasion was cancelled or put off, or says cancelled while all
/// of them took place.
pub(crate) fn state_conflict(read: TextRead<'_>, known: &[KnownFigures<'_>]) -> Option<Span> {
    let of_year = || known.iter().filter(|one| one.tells_of(read.year));
    let states = || {
        of_year().flat_map(|one| {
            let shape = one.records().register().shape;
            one.records().records().iter().map(move |record| (shape, record.state))
        })
    };
    let dropped =
        |state: RecordState| matches!(state, RecordState::Cancelled | RecordState::Postponed);
    let none = states().next().is_some() && states().all(|(_, state)| dropped(state));
    let mut occasions = states().filter(|(shape, _)| *shape == Shape::Occasion).peekable();
    let all = occasions.peek().is_some() && occasions.all(|(_, state)| state.counts());
    let of = |completion: &[Completion]| {
        read.clauses.iter().find(|clause| completion.contains(&clause.completion))
    };
    let done = read
        .clauses
        .iter()
        .find(|one| one.completion == Completion::Plain && one.tense == Tense::Past);
    // 中止した。…を検討した。: what else was done is not the occasion
    let partly = of(&[Completion::Reduced, Completion::Replaced, Completion::NoCase]);
    let cancelled = of(&[Completion::Cancelled, Completion::Postponed, Completion::NotDone]);
    match (none, all, done, cancelled) {
        _ if partly.is_some() => None,
        (true, _, Some(done), None) => Some(done.span),
        (_, true, None, Some(cancelled)) => Some(cancelled.span),
        _ => None,
    }
}
