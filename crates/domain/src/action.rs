//! Actions: what sections promised to do, living through the years.

use crate::{FiscalYear, Id, text::fold};

/// An action of the plan (計画における項目). Re-listed under another measure it stays one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Its identifier.
    pub id: Id<Action>,
    /// Its title, as the latest sheet writes it.
    pub title: String,
    /// The first sheet that lists it.
    pub introduced_in: FiscalYear,
    /// The last sheet that lists it, when a later one does not.
    pub retired_in: Option<FiscalYear>,
}

/// The key by which sheets of different years mean the same action: the folded title.
pub fn key(title: &str) -> String {
    fold(title)
}
