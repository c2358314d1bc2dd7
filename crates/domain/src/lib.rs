//! The nouns and rules of a municipal plan and its yearly sheet.
//!
//! This crate may not do IO, start threads, know SQL, HTTP or files, read the clock or make random
//! values: time and identifiers come in as arguments. Everything here is a value or a pure function.

pub mod accepted;
pub mod action;
pub mod adoption;
pub mod api_token;
pub mod chain;
mod coded;
pub mod council;
pub mod day;
pub mod decision;
pub mod difference;
pub mod event;
pub mod field;
pub mod finding_answer;
pub mod fiscal_year;
pub mod formula;
pub mod id;
pub mod indicator;
mod kana;
pub mod last_year;
pub mod layout;
pub mod letter;
pub mod link;
pub mod mail;
pub mod measure;
pub mod municipality;
pub mod opening;
pub mod password;
pub mod percent;
pub mod permission;
pub mod person;
pub mod personnel;
pub mod place;
pub mod plan;
pub mod plan_words;
pub mod progress;
pub mod reading;
pub mod replay;
pub mod reply;
pub mod reply_workbook;
pub mod revision;
pub mod round;
pub mod row_fault;
pub mod scale;
pub mod scheme;
pub mod section;
pub mod sheet;
pub mod stage;
pub mod stranger;
pub mod succession;
pub mod text;
pub mod timeline;
pub mod unaccepted;
pub mod value;

pub use day::Day;
pub use field::{Field, Offset, Slot};
pub use fiscal_year::FiscalYear;
pub use id::Id;
pub use place::Place;
pub use value::Value;
