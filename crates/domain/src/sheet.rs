//! The sheet: rows of a year, each cell with its place in the source; and what two readings of one
//! year say differently.

mod changes;
mod filing;
mod rows;

pub use changes::{Change, ChangeKind, changes};
pub use filing::SheetFiling;
pub use rows::{Cell, Row, Sheet};
