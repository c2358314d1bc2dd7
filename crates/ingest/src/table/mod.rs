//! A table: what a workbook, a csv file and, later, a PDF page have in common. Sparse cells that
//! know their place; reading one gives rows and problems.

mod answers;
mod body;
mod choose;
mod grid;
mod head;
mod measures;
mod preview;
mod remarks;
mod title;

pub(crate) use answers::derived;
pub(crate) use choose::read;
pub(crate) use grid::{Builder, Cell, Kind, Line, Merge, Table};
pub(crate) use preview::preview;
pub use preview::{Look, Preview};
