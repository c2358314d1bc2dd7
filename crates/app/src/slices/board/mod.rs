//! The pages and the verb of a round: opening, the board (進行), settings, revisions.

pub(crate) mod command;
mod counts;
pub(crate) mod revise;
pub(crate) mod web;
