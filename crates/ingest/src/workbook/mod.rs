//! Workbooks to tables: xlsx, xlsb, ods and xls. What a file claims is measured before anything
//! is allocated for it.

mod biff;
mod biff_shapes;
mod binary;
mod cells;
mod drawing;
mod look;
mod margin;
mod markup;
mod number_format;
mod ods;
mod parts;
mod refusal;
mod relations;
mod shared;
mod strings;
mod styles;
mod worksheet;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::reading::{Reader, Reading};

use crate::{
    allowance::Allowance,
    options::Options,
    table::{self, Table},
    unreadable::Unreadable,
};
use parts::WorkbookParts;
use refusal::damaged;

/// Reads a zip, if it is a workbook.
pub(crate) fn packed(bytes: &[u8], options: &Options) -> Result<Reading, Unreadable> {
    let allowance = Allowance::default();
    table::read(&packed_tables(bytes, &allowance)?, Reader::Xlsx, options, &allowance)
}

/// The worksheets of a zip, if it is a workbook.
pub(crate) fn packed_tables(bytes: &[u8], allowance: &Allowance) -> Result<Vec<Table>, Unreadable> {
    let mut parts = WorkbookParts::open(bytes, allowance)?;
    match parts.kind()? {
        parts::WorkbookKind::Xlsx => guarded(|| xlsx::tables(&mut parts, allowance)),
        parts::WorkbookKind::Xlsb => guarded(|| xlsb::tables(&mut parts, allowance)),
        parts::WorkbookKind::Ods => guarded(|| ods::tables(&mut parts, allowance)),
    }
}

/// Reads a compound file, if it is a workbook.
pub(crate) fn compound(bytes: &[u8], options: &Options) -> Result<Reading, Unreadable> {
    let allowance = Allowance::default();
    table::read(&compound_tables(bytes, &allowance)?, Reader::Xlsx, options, &allowance)
}

/// The worksheets of a compound file, if it is a workbook.
pub(crate) fn compound_tables(
    bytes: &[u8],
    allowance: &Allowance,
) -> Result<Vec<Table>, Unreadable> {
    guarded(|| xls::tables(bytes, allowance))
}

/// Whether a workbook carries macros, which nobody runs here. What cannot be told is no.
pub(crate) fn has_macros(bytes: &[u8]) -> bool {
    let macros = |name: &String| {
        let name = name.to_ascii_lowercase();
        name.ends_with("vbaproject.bin")
            || name.starts_with("basic/")
            || name.starts_with("scripts/")
    };
    match WorkbookParts::open(bytes, &Allowance::default()) {
        Ok(parts) => parts.names().iter().any(macros),
        Err(_) => xls::has_macros(bytes),
    }
}

/// The last net: a library that panics on a damaged file has found it damaged.
fn guarded(
    read: impl FnOnce() -> Result<Vec<Table>, Unreadable>,
) -> Result<Vec<Table>, Unreadable> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged("")))
}
