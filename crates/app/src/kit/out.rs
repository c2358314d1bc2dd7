//! Where the command line writes: results to standard output, all else to standard error. A closed
//! pipe is nobody's fault.

use std::io::{IsTerminal, Write, stderr, stdout};

/// A line of the result.
pub(crate) fn say(line: &str) {
    let _ = writeln!(stdout(), "{line}");
}

/// Bytes of the result.
pub(crate) fn put(bytes: &[u8]) {
    let _ = stdout().write_all(bytes).and_then(|()| stdout().flush());
}

/// A line beside the result.
pub(crate) fn note(line: &str) {
    let _ = writeln!(stderr(), "{line}");
}

/// A bar of progress, on a terminal only.
pub(crate) fn progress(steps: u64) -> indicatif::ProgressBar {
    if stderr().is_terminal() {
        let bar = indicatif::ProgressBar::new(steps);
        let style = indicatif::ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
        style.map_or(bar.clone(), |style| bar.with_style(style))
    } else {
        indicatif::ProgressBar::hidden()
    }
}
