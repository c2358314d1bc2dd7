//! The shell: web pages and command line, one folder a capability, its use cases, routes, verbs
//! and HTML together.
//!
//! This crate may not hold a rule (that is `domain`), SQL (`store`), a file format (`ingest`,
//! `report`). A use case is one transaction and writes its event in it; a handler parses, asks a
//! use case and answers; a template computes nothing. Time comes from `clock` and identifiers
//! from `ids`, and from nowhere else.

mod actions;
mod clock;
mod columns;
pub mod command;
mod demo;
mod error;
mod exports;
mod ids;
mod imports;
mod overview;
mod plans;
mod search;
mod sheets;
pub mod web;

pub use error::Error;

/// What a use case needs: the open database.
#[derive(Debug, Clone)]
pub struct App {
    /// The database.
    pub store: store::Store,
}

/// What the application answers.
pub type Result<T> = std::result::Result<T, Error>;
