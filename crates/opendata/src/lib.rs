//! An edition as open data: tables that machines read, and what describes them.
//!
//! The same edition gives the same bytes. No IO, no async, no clock; it knows nothing of pages. What a
//! column is called, holds and means stands once, in [`TABLES`] and [`LISTS`]; every description is
//! made of them.

mod clean;
mod column;
mod disagreement;
mod error;
mod lines;
mod lists;
mod metadata;
mod region;
mod table_file;
mod tables;
mod workbook;

use edition::{DerivedFile, EditionContent};

pub use self::{
    column::{CodeList, ColumnType, DataColumn, DataTable, ListedCode, TableReference},
    disagreement::disagreements,
    error::Error,
    lines::edition_id,
    lists::{LISTS, WHOLE_PLAN},
    metadata::edition_schema,
    tables::{SCHEMA, TABLES},
};

/// Every file of an edition's open data: the tables, the workbook of tables, and what describes them.
/// Paths are those within the edition's folder, in which `edition.json` stands beside them.
pub fn files(content: &EditionContent) -> Result<Vec<DerivedFile>, Error> {
    region::check(&content.city.region_code)?;
    let tables: Vec<_> = TABLES.iter().map(|table| (table, (table.lines)(content))).collect();
    let mut files = Vec::new();
    for (table, lines) in &tables {
        let bytes = table_file::csv(table, lines)?;
        files.push(DerivedFile { name: table.path(), media_type: "text/csv", bytes });
    }
    let workbook = workbook::xlsx(content, &tables)?;
    let document = edition::canonical(content)?;
    files.push(DerivedFile {
        name: "data.xlsx".to_owned(),
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes: workbook,
    });
    let described = metadata::describe(content, &files, &document)?;
    files.extend(described);
    Ok(files)
}
