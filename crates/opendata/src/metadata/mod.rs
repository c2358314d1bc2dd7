//! What describes the tables, made of the one table of columns.

mod catalog;
mod csvw;
mod data_package;
mod facts;

use edition::{DerivedFile, EditionContent};

use crate::{error::Error, tables::TABLES};

/// The JSON Schema (2020-12) of the document `sasae-edition-1`.
pub fn edition_schema() -> &'static str {
    include_str!("edition.schema.json")
}

/// The files that describe an edition's data, of which the document is the canonical form.
pub(crate) fn describe(
    content: &EditionContent,
    files: &[DerivedFile],
    document: &[u8],
) -> Result<Vec<DerivedFile>, Error> {
    let mut described = Vec::new();
    for table in TABLES {
        let name = format!("{}-metadata.json", table.path());
        let bytes = pretty(&csvw::of(content, table))?;
        described.push(DerivedFile { name, media_type: "application/csvm+json", bytes });
    }
    described.push(DerivedFile {
        name: "schema/edition.schema.json".to_owned(),
        media_type: "application/schema+json",
        bytes: edition_schema().into(),
    });
    described.push(DerivedFile {
        name: "datapackage.json".to_owned(),
        media_type: "application/json",
        bytes: pretty(&data_package::of(content, files, document))?,
    });
    described.push(DerivedFile {
        name: "catalog.jsonld".to_owned(),
        media_type: "application/ld+json",
        bytes: pretty(&catalog::of(content, files, document))?,
    });
    Ok(described)
}

fn pretty(value: &serde_json::Value) -> Result<Vec<u8>, Error> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}
