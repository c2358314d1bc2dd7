//! Whose workbook it is.

use crate::{FiscalYear, Id, plan::Plan, round::Round, section::Section};

/// Whose workbook it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The municipality's name.
    pub city: String,
    /// The plan's title.
    pub plan_title: String,
    /// The plan.
    pub plan: Id<Plan>,
    /// The round.
    pub round: Id<Round>,
    /// The year that is asked about.
    pub year: FiscalYear,
    /// The section that answers.
    pub section: Id<Section>,
    /// Its name.
    pub section_name: String,
}
