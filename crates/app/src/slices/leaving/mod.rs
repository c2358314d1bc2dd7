//! Leaving and arriving (移行の一式): all that a city keeps of its plan as one package that any program
//! reads, and back into an empty database, where every edition has the digest that it had.

pub(crate) mod command;
mod content;
mod giving;
mod taking;
