//! The form of cells and of the sheet.

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[];
