//! Indicators (指標): series of figures through the years, with their targets; of an action, counted
//! by the sentences of its cells, or of the plan as a whole, told by a list.

use serde::{Deserialize, Serialize};

use crate::{
    FiscalYear, Id,
    action::Action,
    text::{ascii_digits, thousands},
};

/// An indicator of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Its identifier.
    pub id: Id<Indicator>,
    /// The action whose work it counts; `None` for an outcome of the plan (自殺死亡率).
    pub action: Option<Id<Action>>,
    /// Its name on screen: 受講者数.
    pub name: String,
    /// Its unit: 人.
    pub unit: String,
    /// The words under which the sentences of its action count it; empty where they count it
    /// without words, and for an outcome.
    pub counted: String,
}

impl Indicator {
    /// Whether its figures can be added up over actions: counts, and neither rates nor figures over
    /// less or more than a year.
    pub fn is_summed(&self) -> bool {
        const RATES: [&str; 9] = ["％", "%", "パーセント", "割", "倍", "点", "歳", "時", "度"];
        !self.unit.is_empty() && !self.unit.contains('/') && !RATES.contains(&self.unit.as_str())
    }
}

/// What a figure of an indicator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FigureKind {
    /// From where the plan set out (基準値).
    #[serde(rename = "基準")]
    Base,
    /// What was counted or measured (実績値).
    #[serde(rename = "実績")]
    Actual,
    /// What is to be reached (目標値).
    #[serde(rename = "目標")]
    Target,
}

impl FigureKind {
    /// The word on screen and in events.
    pub fn label(self) -> &'static str {
        match self {
            Self::Base => "基準",
            Self::Actual => "実績",
            Self::Target => "目標",
        }
    }
}

/// A figure that a person or a list gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The year that it tells of.
    pub year: FiscalYear,
    /// What it is.
    pub kind: FigureKind,
    /// The number in the indicator's unit; `None` where it is said that there is none.
    pub value: Option<f64>,
}

/// A step of ten times between two years that someone has called right, with the figures that were
/// seen: of others it was not said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RightLeap {
    /// The earlier year.
    pub from: FiscalYear,
    /// Its figure.
    pub before: f64,
    /// The later year.
    pub to: FiscalYear,
    /// Its figure.
    pub after: f64,
}

/// An indicator of a list: its name, unit and figures, in the list's order.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedIndicator {
    /// The line on which it begins, from 1.
    pub line: u32,
    /// The title of the action that it is of; empty for an outcome of the plan.
    pub action: String,
    /// Its name: 自殺死亡率.
    pub name: String,
    /// Its unit; empty where the list gives none.
    pub unit: String,
    /// Its figures.
    pub figures: Vec<Figure>,
}

/// A floating number tells no more figures than these apart.
const MOST_DIGITS: usize = 15;

/// A number as a person types it: either width, thousands in groups of three or not. `None` for
/// anything else, and for more figures than a number holds.
pub fn number(text: &str) -> Option<f64> {
    let text: String = ascii_digits(text.trim())
        .chars()
        .map(|c| match c {
            '，' => ',',
            '．' => '.',
            '－' | '−' | '▲' | '△' => '-',
            other => other,
        })
        .collect();
    let (number, rest) = leading_number(&text)?;
    rest.is_empty().then_some(number)
}

/// The number at the start of a half-width text, and what stands after it: `1,234人`, `-0.5`.
pub fn leading_number(text: &str) -> Option<(f64, &str)> {
    let (sign, text) = match text.chars().next()? {
        // So accounts write what is below zero
        c @ ('-' | '▲' | '△') => (-1.0, text.get(c.len_utf8()..)?),
        '+' => (1.0, text.get(1..)?),
        _ => (1.0, text),
    };
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.'));
    let (figures, rest) = text.split_at(end.unwrap_or(text.len()));
    let (whole, fraction) = figures.split_once('.').unwrap_or((figures, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().filter(|first| digits(first))?;
    let grouped = whole.contains(',');
    let apart = groups.all(|group| digits(group) && group.len() == 3);
    let few = whole.len() + fraction.len() <= MOST_DIGITS + whole.matches(',').count() + 1;
    if !apart || grouped && first.len() > 3 || !digits(fraction) || !few {
        return None;
    }
    let value: f64 = figures.replace(',', "").parse().ok()?;
    Some((if value == 0.0 { 0.0 } else { sign * value }, rest))
}

/// From here on a figure is told by its powers: no sheet counts so far, and a floating number no
/// longer tells its ones.
const HUGE: f64 = 1e15;

/// Figures are told to so many decimals; the noise of floating numbers begins after the twelfth
/// place from the left.
const DECIMALS: usize = 6;

/// A number as it is shown: `1,234`, `16.8`, `-0.5`.
pub fn written(number: f64) -> String {
    if number.abs() >= HUGE || number.is_nan() {
        return format!("{number:.3e}");
    }
    let bare: f64 = format!("{number:.11e}").parse().unwrap_or(number);
    let told = format!("{bare:.DECIMALS$}");
    let told = told.trim_end_matches('0').trim_end_matches('.');
    let (sign, told) = told.strip_prefix('-').map_or(("", told), |told| ("-", told));
    let (whole, fraction) = told.split_once('.').map_or((told, None), |(w, f)| (w, Some(f)));
    let sign = if told == "0" { "" } else { sign };
    let fraction = fraction.map(|fraction| format!(".{fraction}")).unwrap_or_default();
    format!("{sign}{}{fraction}", thousands(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_type_it_and_written_with_separators() {
        for (text, read) in [
            ("1,234", 1234.0),
            ("１２．５", 12.5),
            ("0", 0.0),
            ("-3", -3.0),
            ("－５", -5.0),
            ("１，２３４", 1234.0),
        ] {
            assert_eq!(number(text), Some(read), "{text}");
        }
        for text in [
            "",
            "約3",
            "三",
            "1e9",
            "inf",
            "3人",
            "--3",
            "1,5",
            "1,23",
            "1 2",
            "9".repeat(20).as_str(),
        ] {
            assert_eq!(number(text), None, "{text}");
        }
        let told = [0.1 + 0.2, 1_234_567.0, 123.0, -1000.5, 16.8].map(written);
        assert_eq!(told, ["0.3", "1,234,567", "123", "-1,000.5", "16.8"]);
    }
}
