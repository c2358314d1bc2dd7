//! Indicators (指標): series of figures through the years, with their targets; of an action, counted
//! by the sentences of its cells, or of the plan as a whole, told by a list.

mod points;
mod series;

pub use points::{Point, Source, Value, points};
pub use series::{Candidate, Match, Seen, Told, candidates};

use series::alike;

use crate::{FiscalYear, Id, action::Action, percent::trim, text::ascii_digits};

/// An indicator of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Whether two indicators count the same, by name and unit.
    pub fn is_like(&self, other: &Self) -> bool {
        use crate::prose::series::plain;

        plain(&self.name) == plain(&other.name) && alike(&self.unit, &other.unit)
    }
}

/// What a figure of an indicator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// From where the plan set out (基準値).
    Base,
    /// What was counted or measured (実績値).
    Actual,
    /// What is to be reached (目標値).
    Target,
}

/// A figure that a person or a list gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The year that it tells of.
    pub year: FiscalYear,
    /// What it is.
    pub kind: Kind,
    /// The number in the indicator's unit; `None` where it is said that there is none.
    pub value: Option<f64>,
}

/// An indicator of a list: its name, unit and figures, in the list's order.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
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

/// A number as a person types it: either width, thousands separated or not. `None` for anything
/// else.
pub fn number(text: &str) -> Option<f64> {
    let bare: String =
        ascii_digits(text).chars().filter(|c| !matches!(c, ',' | '，' | ' ' | '　')).collect();
    let digits = bare.trim_start_matches('-');
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    bare.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

/// A number as it is shown: `1,234`, `16.8`.
pub fn written(number: f64) -> String {
    let text = trim((number * 1e6).round() / 1e6);
    let (sign, bare) = text.strip_prefix('-').map_or(("", text.as_str()), |bare| ("-", bare));
    let (whole, fraction) = bare.split_once('.').map_or((bare, None), |(w, f)| (w, Some(f)));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = fraction.map_or_else(String::new, |digits| format!(".{digits}"));
    format!("{sign}{grouped}{fraction}")
}

#[cfg(test)]
mod tests;
