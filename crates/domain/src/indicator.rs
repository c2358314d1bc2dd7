//! Indicators (指標): series of figures through the years, with their targets; of an action, counted
//! by the sentences of its cells, or of the plan as a whole, told by a list.

mod points;
mod series;

pub use points::{Point, Source, Value, points};
pub use series::{Candidate, Match, Seen, Told, candidates};

use crate::{FiscalYear, Id, action::Action};

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
    /// The words under which sentences count it; empty for one that no sentence tells.
    pub counted: String,
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

/// An outcome indicator of a list: its name, unit and figures, as [`Figure`]s in the list's order.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The line on which it begins, from 1.
    pub line: u32,
    /// Its name: 自殺死亡率.
    pub name: String,
    /// Its unit; empty where the list gives none.
    pub unit: String,
    /// Its figures.
    pub figures: Vec<Figure>,
}

#[cfg(test)]
mod tests;
