//! Suppression of small numbers (秘匿): which cells of a table of counts are hidden so that no count of
//! a few persons can be read or computed.
//!
//! Small counts are hidden, and of the others as few as are needed for every small count to have at
//! least as many possible values as the policy asks. What is possible is computed as anybody could:
//! lines add up, what is hidden is at least 1. A rate, a mean or a difference of a hidden count is
//! hidden too; a total of several years is a cell like others.

mod audit;
mod bounds;
mod cycle;
mod exact;
mod flow;
mod later;
mod linked;
mod pattern;
mod play;
mod search;
mod table;
#[cfg(test)]
mod tests;

pub use self::{
    audit::{WeakCell, audit},
    bounds::CellBounds,
    later::{EditionTable, difference_audit, suppress_after},
    linked::{CellDisagreement, disagreements, suppress_linked},
    pattern::{SmallNumberPolicy, Suppression},
    search::suppress,
    table::{CellPosition, CountTable},
};
