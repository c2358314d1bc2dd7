//! Where the command line writes: results to standard output, all else to standard error. A closed
//! pipe is nobody's fault.

use std::io::{IsTerminal, Write, stderr, stdin, stdout};

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

/// Whether somebody at the terminal agrees; nobody does where there is none.
pub(crate) fn agreed(question: &str) -> std::io::Result<bool> {
    if !stdin().is_terminal() || !stderr().is_terminal() {
        return Ok(false);
    }
    let _ = write!(stderr(), "{question} [y/N] ");
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes" | "はい"))
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
