//! Why a workbook is refused whichever reader has it.

use crate::unreadable::Unreadable;

/// The most cells of all worksheets together.
const MOST_CELLS: usize = 1_500_000;

/// Refuses more cells over all worksheets than any workbook has.
pub(super) fn within_limit(cells: usize) -> Result<(), Unreadable> {
    if cells <= MOST_CELLS {
        return Ok(());
    }
    let detail = format!("値のあるセルが全シートで {MOST_CELLS} 個を超えています");
    Err(Unreadable::Unpacks { detail })
}

/// A damaged workbook. What the library says is English and about its own code: not for people.
pub(super) fn damaged(_: impl std::fmt::Display) -> Unreadable {
    Unreadable::Damaged("中の構造が読み取れません".to_owned())
}
