//! Files damaged at any place, and the parts of workbooks.

use proptest::{prelude::*, sample::Index};

use crate::parts::{unzipped, zipped};

/// Bytes at places, wherever they fall in a file.
pub type Changes = Vec<(Index, u8)>;

/// Up to seven changed bytes of any kind.
pub fn changes() -> impl Strategy<Value = Changes> {
    prop::collection::vec((any::<Index>(), any::<u8>()), 1..8)
}

/// Up to five changed bytes out of some, as those that mean something in the parts of a workbook.
pub fn changes_of(bytes: &'static [u8]) -> impl Strategy<Value = Changes> {
    prop::collection::vec((any::<Index>(), prop::sample::select(bytes)), 1..6)
}

/// The bytes with the changes.
pub fn changed(bytes: &[u8], changes: Changes) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = byte;
    }
    bytes
}

/// A zip with changes in one of its parts, which may be cut off as well.
pub fn with_changed_part(
    bytes: &[u8],
    part: Index,
    changes: Changes,
    cut: Option<Index>,
) -> Vec<u8> {
    let mut parts = unzipped(bytes);
    let part = part.index(parts.len());
    let part = &mut parts[part].1;
    *part = changed(part, changes);
    part.truncate(cut.map_or(part.len(), |cut| cut.index(part.len())));
    zipped(&parts)
}
