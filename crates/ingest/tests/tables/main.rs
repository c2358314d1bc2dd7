//! The readers of workbooks, csv and JSON, over the real sheet's workbook, the demo's files and
//! small ones made here.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail as tests do"
)]

mod bad;
mod bent;
mod binary;
mod decisions;
mod demo;
mod drawn;
mod forms;
mod hostile;
mod json;
mod laid;
mod made;
mod misread;
mod misread_values;
mod mutated;
mod office;
mod pages;
mod parts;
mod previews;
mod printed;
mod sample;
mod shown;
mod unusual;
mod variants;
