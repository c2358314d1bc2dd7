//! A table: what a workbook, a csv file and, later, a PDF page have in common. Sparse cells that
//! know their place; reading one gives rows and problems.

mod answers;
mod body;
mod choose;
mod grid;
mod head;
mod head_rows;
mod heads_again;
mod measures;
mod preview;
mod remarks;
mod title;
mod words;

pub(crate) use answers::derived;
pub(crate) use choose::read;
pub(crate) use grid::{CellKind, Merge, Table, TableBuilder, TableCell, TableLine};
pub(crate) use preview::preview;
pub use preview::{Look, TablePreview};
