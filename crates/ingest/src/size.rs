//! How large a file may be.

use crate::unreadable::Unreadable;

/// The largest file that is read, in bytes (50 MiB; the largest real sheets are about 1 MiB).
pub const LARGEST_FILE: u64 = 50 * 1024 * 1024;

/// Refuses a size beyond that of any sheet, before the bytes are read.
pub fn check_size(bytes: u64) -> Result<(), Unreadable> {
    const MIB: u64 = 1024 * 1024;
    if bytes <= LARGEST_FILE {
        return Ok(());
    }
    Err(Unreadable::TooLarge { actual_mb: bytes.div_ceil(MIB), limit_mb: LARGEST_FILE / MIB })
}
