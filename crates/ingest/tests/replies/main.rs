//! Workbooks for replies: sent out by `report`, changed as people and spreadsheets change them, read
//! again and compared.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail as tests do"
)]

mod book;
mod bundle;
mod faults;
mod habits;
mod mutated;
mod notes;
mod office;
mod paper;
mod shown;
