//! Registers of the work (台帳): what was held, handed out and counted, the figures that records give,
//! and the words that figures make.
//!
//! This crate may not do IO, start threads, know SQL, HTTP or files, read the clock or make random
//! values: days, times and identifiers come in as arguments. It reads the quantities and dates of a text
//! by `prose`, and knows no rule of the checker.

pub mod check;
pub mod compare;
pub mod count;
mod counted_number;
pub mod counting;
mod days;
pub mod draft;
mod figures;
mod growth;
mod known_figures;
pub mod line;
pub mod period;
pub mod personal;
pub mod planned;
pub mod rate;
pub mod record;
pub mod register;
pub mod register_file;
pub mod renewal;
pub mod shipped;
pub mod state;
pub mod stock;
pub mod style;
pub mod tally;
mod text_read;
mod twins;
pub mod wording;
pub mod written;

pub use check::{FaultLevel, RecordFault, faults};
pub use compare::{DifferingNumber, TextComparison, compare, held_against};
pub use count::CountedRecords;
pub use counting::{Counting, CountingKind};
pub use days::UnknownDay;
pub use draft::{DraftNumber, RegisterDraft, draft};
pub use growth::GrowthClaim;
pub use known_figures::KnownFigures;
pub use line::RecordLine;
pub use period::Period;
pub use planned::planned;
pub use record::{Handout, Occasion, RecordFacts, RegisterRecord, Total};
pub use register::{Register, RegisterCode, RegisterQuestion};
pub use register_file::RegisterFault;
pub use state::{RecordState, Shape};
pub use style::WordingStyle;
pub use tally::{Amount, Evidence, RegisterTally, TallyFlag};
pub use text_read::TextRead;
pub use twins::{TwinRecords, twins};
pub use wording::{Wording, WordingFault};
