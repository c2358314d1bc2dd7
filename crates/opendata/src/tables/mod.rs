//! The tables of an edition, as `sasae-open-1` lays them out. Columns never change; new ones come last.

mod facts;
mod shared;
mod told;

use crate::column::DataTable;

/// The name of the tables' layout.
pub const SCHEMA: &str = "sasae-open-1";

/// Every table, in the order in which people read them.
pub const TABLES: &[DataTable] = &[
    facts::ANSWERS,
    facts::ACTIONS,
    facts::OWNERS,
    told::TEXTS,
    facts::INDICATORS,
    told::CODES,
    told::ERRATA,
    told::OPINIONS,
];
