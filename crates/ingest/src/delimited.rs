//! Comma- and tab-separated values taken apart: what every reader of such a text shares.

/// Takes records apart that have no head and may be of any length.
pub(crate) fn records(delimiter: u8) -> ::csv::ReaderBuilder {
    let mut builder = ::csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter);
    builder
}

/// The line of a quote that begins a field and is never closed: where fields and records end after
/// it is lost. Only a text that is regular but for it is taken for a table.
pub(crate) fn open_quote(text: &str, delimiter: u8) -> Option<usize> {
    let mut open: Option<usize> = None;
    let (mut line, mut starts) = (1_usize, true);
    let mut bytes = text.trim_start_matches('\u{feff}').bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if open.is_some() && bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            b'"' if open.is_some() => open = None,
            b'"' if starts => open = Some(line),
            b'\n' => line += 1,
            _ => {}
        }
        starts = open.is_none() && (byte == delimiter || byte == b'\n');
    }
    let head = text.lines().next().unwrap_or_default();
    open.filter(|_| head.bytes().filter(|byte| *byte == delimiter).count() >= 3)
}
