//! The shell: web pages and command line.
//!
//! Four floors, each of which imports only those below: `kit` (what every page and verb needs) ←
//! `slices` (one noun each: use cases, handlers, verb and HTML together) ← `routes` and `verbs` (the
//! tables that know them all) and `doctor` (which looks at all of it) ← `serve`.
//!
//! This crate may not hold a rule (that is `domain`), SQL (`store`), a file format (`ingest`,
//! `report`, `typeset`). A use case is one transaction and writes its event in it; a handler parses,
//! asks a use case and answers; a template computes nothing. Time comes from `kit::clock` and
//! identifiers from `kit::ids`, and from nowhere else.

mod doctor;
mod kit;
mod route_table;
mod routes;
mod serve;
mod slices;
mod verbs;

pub use kit::{
    addresses,
    app::App,
    error::{Error, Result},
    mail,
    route::{BodySize, Route},
    scanner::Scanner,
    unread::UnreadFile,
};
pub use routes::{ROUTES, router};
pub use verbs::main;
