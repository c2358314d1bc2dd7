//! The slices: one noun each, with its use cases (`mod.rs`), handlers, verb and HTML. A slice imports
//! the kit and slices below it; no two reach each other.

pub(crate) mod account;
pub(crate) mod actions;
pub(crate) mod assets;
pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod board;
pub(crate) mod checks;
pub(crate) mod columns;
pub(crate) mod council;
pub(crate) mod demo;
pub(crate) mod editions;
pub(crate) mod exports;
pub(crate) mod frozen;
pub(crate) mod imports;
pub(crate) mod indicators;
pub(crate) mod links;
pub(crate) mod mail;
pub(crate) mod overview;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod public;
pub(crate) mod readings;
pub(crate) mod registers;
pub(crate) mod reminders;
pub(crate) mod replies;
pub(crate) mod report_forms;
pub(crate) mod rounds;
pub(crate) mod schemes;
pub(crate) mod search;
pub(crate) mod sheet_page;
pub(crate) mod sheets;
pub(crate) mod signin;
pub(crate) mod uploads;
pub(crate) mod workbooks;
