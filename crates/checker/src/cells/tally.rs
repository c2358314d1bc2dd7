//! Counts of people and things as the rules of cells need them: whether a text gives evidence.

use prose::{Span, figures, lexicon};

use crate::context::Read;

/// Words that make a number a frequency, a title or a time and no count.
const BEFORE: [char; 5] = ['年', '月', '週', '第', '毎'];

/// A count in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Count {
    pub(super) span: Span,
    pub(super) figures: String,
    pub(super) unit: &'static str,
}

/// The counts of a text; 年１回 and 第２回 are none.
pub(super) fn counts(text: &str) -> Vec<Count> {
    let counts = figures(text).filter_map(|figure| {
        let after = figure.after.trim_start_matches([' ', '　']);
        let unit = lexicon::RESULT_UNITS.iter().find(|unit| after.starts_with(**unit))?;
        if figure.before.ends_with(BEFORE) || after.starts_with("人権") {
            return None;
        }
        let (start, end) = (figure.span.start, text.len() - after.len() + unit.len());
        Some(Count { span: Span { start, end }, figures: figure.plain(), unit })
    });
    counts.collect()
}

/// Whether a cell gives a day or a number of people or things; a number of times is none.
pub(super) fn has_evidence(read: &Read<'_>) -> bool {
    read.dates.iter().any(|date| date.day.is_some())
        || counts(read.text).iter().any(|count| count.unit != "回")
}
