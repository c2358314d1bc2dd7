//! What an xlsx file claims of itself, looked through before calamine believes it.

use quick_xml::{Reader, events::Event};

use super::{parts::WorkbookParts, refusal::damaged};
use crate::unreadable::Unreadable;

/// The most texts that a workbook may claim to share; memory is set aside for the claim.
const MOST_STRINGS: u64 = 2_000_000;

/// The most formats of cells; Excel takes 65,490.
const MOST_FORMATS: usize = 200_000;

/// The most that the formats of cells may say together, in bytes: each carries the names of its font
/// and the code of its numbers along.
const MOST_OF_FORMATS: usize = 60_000_000;

/// The first element of the table stands within these bytes.
const BEGINNING: u64 = 16 * 1024;

/// Refuses a workbook whose table of shared texts claims more than any file holds, or whose formats
/// do.
pub(super) fn check(parts: &mut WorkbookParts) -> Result<(), Unreadable> {
    let styles = |name: &String| name.to_ascii_lowercase().ends_with("styles.xml");
    for name in parts.names().into_iter().filter(styles) {
        formats(&parts.text(&name)?)?;
    }
    let shared = |name: &String| name.to_ascii_lowercase().ends_with("sharedstrings.xml");
    for name in parts.names().into_iter().filter(shared) {
        let text = parts.beginning(&name, BEGINNING)?;
        let claimed = claimed(&text)?;
        if claimed > MOST_STRINGS {
            let detail = format!("共有文字列が {claimed} 個あると記されています");
            return Err(Unreadable::Unpacks { detail });
        }
    }
    Ok(())
}

/// The number of texts that the table's first element names.
fn claimed(text: &str) -> Result<u64, Unreadable> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) if start.local_name().as_ref() == "sst" => {
                let mut most = 0;
                for attribute in start.attributes().with_checks(false).flatten() {
                    if attribute.key.as_ref() == "uniqueCount" {
                        most = attribute.value.trim().parse().unwrap_or(u64::MAX).max(most);
                    }
                }
                return Ok(most);
            }
            // Only a table that hides its claim begins later
            Event::Eof => return Err(damaged("sst")),
            _ => {}
        }
    }
}

/// Refuses styles whose formats are too many, or say too much.
fn formats(text: &str) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let (mut formats, mut longest) = (0_usize, 0);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) | Event::Empty(start) => {
                formats += usize::from(start.local_name().as_ref() == "xf");
                longest = start.len().max(longest);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if formats > MOST_FORMATS || formats.saturating_mul(longest) > MOST_OF_FORMATS {
        let detail = format!("セルの書式が {formats} 個あり、長いものは {longest} 字です");
        return Err(Unreadable::Unpacks { detail });
    }
    Ok(())
}
