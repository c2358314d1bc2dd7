//! Why a workbook is refused whichever reader has it.

use crate::unreadable::Unreadable;

/// A damaged workbook. What the library says is English and about its own code: not for people.
pub(super) fn damaged(_: impl std::fmt::Display) -> Unreadable {
    Unreadable::Damaged("中の構造が読み取れません".to_owned())
}
