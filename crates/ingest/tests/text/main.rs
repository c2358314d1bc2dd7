//! The text layer: the real sheet, printed fiction in many forms, refusals and hostile texts.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "helpers of tests fail loudly, and the table of shares is printed"
)]

mod digests;
mod fiction;
mod hostile;
mod printer;
mod refusals;
mod sample;
mod shares;
mod slips;
mod variants;

use ingest::{Options, Unreadable};

/// Reads a text as a file.
fn read(text: &str) -> Result<domain::reading::Reading, Unreadable> {
    ingest::read(text.as_bytes(), &Options::default())
}
