//! A table: what a workbook, a csv file and, later, a PDF page have in common. Sparse cells that
//! know their place; reading one gives rows and problems.

mod answers;
mod beside;
mod body;
mod builder;
mod choose;
mod grid;
mod head;
mod head_rows;
mod heads_again;
mod measures;
mod preview;
mod remarks;
mod title;
mod told;
mod words;

pub(crate) use answers::derived;
pub(crate) use beside::{CellRemark, OutsideKind, OutsideText};
pub(crate) use builder::TableBuilder;
pub(crate) use choose::read;
pub(crate) use grid::{CellKind, CellNumber, Merge, Table, TableCell, TableLine};
pub(crate) use preview::preview;
pub use preview::{Look, TablePreview};
