//! The digest of a row.

use sha2::{Digest, Sha256};

/// The SHA-256 of a row.
pub(super) type RowDigest = [u8; 32];

/// The digest of a table's row: each cell comes with its length, so that no two rows are alike.
pub(super) fn of(table: &str, cells: &[Option<Vec<u8>>]) -> RowDigest {
    let mut hash = Sha256::new();
    hash.update(table);
    for cell in cells {
        match cell {
            None => hash.update(",-"),
            Some(bytes) => {
                hash.update(format!(",{}:", bytes.len()));
                hash.update(bytes);
            }
        }
    }
    hash.finalize().into()
}

/// As an event keeps it.
pub(super) fn hexadecimal(digest: RowDigest) -> String {
    digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
