//! Where workbooks come back to.

use domain::{FiscalYear, Id, plan::Plan, section::Section};

/// Where workbooks come back to: a round, or one section of it.
#[derive(Debug, Clone)]
pub(crate) struct ReturnTarget {
    pub(crate) plan: Id<Plan>,
    pub(crate) year: FiscalYear,
    pub(crate) section: Option<Id<Section>>,
}
