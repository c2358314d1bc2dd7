//! What an xlsx file claims of itself, looked through before calamine believes it.

use quick_xml::{Reader, events::Event};

use super::{parts::WorkbookParts, refusal::damaged};
use crate::unreadable::Unreadable;

/// The most texts that a workbook may claim to share; memory is set aside for the claim.
const MOST_STRINGS: u64 = 2_000_000;

/// The first element of the table stands within these bytes.
const BEGINNING: u64 = 16 * 1024;

/// Refuses a workbook whose table of shared texts claims more than any file holds.
pub(super) fn check(parts: &mut WorkbookParts) -> Result<(), Unreadable> {
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
