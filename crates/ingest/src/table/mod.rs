//! A table: what a workbook, a csv file and, later, a PDF page have in common. Sparse cells that
//! know their place; reading one gives rows and problems.

mod answers;
mod apart;
mod aside;
mod beside;
mod body;
mod builder;
mod choose;
mod column;
mod decide;
mod elsewhere;
mod graded;
mod grid;
mod head;
mod head_rows;
mod heads_again;
mod legend;
mod measures;
mod owners;
mod parts;
mod percentages;
mod plain;
mod preview;
mod read;
mod remarks;
mod rows;
mod title;
mod told;
mod words;

pub(crate) use beside::{CellRemark, OutsideKind, OutsideText};
pub(crate) use builder::TableBuilder;
pub(crate) use graded::derived;
pub(crate) use grid::{CellKind, CellNumber, Merge, Table, TableCell, TableLine};
pub use plain::PlainTable;
pub(crate) use preview::preview;
pub use preview::{Look, TablePreview};
pub(crate) use read::read;
