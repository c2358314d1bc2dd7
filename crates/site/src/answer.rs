//! An answer as a reader sees it: its own text in full, or the word for why there is none.

use domain::{Field, FiscalYear};
use edition::EditionAnswer;

/// An answer, ready to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicAnswer {
    /// The lines of its text; none where there is nothing to show.
    pub(crate) lines: Vec<String>,
    /// What is to be said beside the text, or in its place.
    pub(crate) note: &'static str,
}

impl PublicAnswer {
    /// The answer.
    pub(crate) fn of(answer: &EditionAnswer) -> Self {
        let note = match answer.state.as_str() {
            "missing" => "未記入",
            "withheld" => "※ 公表していません",
            "dash" => "「-」とだけ記入",
            "not_applicable" => "対象外",
            "too_early" => "まだ確定していません",
            _ if answer.text.is_empty() => "未記入",
            _ => "",
        };
        let shown = match answer.state.as_str() {
            "missing" | "withheld" => String::new(),
            _ if answer.number.is_empty() => answer.text.clone(),
            _ => percentage(answer),
        };
        let lines: Vec<String> = lines(&shown);
        // The word says it again where the cell is nothing but the word
        let note = if lines.iter().any(|line| line.trim() == note) { "" } else { note };
        Self { lines, note }
    }
}

/// The lines of a text, without characters that no page may hold.
pub(crate) fn lines(text: &str) -> Vec<String> {
    text.lines().map(clean).collect()
}

/// A line without control characters, which neither HTML nor XML can hold.
pub(crate) fn clean(line: &str) -> String {
    line.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

/// A percentage with its sign: `96.9％`, `約80％`.
fn percentage(answer: &EditionAnswer) -> String {
    let about = if answer.approximate { "約" } else { "" };
    format!("{about}{}％", answer.number)
}

/// The word for a field, by the code of [`EditionAnswer::field`].
pub(crate) fn field_label(code: &str) -> String {
    let field = Field::from(code.strip_prefix("own:").unwrap_or(code).to_owned());
    field.label().to_owned()
}

/// A year in the official form; the number where it is none.
pub(crate) fn year_label(year: i32) -> String {
    FiscalYear::starting(year).map_or_else(|| format!("{year}年度"), FiscalYear::official)
}

/// A year in its short form: `R7`.
pub(crate) fn year_short(year: i32) -> String {
    FiscalYear::starting(year).map_or_else(|| year.to_string(), FiscalYear::short)
}

/// A day as people write it; as it stands where it is none.
pub(crate) fn day_label(day: &str) -> String {
    domain::Day::parse(day).map_or_else(|_| day.to_owned(), domain::Day::spoken)
}
