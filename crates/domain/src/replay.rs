//! A plan as its events tell it, up to a place of the chain: all that an edition is drawn from.
//!
//! Folded are the events of one plan, in the order of the chain. A sheet comes whole with the digest of
//! a kept file; what sections wrote and what was accepted is told cell by cell. Outside of it stand:
//! the plan's name and code, which nothing changes once it is there; the bytes of kept files, which are
//! found by the digests that events name; and what the program works out by itself (what sentences
//! count, which figures are small), by the version that draws.

mod gap;
mod indicators;
mod plan;
mod rounds;
mod told;

pub use self::{
    gap::{GapScope, ReplayGap},
    plan::{CouncilKind, PlanReplay, ReplayedEdition, ReplayedSheet, replay},
    told::ToldEvent,
};

#[cfg(test)]
mod tests;
