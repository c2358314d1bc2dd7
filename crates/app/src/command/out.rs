//! Where the command line writes: results to standard output, all else to standard error.

use std::io::{IsTerminal, Write, stderr, stdout};

/// The two outputs.
#[derive(Debug, Default)]
pub(crate) struct Out;

impl Out {
    pub(crate) fn new() -> Self {
        Self
    }

    /// A line of the result. A closed pipe is nobody's fault.
    pub(crate) fn say(&mut self, line: &str) {
        let _ = writeln!(stdout(), "{line}");
    }

    /// Bytes of the result.
    pub(crate) fn put(&mut self, bytes: &[u8]) {
        let _ = stdout().write_all(bytes).and_then(|()| stdout().flush());
    }

    /// A line beside the result.
    pub(crate) fn complain(&mut self, line: &str) {
        let _ = writeln!(stderr(), "{line}");
    }

    /// A bar of progress, on a terminal only.
    pub(crate) fn progress(&self, steps: u64) -> indicatif::ProgressBar {
        if stderr().is_terminal() {
            let bar = indicatif::ProgressBar::new(steps);
            let style = indicatif::ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
            style.map_or(bar.clone(), |style| bar.with_style(style))
        } else {
            indicatif::ProgressBar::hidden()
        }
    }
}
