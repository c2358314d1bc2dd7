//! How much a JSON text holds, counted before any of it is built.

use crate::unreadable::Unreadable;

/// The most values. A row of twenty cells with their places is about 150.
const MOST_VALUES: usize = 5_000_000;
/// The most rows, as tables have them.
const MOST_ROWS: usize = 200_000;
/// The rows are objects in a list within the file's object.
const DEPTH_OF_ROWS: u32 = 2;

/// Refuses a text that would be built into more than any sheet is.
pub(super) fn check(text: &str) -> Result<(), Unreadable> {
    let (mut values, mut rows, mut depth) = (0, 0, 0_u32);
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => {
                rows += usize::from(byte == b'{' && depth == DEPTH_OF_ROWS);
                values += 1;
                depth = depth.saturating_add(1);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
    }
    if values > MOST_VALUES || rows > MOST_ROWS {
        let detail = format!("値が {values} 個、行が {rows} 行あります");
        return Err(Unreadable::Unpacks { detail });
    }
    Ok(())
}
