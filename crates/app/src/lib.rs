//! The shell: web pages and command line, one folder a capability, its use cases, routes, verbs
//! and HTML together.
//!
//! This crate may not hold a rule (that is `domain`), SQL (`store`), a file format (`ingest`,
//! `report`, `typeset`). A use case is one transaction and writes its event in it; a handler parses, asks a
//! use case and answers; a template computes nothing. Time comes from `clock` and identifiers
//! from `ids`, and from nowhere else.

mod account;
mod actions;
mod actor;
mod checks;
mod clock;
mod columns;
pub mod command;
mod demo;
mod error;
mod exports;
mod history;
mod ids;
mod imports;
mod indicators;
mod keeping;
mod links;
pub mod mail;
mod oidc;
mod overview;
mod people;
mod plans;
mod reminders;
mod replies;
mod returns;
mod rounds;
mod search;
mod sheets;
mod signin;
pub mod web;

pub use error::Error;

/// What a use case needs: the open database, the typesetter, how people come in, and the
/// way out for letters.
#[derive(Debug, Clone)]
pub struct App {
    pub(crate) store: store::Store,
    pub(crate) press: exports::press::Press,
    pub(crate) mail: mail::Post,
    pub(crate) doors: web::Doors,
    pub(crate) kiln: signin::password::Kiln,
    /// How many findings wait, as of a moment ago.
    pub(crate) tallies: checks::tally::Tallies,
    /// Whether this is the demo, in which sample persons sign in by a press.
    pub(crate) demo: bool,
}

impl App {
    /// On this database; PDF files are set in this font, a family's name or a file, or else in the
    /// first Japanese one that the machine has. Mail is off.
    pub fn new(store: store::Store, font: Option<String>) -> Self {
        Self {
            store,
            press: exports::press::Press::with(font),
            mail: mail::Post::default(),
            doors: web::Doors::default(),
            kiln: signin::password::Kiln::default(),
            tallies: checks::tally::Tallies::default(),
            demo: false,
        }
    }
}

/// What the application answers.
pub type Result<T> = std::result::Result<T, Error>;
