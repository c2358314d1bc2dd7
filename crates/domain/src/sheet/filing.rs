//! Under which identifiers the rows of a sheet are kept.

use serde::{Deserialize, Serialize};

use crate::{Id, action::Action, section::Section};

/// Which action each row of a sheet is of, and which sections own it, in the order of the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetFiling {
    /// The action of each row.
    pub actions: Vec<Id<Action>>,
    /// The sections that own each row in their order, each with the name under which it is kept.
    pub owners: Vec<Vec<(Id<Section>, String)>>,
}
