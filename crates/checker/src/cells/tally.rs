//! Counts of people and things as the rules of cells need them: whether a text gives evidence.

use domain::text::ascii_digits;
use prose::Span;

use crate::{context::Read, scan};

/// Units in which results are counted.
const UNITS: [&str; 17] = [
    "人", "名", "件", "回", "部", "団体", "世帯", "校", "枚", "冊", "か所", "箇所", "カ所", "ヶ所",
    "組", "社", "通",
];

/// Words that make a number a frequency, a title or a time and no count.
const BEFORE: &str = "年月週第毎";

/// A count in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Count {
    pub(super) span: Span,
    pub(super) figures: String,
    pub(super) unit: &'static str,
}

/// The counts of a text; 年１回 and 第２回 are none.
pub(super) fn counts(text: &str) -> Vec<Count> {
    let mut found = Vec::new();
    let mut end = 0;
    for (start, _) in text.char_indices().filter(|(_, c)| prose::classes::is_digit(*c)) {
        if start < end {
            continue;
        }
        let rest = text.get(start..).unwrap_or_default();
        let number = |c: &char| prose::classes::is_digit(*c) || matches!(c, ',' | '，');
        end = start + rest.chars().take_while(number).map(char::len_utf8).sum::<usize>();
        let after = text.get(end..).unwrap_or_default().trim_start_matches([' ', '　']);
        let before = scan::before(text, start);
        let Some(unit) = UNITS.iter().find(|unit| after.starts_with(**unit)) else { continue };
        if before.is_some_and(|c| BEFORE.contains(c)) || after.starts_with("人権") {
            continue;
        }
        let written = text.get(start..end).unwrap_or_default();
        let unit_end = text.len() - after.len() + unit.len();
        let figures = ascii_digits(written).replace([',', '，'], "");
        found.push(Count { span: Span { start, end: unit_end }, figures, unit });
    }
    found
}

/// Whether a cell gives a day or a number of people or things; a number of times is none.
pub(super) fn has_evidence(read: &Read<'_>) -> bool {
    read.dates.iter().any(|date| date.day.is_some())
        || counts(read.text).iter().any(|count| count.unit != "回")
}
