//! The cells in which a row reports numbers.

use crate::context::{Read, ReadRow};

/// The cells of a row that report, whatever the plan calls them: this year's first.
pub(super) fn reports<'a, 'b>(line: &'b ReadRow<'a>) -> impl Iterator<Item = &'b Read<'a>> {
    line.told().into_iter()
}
