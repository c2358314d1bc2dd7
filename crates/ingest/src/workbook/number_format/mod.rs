//! Number formats: what a cell of a spreadsheet shows of the value that it holds.
//!
//! The codes are those of ECMA-376 part 1, 18.8.31, with what Japanese spreadsheets add: eras
//! (`ggge"年"`), weekdays (`aaa`), figures of other scripts (`[DBNum3]`). Built-in formats that go
//! by the reader's language have their Japanese forms.

mod builtin;
mod calendar;
mod code;
mod dates;
mod decimal;
mod figures;
mod format;
mod fraction;
#[cfg(test)]
mod tests;

pub(super) use builtin::builtin;
pub(super) use decimal::general;
pub(super) use format::{NumberFormat, ShownKind};
