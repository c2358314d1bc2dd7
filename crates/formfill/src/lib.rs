//! Forms (提出様式): a workbook that somebody else made, a map that says which fact goes into which of its
//! cells, and the workbook filled.
//!
//! No IO, no async, no clock, no randomness, no SQL: bytes and facts come in, bytes go out, and the same
//! facts give the same bytes. Styles and all other cells stay as they are; what somebody typed is never
//! overwritten, and no fact becomes a formula.

mod archive;
mod book;
mod error;
mod fact;
mod fill;
mod map;
mod name;
mod outcome;
mod scan;
mod shared;
mod write;

pub use self::{
    archive::{MOST_BYTES, MOST_PARTS},
    error::Error,
    fact::FormFacts,
    fill::{FilledForm, fill},
    map::{AnswerFact, CountFact, FormMap, GradeFact, IndicatorFact, MappedCell},
    outcome::{CellOutcome, CellReport},
};
