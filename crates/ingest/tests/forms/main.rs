//! Looks for silence: made-up forms, laid out in the ways of many cities, are read right, refused or
//! asked about. Nothing is read wrong without a word.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod cases;
mod judge;
mod reading;
mod seeds;
