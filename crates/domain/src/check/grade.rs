//! Text against grade and percent.

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[];
