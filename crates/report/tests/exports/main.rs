//! The exports, read back.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what helpers of tests refuse is a failed test"
)]

mod charts;
mod fixture;
mod indicators;
mod json;
mod mail_merge;
mod tables;
mod workbook;
